package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_DURATION;
import static io.github.cdk8sovms.validation.FindingCode.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Checked;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "PT0S, 0s",
    "PT15S, 15s",
    "PT60S, 1m",
    "PT90S, 1m30s",
    "PT1H, 1h",
    "PT25H1S, 1d1h1s",
    "P15D, 15d",
    "P3650D, 3650d",
  })
  void areWrittenInTheNotationOfPrometheus(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT30S", "PT1M"})
  void boundsAreIncluded(Duration duration) {
    assertThat(codes(duration)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT1.5S", "PT1M0.000000001S", "PT61S"})
  void refusesWhatIsOutOfBoundsOrNotInWholeSeconds(Duration duration) {
    assertThat(codes(duration)).containsExactly(INVALID_DURATION);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "PT0S, Duration.ofSeconds(1)",
    "PT-1S, Duration.ofSeconds(1)",
    "PT1.5S, Duration.ofSeconds(1)",
    "PT90.5S, Duration.ofSeconds(90)",
    "PT25H, Duration.ofDays(1)",
  })
  void theNearestDurationIsProposed(Duration duration, String proposed) {
    assertThat(
            Checked.by(
                findings ->
                    Durations.check(findings, "timeout", duration, SECOND, Duration.ofDays(1))))
        .singleElement()
        .asString()
        .endsWith("Write a duration such as " + proposed + ".");
  }

  @Test
  void theCallerMayNameTheKindOfFinding() {
    assertThat(
            Checked.codesBy(
                findings ->
                    Durations.check(
                        findings, RETENTION, "retention", Duration.ZERO, SECOND, MINUTE)))
        .containsExactly(RETENTION);
  }

  @Test
  void theLongerAndTheShorter() {
    assertThat(Durations.longer(SECOND, MINUTE)).isEqualTo(MINUTE);
    assertThat(Durations.longer(MINUTE, SECOND)).isEqualTo(MINUTE);
    assertThat(Durations.shorter(SECOND, MINUTE)).isEqualTo(SECOND);
    assertThat(Durations.shorter(MINUTE, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void aMultipleBeyondTheLongestDurationIsTheLongest() {
    assertThat(Durations.times(3, SECOND)).isEqualTo(Duration.ofSeconds(3));
    assertThat(Durations.times(2, Duration.ofSeconds(Long.MAX_VALUE)))
        .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(Durations.times(2, Duration.ofSeconds(Long.MIN_VALUE)))
        .isEqualTo(Duration.ofSeconds(Long.MIN_VALUE));
  }

  private static List<FindingCode> codes(Duration duration) {
    return Checked.codesBy(
        findings -> Durations.check(findings, "startup", duration, SECOND, MINUTE));
  }
}
