package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void withoutACommandTheCommandsAreListed() {
    Run run = Run.of();

    assertThat(run.exitCode()).isEqualTo(Main.WRONG_USE);
    assertThat(run.err()).contains("explain", "images", "diff", "doctor", "plan");
  }

  @Test
  void aMistypedCommandPrintsNoStackTrace() {
    Run run = Run.of("dif", "a", "b");

    assertThat(run.exitCode()).isEqualTo(Main.WRONG_USE);
    assertThat(run.err()).contains("diff").doesNotContain("\tat ");
  }
}
