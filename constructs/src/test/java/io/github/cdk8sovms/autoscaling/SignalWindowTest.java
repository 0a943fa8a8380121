package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.SHORT_MEMORY;
import static io.github.cdk8sovms.validation.FindingCode.SIGNAL_WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalWindowTest {
  private static final LoadSignal REQUESTS = LoadSignal.requestsPerStream();
  private static final ScrapeInterval USUAL = new ScrapeInterval(Duration.ofSeconds(15));

  @Test
  void isTwoScrapesOfAGaugeByDefault() {
    assertThat(new SignalWindow(REQUESTS, USUAL).length()).isEqualTo(Duration.ofSeconds(30));
    assertThat(new SignalWindow(REQUESTS.over(Duration.ofMinutes(3)), USUAL).length())
        .isEqualTo(Duration.ofMinutes(3));
  }

  @ParameterizedTest(name = "{0} with a scrape in {1}: {2}")
  @CsvSource({
    "PT29S, PT15S, 1",
    "PT30S, PT15S, 0",
    "PT10S, PT5S, 0",
    "PT1M, PT1M, 1",
    "PT2M, PT1M, 0",
  })
  void itHoldsAsManyScrapesAsTheSignalNeeds(Duration window, Duration interval, int findings) {
    ScrapeInterval scrape = new ScrapeInterval(interval);
    Duration hour = Duration.ofHours(1);

    assertThat(codes(REQUESTS.over(window), scrape, hour))
        .hasSize(findings)
        .allMatch(SIGNAL_WINDOW::equals);
    assertThat(codes(LoadSignal.queueToCompute().over(window.multipliedBy(2)), scrape, hour))
        .as("a rate needs twice as many")
        .hasSize(findings)
        .allMatch(SIGNAL_WINDOW::equals);
  }

  @ParameterizedTest(name = "over {0}, removing after {1}: {2}")
  @CsvSource({
    "PT30S, PT2M, 0",
    "PT30S, PT1M59S, 1",
    "PT1M, PT2M, 0",
    "PT1M, PT1M59S, 1",
    "PT1M, PT0S, 1",
    "PT3M, PT5M, 1",
    "PT40M, PT1H, 0",
  })
  void aWindowForRemovingOutlastsWhatIsHeld(Duration window, Duration down, int warnings) {
    assertThat(codes(REQUESTS.over(window), USUAL, down))
        .hasSize(warnings)
        .allMatch(SHORT_MEMORY::equals);
  }

  /** The signal itself reports that it is invalid. */
  @ParameterizedTest
  @CsvSource({"PT0S", "PT2562047788015215H"})
  void ofAWindowThatIsNoneNothingFollows(Duration window) {
    assertThat(codes(REQUESTS.over(window), USUAL, Duration.ZERO)).isEmpty();
  }

  private static List<FindingCode> codes(
      LoadSignal signal, ScrapeInterval scrape, Duration windowForRemoving) {
    return Reported.codesBy(
        findings ->
            new SignalWindow(signal, scrape)
                .check(findings, Behavior.of(Duration.ZERO, windowForRemoving).down()));
  }
}
