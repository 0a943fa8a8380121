package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kit.SharedJvm;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the tutorial and of docs/errors.md print what these pages show. */
class ErrorsDocTest {
  @Test
  void theProgramPrintsExactlyThisSummary(@TempDir Path directory) {
    Command run = runShared(Page.TUTORIAL.block("java", "class Shop"), directory);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).endsWith("\n\n" + Page.TUTORIAL.block("text", "Objects "));
  }

  @Test
  void theProgramWithThreeMistakesPrintsExactlyThis(@TempDir Path directory) {
    Command run = run(Page.ERRORS.block("java", "class Wrong"), directory);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.output())
        .contains(Page.ERRORS.block("text", "3 mistakes"))
        .doesNotContain("at io.github");
    assertThat(Repository.filesBelow(directory.resolve("dist"))).isEmpty();
  }

  @Test
  void theProgramWithoutHeadroomPrintsExactlyThis(@TempDir Path directory) {
    String program =
        Page.TUTORIAL.block("java", "class Shop").replace(".streams(1)", ".streams(1).nireq(1)");

    Command run = runShared(program, directory);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.output()).contains(Page.ERRORS.block("text", "1 mistake in"));
  }

  private static Command runShared(String program, Path directory) {
    JavaProgram shown = JavaProgram.of(program);
    shown.compile(directory);
    return SharedJvm.run(shown.name(), directory);
  }

  /** Compiles a program unchanged, and runs it in a separate JVM. */
  private static Command run(String program, Path directory) {
    JavaProgram shown = JavaProgram.of(program);
    shown.compile(directory);
    return Command.java(shown.name(), directory, directory, Map.of());
  }
}
