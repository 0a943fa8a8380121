package io.github.cdk8sovms.apps;

import io.github.cdk8sovms.autoscaling.LagBudget;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cdk8s.App;
import org.cdk8s.Chart;
import software.constructs.IConstruct;

/**
 * Writes the output of every example to {@code dist/}, one manifest each, and says what it wrote.
 */
public final class Synthesize {

  private Synthesize() {}

  /** Runs every example. */
  public static void main(String[] args) throws IOException {
    App app = new App();
    Chart quickstart = Quickstart.define(app);
    BlogRecipe.define(app);
    // Of a cluster of its own: one has room for one adapter.
    App fleet = new App();
    GpuFleet.define(fleet);
    List<App> apps = List.of(app, fleet);
    apps.forEach(App::synth);
    Path outdir = Path.of(app.getOutdir());
    Path delivery = QuickstartDelivery.write(quickstart, outdir);
    Path images = outdir.resolve("images.txt");
    Files.writeString(images, String.join("\n", images(apps)) + "\n");
    // cdk8s synth passes on only what is written to standard error.
    System.err.print(
        Summary.of(
            List.of(
                outdir.resolve("quickstart.k8s.yaml"),
                outdir.resolve("blog-recipe.k8s.yaml"),
                outdir.resolve("gpu-fleet.k8s.yaml")),
            Map.of(
                outdir.resolve(BlogRecipe.HELM_VALUES),
                "for Helm's prometheus-adapter, not for kubectl",
                images,
                "every container image, to mirror",
                delivery,
                "for Argo CD, once repoURL is yours"),
            lagBudgets(apps)));
  }

  private static Set<String> images(List<App> apps) {
    Set<String> images = new TreeSet<>();
    apps.forEach(app -> images.addAll(Images.of(app)));
    return images;
  }

  private static Map<String, LagBudget> lagBudgets(List<App> apps) {
    Map<String, LagBudget> byPath = new LinkedHashMap<>();
    for (App app : apps) {
      for (IConstruct construct : app.getNode().findAll()) {
        if (construct instanceof RatioAutoscaler autoscaler) {
          byPath.put(autoscaler.getNode().getPath(), autoscaler.lagBudget());
        }
      }
    }
    return byPath;
  }
}
