package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Markdown;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kit.SharedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs on the pages about exposure, canaries, headroom and starts compile, run, and emit
 * what the page describes.
 */
class ExposureDocTest {
  @ParameterizedTest
  @ValueSource(strings = {"exposure.md", "canary.md", "headroom.md", "start.md"})
  void theProgramsEmitTheKindsOfThePage(String page, @TempDir Path directory) {
    List<String> programs =
        new Markdown(Repository.read(Repository.ROOT.resolve("docs").resolve(page)))
            .blocks("java").stream().filter(it -> it.contains("class ")).toList();
    assertThat(programs).isNotEmpty();
    for (String program : programs) {
      JavaProgram shown = JavaProgram.of(program);
      Path folder = directory.resolve(shown.name());
      shown.compile(folder);
      Command run = SharedJvm.run(shown.name(), folder);

      assertThat(run.exitCode()).as(run.output()).isZero();
      List<String> kinds =
          Repository.filesBelow(folder.resolve("dist")).stream()
              .flatMap(file -> Manifest.of(Repository.read(file)).stream())
              .map(Manifest::kind)
              .toList();
      assertThat(kinds).containsAnyOf("HTTPRoute", "PriorityClass", "DaemonSet");
    }
  }
}
