package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kit.SharedJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a new user needs first is on a page as a program that runs, without a patch and without a
 * warning other than those that the page explains.
 */
class NewUserProgramsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          docs/several-metrics.md       | TwoModels      | HorizontalPodAutoscaler PrometheusRule- |
          docs/kube-prometheus-stack.md | WithItsAdapter | HorizontalPodAutoscaler PodMonitor APIService- | OVMS356
          docs/keda.md                  | ToZero         | ScaledObject PodMonitor HorizontalPodAutoscaler- |
          docs/canary.md                | NewVersion     | HTTPRoute HorizontalPodAutoscaler |
          docs/teams.md                 | Teams          | HorizontalPodAutoscaler APIService |
          docs/openshift.md             | OnOpenShift    | PodMonitor PrometheusRule APIService StatefulSet- | OVMS452
          """)
  void theProgramOfThePageRuns(String page, String name, String kinds, String warnings) {
    String program = Page.of(page).block("java", "public class " + name);
    assertThat(program).doesNotContain(".patch(");
    JavaProgram shown = JavaProgram.of(program);
    shown.compile(directory);

    Command run = SharedJvm.run(shown.name(), directory);

    assertThat(run.exitCode()).as(run.output()).isZero();
    Set<String> warned = new TreeSet<>();
    run.output()
        .lines()
        .filter(line -> line.startsWith("WARNING"))
        .forEach(line -> warned.add(line.replaceAll(".*?(OVMS\\d{3}).*", "$1")));
    assertThat(warned)
        .as(run.output())
        .containsExactlyElementsOf(warnings == null ? List.of() : List.of(warnings.split(" ")));
    Set<String> emitted = new TreeSet<>();
    for (Path file : Repository.filesBelow(directory.resolve("dist"))) {
      Manifest.of(Repository.read(file)).forEach(object -> emitted.add(object.kind()));
    }
    List<String> expected = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (String kind : kinds.split(" ")) {
      (kind.endsWith("-") ? absent : expected).add(kind.replace("-", ""));
    }
    assertThat(emitted).containsAll(expected);
    assertThat(absent).noneMatch(emitted::contains);
  }
}
