package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.GitOpsCases;
import io.github.cdk8sovms.gitops.ArgoApplication;
import io.github.cdk8sovms.kubernetes.ArgoCd;
import io.github.cdk8sovms.synthesis.SynthesisSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.App;
import org.cdk8s.Chart;

/** Mistakes in the configuration of Argo CD. */
final class BadGitOps {
  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadGitOps() {
    inputs.put(
        "waves after the first construct",
        chart -> {
          Cases.server(chart, "resnet").build();
          ArgoCd.syncWaves(chart);
        });
    inputs.put(
        "application of nothing", chart -> ArgoApplication.Builder.create(chart, "shop").build());
    inputs.put(
        "application without waves",
        chart -> GitOpsCases.application(chart, new Chart(new App(), "shop")).build());
    application(
        "password in the repository", it -> it.repository("https://me:pw@git.example.com/a"));
    application("repository on a disk", it -> it.repository("/srv/git/serving.git"));
    application("branch with a space", it -> it.revision("my branch"));
    application("directory above the repository", it -> it.directory("../secrets"));
    application("absolute directory", it -> it.directory("/dist"));
    application("project of a strange name", it -> it.project("Vision Team"));
    inputs.put(
        "summary before the synthesis",
        chart -> SynthesisSummary.of((App) chart.getNode().getRoot()));
    application("cluster by its name", it -> it.cluster("production"));
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadGitOps().inputs;
  }

  private void application(String what, UnaryOperator<ArgoApplication.Builder> wrong) {
    inputs.put(
        what, chart -> wrong.apply(GitOpsCases.application(chart, GitOpsCases.applied())).build());
  }
}
