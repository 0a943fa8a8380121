package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cli.ExitCode;
import io.github.cdk8sovms.cli.Main;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kit.SharedJvm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the pages by task run, and emit what the pages describe. */
class HowToDocTest {
  private static final Pattern IMAGE = Pattern.compile("(?m)^\\s*(?:- )?image: (.*)$");

  @TempDir private Path directory;

  @Test
  void anExistingStackGetsOnlyWhatItsOperatorAndItsGrafanaSelect() {
    String program = Page.of("docs/kube-prometheus-stack.md").block("java", "class WithStack");
    List<Manifest> objects = run(program, directory, "").objects("resnet");

    for (String kind : List.of("PodMonitor", "PrometheusRule")) {
      assertThat(objects)
          .filteredOn(object -> object.kind().equals(kind))
          .singleElement()
          .satisfies(
              object ->
                  assertThat(object.tree().at("/metadata/labels/release").asText())
                      .isEqualTo("kube-prometheus-stack"));
    }
    assertThat(objects)
        .filteredOn(object -> object.tree().at("/metadata/labels/grafana_dashboard").isTextual())
        .extracting(Manifest::namespace)
        .containsExactly("monitoring");
    assertThat(objects)
        .filteredOn(object -> object.kind().equals("NetworkPolicy"))
        .filteredOn(object -> object.namespace().equals("serving"))
        .anySatisfy(
            object ->
                assertThat(object.text()).contains("kubernetes.io/metadata.name: monitoring"));
    assertThat(objects).extracting(Manifest::kind).doesNotContain("StatefulSet", "Prometheus");
  }

  @Test
  void withoutInternetEveryImageIsOfTheMirror() {
    Run run = run("docs/air-gap.md", "OVMS222");

    List<String> images =
        IMAGE
            .matcher(run.yaml("resnet"))
            .results()
            .map((MatchResult image) -> image.group(1))
            .distinct()
            .sorted()
            .toList();
    assertThat(images)
        .hasSize(3)
        .allMatch(image -> image.startsWith("registry.example.com/mirror/"));
    assertThat(run.output().lines()).containsAll(images);
    assertThat(Page.of("docs/air-gap.md").text()).contains("`" + images.get(0) + "`");
  }

  @Test
  void eachTeamHasItsOwnManifest() {
    Run run = run("docs/teams.md", "");

    for (String team : List.of("vision", "search")) {
      assertThat(run.objects(team))
          .filteredOn(object -> object.kind().equals("Deployment"))
          .singleElement()
          .satisfies(object -> assertThat(object.namespace()).isEqualTo(team));
    }
    assertThat(run.objects("platform"))
        .filteredOn(object -> object.kind().equals("HorizontalPodAutoscaler"))
        .extracting(Manifest::namespace)
        .containsExactlyInAnyOrder("vision", "search");
    assertThat(run.objects("platform"))
        .filteredOn(object -> object.kind().equals("APIService"))
        .hasSize(2);
  }

  @Test
  void diffReportsWhatAnUpgradeDoes() {
    String program = Page.of("docs/upgrade-ovms.md").block("java", "class Upgrade");
    assertThat(program).contains("OvmsImage.of(\"2024.4\")");
    run(program, directory.resolve("old"), "");
    run(program.replace("\"2024.4\"", "\"2026.3.1\""), directory.resolve("new"), "");
    StringWriter out = new StringWriter();

    int exitCode =
        Main.run(
            new PrintWriter(out),
            new PrintWriter(out),
            "diff",
            "--color=never",
            directory.resolve("old/dist").toString(),
            directory.resolve("new/dist").toString());

    assertThat(exitCode).as(out.toString()).isEqualTo(ExitCode.DIFFERS);
    Golden.checkBlock(
        Repository.ROOT.resolve("docs/upgrade-ovms.md"),
        "diff",
        "```console\n" + out.toString().strip() + "\n```\n");
  }

  private Run run(String page, String warning) {
    return run(Page.of(page).block("java", "public class"), directory, warning);
  }

  /** Runs a program unchanged, in a separate directory; it prints no other warning. */
  private static Run run(String program, Path directory, String warning) {
    JavaProgram shown = JavaProgram.of(program);
    shown.compile(directory);
    Command command = SharedJvm.run(shown.name(), directory);
    assertThat(command.exitCode()).as(command.output()).isZero();
    assertThat(command.output().lines().filter(line -> line.startsWith("WARNING")))
        .allMatch(line -> !warning.isEmpty() && line.contains(warning));
    return new Run(directory.resolve("dist"), command.output());
  }

  private record Run(Path dist, String output) {
    String yaml(String chart) {
      return Repository.read(dist.resolve(chart + ".k8s.yaml"));
    }

    List<Manifest> objects(String chart) {
      return Manifest.of(yaml(chart));
    }
  }
}
