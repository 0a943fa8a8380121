package io.github.cdk8sovms.apps;

import io.github.cdk8sovms.gitops.ArgoApplication;
import java.nio.file.Path;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;

/** Has Argo CD apply {@link Quickstart} from a repository that holds {@code dist/}. */
final class QuickstartDelivery {

  private QuickstartDelivery() {}

  /**
   * Writes {@code argocd/quickstart.yaml}. It is a separate app: an application must not be among
   * what it applies.
   */
  static Path write(Chart quickstart, Path outdir) {
    Path directory = outdir.resolve("argocd");
    App app =
        new App(
            AppProps.builder().outdir(directory.toString()).outputFileExtension(".yaml").build());
    ArgoApplication.Builder.create(new Chart(app, "quickstart"), "quickstart")
        .repository("https://git.example.com/serving.git")
        .directory("dist")
        .chart(quickstart)
        .build();
    app.synth();
    return directory.resolve("quickstart.yaml");
  }
}
