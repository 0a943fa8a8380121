package io.github.cdk8sovms.apps;

import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.kubernetes.Images;
import io.github.cdk8sovms.synthesis.SynthesisSummary;
import io.github.cdk8sovms.validation.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * Writes the output of every example to {@code dist/}, one manifest each, and prints what it wrote.
 */
public final class Synthesize {

  private Synthesize() {}

  /** Runs every example. */
  public static void main(String[] args) throws IOException {
    NodeJs.require();
    App app = new App();
    Chart quickstart = Quickstart.define(app);
    BlogRecipe.define(app);
    // One cluster has room for one adapter, so these are for other clusters.
    App fleet = new App();
    GpuFleet.define(fleet);
    App generative = new App();
    Chat.define(generative);
    App kserve = new App();
    KServe.define(kserve);
    app.synth();
    fleet.synth();
    generative.synth();
    kserve.synth();
    Path outdir = Path.of(app.getOutdir());
    Path delivery = QuickstartDelivery.write(quickstart, outdir);
    Path dashboard = dashboard(quickstart, outdir);
    Path images = outdir.resolve("images.txt");
    Files.writeString(images, String.join("\n", images(app, fleet, generative, kserve)) + "\n");
    SynthesisSummary.of(app, fleet, generative, kserve)
        .file(
            outdir.resolve(BlogRecipe.HELM_VALUES),
            "for Helm's prometheus-adapter, not for kubectl")
        .file(images, "every container image, to mirror")
        .file(delivery, "for Argo CD, once repoURL is yours")
        .file(dashboard, "to import in Grafana, if it has no sidecar")
        .print();
  }

  private static Path dashboard(Chart quickstart, Path outdir) throws IOException {
    Dashboard dashboard = (Dashboard) quickstart.getNode().findChild(Quickstart.DASHBOARD);
    Path file = Files.createDirectories(outdir.resolve("grafana")).resolve("quickstart.json");
    return Files.writeString(file, dashboard.json());
  }

  private static Set<String> images(App... apps) {
    Set<String> images = new TreeSet<>();
    for (App app : apps) {
      images.addAll(Images.of(app));
    }
    return images;
  }
}
