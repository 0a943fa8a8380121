package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void withoutACommandTheCommandsAreListed() {
    Run run = Run.of();

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err()).contains("explain", "images", "diff", "doctor", "plan");
  }

  @Test
  void aMistypedOptionPrintsOneMessageAndNotTheWholeHelp() {
    Run run = Run.of("plan", "--trafic", "requests.csv", "--service-time", "200ms", "shop.yaml");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err())
        .isEqualTo(
            """
            Unknown option: '--trafic'
            Possible solutions: --traffic
            All options: cdk8s-ovms plan --help
            """);
  }

  @Test
  void aMistypedCommandPrintsNoStackTrace() {
    Run run = Run.of("dif", "a", "b");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err())
        .isEqualTo(
            """
            Unmatched arguments from index 0: 'dif', 'a', 'b'
            Did you mean: cdk8s-ovms diff?
            All options: cdk8s-ovms --help
            """);
  }
}
