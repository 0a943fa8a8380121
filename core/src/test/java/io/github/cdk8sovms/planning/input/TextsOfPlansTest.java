package io.github.cdk8sovms.planning.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.StartDurations;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DurationTexts, service times and promises as a user writes them. */
class TextsOfPlansTest {

  @ParameterizedTest
  @CsvSource({
    "200ms, 0.2",
    "1s, 1",
    "1.5s, 1.5",
    "1m30s, 90",
    "7d, 604800",
    "2w, 1209600",
    "1h, 3600",
    "500us, 0.0005",
    "0s, 0"
  })
  void durationsHaveUnits(String text, double seconds) {
    assertThat(DurationTexts.seconds(text)).hasValue(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "1 s", "-1s", "1y", "s", "1e3s", "99999999999999w", "1s2"})
  void otherTextsAreNoDurations(String text) {
    assertThat(DurationTexts.seconds(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "0.0005, 0.5ms",
    "0.2, 200ms",
    "1.5, 1.5s",
    "59.96, 60s",
    "60, 1m",
    "125, 2m5s",
    "3600, 1h",
    "5400, 1h30m",
    "604800, 7d",
    "90000, 1d1h"
  })
  void durationsAreShownWithAtMostTwoUnits(double seconds, String text) {
    assertThat(DurationTexts.text(seconds)).isEqualTo(text);
  }

  @Test
  void aServiceTimeIsConstantWithoutASpread() {
    ServiceTime time = ServiceTimes.parse("200ms");

    assertThat(time.seconds(1, new Random(1))).isEqualTo(0.2);
    assertThat(time.seconds(9, new Random(2))).isEqualTo(0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200ms±50%", "200ms+-50%", "200ms +/- 50 %"})
  void aSpreadIsTheStandardDeviation(String text) {
    ServiceTime time = ServiceTimes.parse(text);
    Random random = new Random(1);
    double[] seconds = new double[100_000];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = time.seconds(1, random);
    }
    double mean = java.util.Arrays.stream(seconds).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(seconds)
            .map(each -> (each - mean) * (each - mean))
            .average()
            .orElseThrow();

    assertThat(mean).isBetween(0.198, 0.202);
    assertThat(Math.sqrt(variance)).isBetween(0.097, 0.103);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "200", "0ms", "fast", "200ms±", "-5ms", "200ms±x%"})
  void otherTextsAreNoServiceTimes(String text) {
    assertThatThrownBy(() -> ServiceTimes.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\""
                + text
                + "\" is not a service time. Use 200ms, 200ms±50% for a mean and its standard"
                + " deviation, or a profile file.");
  }

  @Test
  void aPromiseIsAShareWithinALimit() {
    assertThat(Promises.parse("95%<1s").share()).isEqualTo(0.95);
    assertThat(Promises.parse(" 99.9 % < 250ms ").limit()).isEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "95<1s", "0%<1s", "101%<1s", "95%>1s", "95%<1", "95%<0s", "x%<1s"})
  void otherTextsAreNoPromises(String text) {
    assertThatThrownBy(() -> Promises.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\"" + text + "\" is not a promise. Use 95%<1s for 95 % of the requests within 1 s.");
  }

  @Test
  void aStartTimeIsATotalOrHasStages() {
    assertThat(StartTexts.parse("25s")).isEqualTo(StartDurations.ofTotal(Duration.ofSeconds(25)));
    assertThat(StartTexts.parse("schedule=1s,node=2s, image=14s,load=4s,warm-up=3s,probe=1s"))
        .isEqualTo(
            new StartDurations(
                Duration.ofSeconds(3),
                Duration.ofSeconds(14),
                Duration.ZERO,
                Duration.ofSeconds(4),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "load", "load=", "load=4", "pull=4s", "load=4s,"})
  void otherTextsAreNoStartTimes(String text) {
    assertThatThrownBy(() -> StartTexts.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\""
                + text
                + "\" is not a start time. Use 25s, or the stages schedule, node, image, fetch,"
                + " load, warm-up and probe: image=14s,load=4s,probe=1s.");
  }
}
