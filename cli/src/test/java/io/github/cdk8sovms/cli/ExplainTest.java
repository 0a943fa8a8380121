package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.FindingCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {

  @ParameterizedTest
  @EnumSource
  void everyFindingHasCauseAndFix(FindingCode code) {
    Run run = Run.of("explain", code.code());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith(code.code() + ": " + code.title() + "\n\nSeverity: ")
        .containsPattern("\nCause\\. \\S")
        .containsPattern("\nFix\\. \\S")
        .doesNotContain("**", "](", "\n## ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OVMS407", "ovms407", "407", "OVMS-407", " ovms 407 "})
  void severalNotationsOfACodeAreAccepted(String typed) {
    assertThat(Run.of("explain", typed).out())
        .startsWith("OVMS407: a target that the signal can never exceed\n");
  }

  @ParameterizedTest
  @CsvSource({
    "OVMS425, 'OVMS424, a signal that nothing on the server exports'",
    "1, 'OVMS101, a name that Kubernetes rejects'",
    "tolerance, 'OVMS417, a tolerance that the cluster does not support'",
    "xyz, 'OVMS101, a name that Kubernetes rejects'"
  })
  void theClosestCodeIsSuggestedForAnUnknownOne(String typed, String nearest) {
    Run run = Run.of("explain", typed);

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err())
        .isEqualTo(
            "\"%s\" is not the code of a finding. The closest is %s; explain --list prints all.\n"
                .formatted(typed, nearest));
  }

  @Test
  void allAreListedInOrder() {
    Run run = Run.of("explain", "--list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(FindingCode.values().length)
        .startsWith("OVMS101  error    a name that Kubernetes rejects")
        .contains("OVMS113  warning  needs a feature gate on this Kubernetes version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OVMS407 --list"})
  void eitherACodeOrTheListIsRequired(String arguments) {
    Run run = Run.of(("explain " + arguments).strip().split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err())
        .isEqualTo("Give a code, such as explain OVMS407, or use explain --list.\n");
  }
}
