package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same with a scrape every 15 seconds, as of an existing Prometheus. */
@Tag("full")
class FifteenSecondsLagTest {
  @RegisterExtension
  static final Stage STAGE =
      Stage.ofSeveral(
          () ->
              Apps.fleet(
                  "fifteen-seconds",
                  prometheus -> prometheus.scrapeInterval(Duration.ofSeconds(15))),
          Duration.ofMillis(100),
          Duration.ofSeconds(30));

  @Test
  void typicalDecisionTakesHalfAMinuteAtMost() {
    Lags lags = Lags.of(STAGE.trials(), 16, 60, 2, Duration.ofSeconds(75));

    lags.report(STAGE.trial(), "scrapes every 15 s");
    assertThat(lags.medianDecision()).isLessThanOrEqualTo(30);
  }
}
