package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three of four pods hang permanently, at maxReplicas: nothing but a restart can help. */
@Tag("full")
class StuckPodsTest {
  private static final int PODS = 4;
  private static final double LOAD = 190;

  @RegisterExtension static final Stage STAGE = BusyApp.stageOf(PODS);

  private final Trial trial = STAGE.trial();
  private final BusyApp app = BusyApp.of(trial);

  @Test
  void podsThatStandStillAreRestarted() {
    // GIVEN
    trial.offer(LOAD);
    trial.pass(Duration.ofSeconds(30));
    trial.await(
        "four pods ready",
        Duration.ofMinutes(2),
        moment -> moment.ready() == PODS && moment.load().p95Millis() < 1000);
    List<OvmsPod> stuck = app.serving(STAGE.ovms()).subList(1, PODS);

    // WHEN
    double begin = trial.now();
    stuck.forEach(pod -> pod.phase(Phase.SILENT));

    // THEN
    Moment alone = trial.await("one serves", Duration.ofMinutes(2), moment -> moment.ready() == 1);
    Moment back = trial.await("all serve", Duration.ofMinutes(6), moment -> moment.ready() == PODS);
    Moment calm =
        trial.await(
            "no request waits long",
            Duration.ofMinutes(8),
            moment -> moment.load().p95Millis() < 1000);
    assertThat(STAGE.restarts()).as("each of them, once").isEqualTo(PODS - 1);
    app.report("three of four pods stuck", begin);
    trial.report(
        "  one serves after %.0f s, four after %.0f s, P95 below 1 s after %.0f s; meanwhile the"
            + " autoscaler saw %.2f at last",
        alone.seconds() - begin,
        back.seconds() - begin,
        calm.seconds() - begin,
        trial
            .recording()
            .first(back.seconds() - 60, moment -> moment.metric().isPresent())
            .metric()
            .orElseThrow());
  }
}
