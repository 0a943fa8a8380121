package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same with the scrapes of {@code fast()}. */
@Tag("full")
class FastLagTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(30), Stage.DEFAULT_PERIOD);

  @Test
  void typicalDecisionTakesTwentySecondsAtMost() {
    Lags lags = Lags.of(STAGE.trial(), 8, 30, 5, Duration.ofSeconds(40));

    lags.report(STAGE.trial(), "fast");
    assertThat(lags.medianDecision()).isLessThanOrEqualTo(20);
  }
}
