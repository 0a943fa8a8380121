package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a step of the load to the decision, and to the pod, with the defaults of the quickstart. */
@Tag("full")
class LagTest {
  @RegisterExtension
  static final Stage STAGE =
      Stage.ofSeveral(
          () -> Apps.fleet("quickstart", prometheus -> prometheus),
          Duration.ofMillis(100),
          Duration.ofSeconds(30));

  @Test
  void typicalDecisionTakesTwentySecondsAtMost() {
    Lags lags = Lags.of(STAGE.trials(), 16, 60, 2, Duration.ofSeconds(75));

    lags.report(STAGE.trial(), "quickstart");
    assertThat(lags.medianDecision()).isLessThanOrEqualTo(20);
  }
}
