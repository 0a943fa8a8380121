package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replicas follow the load, up and down. Quick scrapes and windows, for every build. */
class ScalingTest {
  @RegisterExtension static final Stage STAGE = BusyApp.stage(Duration.ofSeconds(5));

  @Test
  void replicasFollowTheLoadUpAndDown() {
    // GIVEN
    Trial trial = STAGE.trial();
    trial.offer(BusyApp.LOW);
    trial.pass(Duration.ofSeconds(30));
    assertThat(trial.recording().last().desired()).isEqualTo(1);

    // WHEN
    double step = trial.offer(BusyApp.HIGH);

    // THEN
    Moment decided =
        trial.await("more wanted", Duration.ofMinutes(1), moment -> moment.desired() > 1);
    Moment enough =
        trial.await("three ready", Duration.ofMinutes(2), moment -> moment.ready() >= BusyApp.NEED);
    Moment calm =
        trial.await(
            "no request waits long",
            Duration.ofMinutes(2),
            moment -> moment.load().p95Millis() < 1000);
    // The backlog needs more pods than the load.
    Moment settled =
        trial.await(
            "as many wanted as the load needs",
            Duration.ofMinutes(2),
            moment -> moment.desired() == BusyApp.NEED);
    trial.pass(Duration.ofSeconds(30));
    assertThat(trial.recording().since(enough.seconds()))
        .as("never fewer than the load needs")
        .allSatisfy(moment -> assertThat(moment.ready()).isGreaterThanOrEqualTo(BusyApp.NEED));

    // WHEN
    double drop = trial.offer(BusyApp.LOW);

    // THEN
    Moment less = trial.await("one ready", Duration.ofMinutes(2), moment -> moment.ready() == 1);
    assertThat(trial.recording().since(step))
        .as("no request is lost, also not with its pod")
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
    trial.report(
        "Step 32 to 200/s: decision after %.0f s, three ready after %.0f s, P95 below 1 s after %.0f s,"
            + " %d wanted after %.0f s; drop: one ready after %.0f s",
        decided.seconds() - step,
        enough.seconds() - step,
        calm.seconds() - step,
        settled.desired(),
        settled.seconds() - step,
        less.seconds() - drop);
  }
}
