package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The published recipe with the OVMS that it was written for: it scales, until a model gets a new
 * version. The old one has 0 requests by 0 streams then, and the adapter makes 0 of what is no
 * number.
 */
@Tag("full")
class RecipeVersionUpdateTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(
          Recipe::onItsOwnOvms,
          Duration.ofMillis(200),
          Duration.ofSeconds(10),
          Stage.DEFAULT_PERIOD);

  @Test
  void removesAllPodsButOneUnderLoad() {
    // GIVEN
    Trial trial = STAGE.trial();
    double step = trial.offer(Burst.HIGH);
    Moment scaled =
        trial.await("three ready", Duration.ofMinutes(7), moment -> moment.ready() == 3);
    trial.await(
        "no request waits long",
        Duration.ofMinutes(10),
        moment -> moment.load().p95Millis() < 1000);

    // WHEN
    double update = trial.now();
    STAGE.ovms().pods().forEach(pod -> pod.update(trial.subject().model(), Duration.ofSeconds(5)));

    // THEN
    Moment wrong =
        trial.await("0 read", Duration.ofMinutes(2), moment -> moment.metric().orElse(1) == 0);
    Moment collapsed =
        trial.await("one wanted", Duration.ofMinutes(5), moment -> moment.desired() == 1);
    assertThat(collapsed.load().perSecond()).isEqualTo(Burst.HIGH);
    trial.pass(Duration.ofMinutes(1));
    trial.report(
        "recipe on 2022.2: three ready %.0f s after the step; after a version update 0 is read"
            + " after %.0f s, and one pod wanted after %.0f s, at %.0f requests a second",
        scaled.seconds() - step,
        wrong.seconds() - update,
        collapsed.seconds() - update,
        Burst.HIGH);
  }
}
