package io.github.cdk8sovms.acceptance.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applying the proposed fix removes the finding, and causes no other error. */
class FixedInputsTest {

  static List<FixedInput> inputs() {
    return Stream.of(
            FixedServers.all(),
            FixedSignals.all(),
            FixedDevices.all(),
            FixedDashboards.all(),
            FixedKeda.all(),
            FixedGenerative.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void theProposedFixRemovesTheFinding(FixedInput input) {
    List<Finding> before = BadInputTest.findings(input.wrong());
    assertThat(before)
        .filteredOn(finding -> finding.code() == input.code())
        .isNotEmpty()
        .extracting(Finding::fix)
        .anySatisfy(fix -> assertThat(fix).contains(input.proposal()));

    List<Finding> after = BadInputTest.findings(input.fixed());
    assertThat(after).filteredOn(finding -> finding.code() == input.code()).isEmpty();
    assertThat(after).filteredOn(finding -> finding.severity() == Severity.ERROR).isEmpty();
  }

  @Test
  void everyKindOfFindingAboutSignalsAndAutoscalersIsFixed() {
    assertThat(inputs().stream().map(FixedInput::code).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FindingCode.values())
                .filter(code -> code.code().matches("OVMS(105|115|2[2-6]\\d|4[0-46]\\d)"))
                .toList());
  }
}
