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
    app.synth();
    Path outdir = Path.of(app.getOutdir());
    Path delivery = QuickstartDelivery.write(quickstart, outdir);
    Path images = outdir.resolve("images.txt");
    Files.writeString(images, String.join("\n", Images.of(app)) + "\n");
    // cdk8s synth passes on only what is written to standard error.
    System.err.print(
        Summary.of(
            List.of(outdir.resolve("quickstart.k8s.yaml"), outdir.resolve("blog-recipe.k8s.yaml")),
            Map.of(
                outdir.resolve(BlogRecipe.HELM_VALUES),
                "for Helm's prometheus-adapter, not for kubectl",
                images,
                "every container image, to mirror",
                delivery,
                "for Argo CD, once repoURL is yours"),
            lagBudgets(app)));
  }

  private static Map<String, LagBudget> lagBudgets(App app) {
    Map<String, LagBudget> byPath = new LinkedHashMap<>();
    for (IConstruct construct : app.getNode().findAll()) {
      if (construct instanceof RatioAutoscaler autoscaler) {
        byPath.put(autoscaler.getNode().getPath(), autoscaler.lagBudget());
      }
    }
    return byPath;
  }
}
