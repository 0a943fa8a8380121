package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.monitoring.PrometheusStack;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same with the scrapes of {@code fast()}. */
@Tag("full")
class FastLagTest {
  @RegisterExtension
  static final Stage STAGE =
      Stage.ofSeveral(
          () -> Apps.fleet("fast", PrometheusStack.Builder::fast),
          Duration.ofMillis(100),
          Duration.ofSeconds(30));

  @Test
  void typicalDecisionTakesTwentySecondsAtMost() {
    Lags lags = Lags.of(STAGE.trials(), 16, 60, 2, Duration.ofSeconds(40));

    lags.report(STAGE.trial(), "fast");
    assertThat(lags.medianDecision()).isLessThanOrEqualTo(20);
  }
}
