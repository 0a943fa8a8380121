package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.Phase;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pods hang: their ports are open, and nothing is answered. */
@Tag("full")
class SilentPodsTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @RegisterExtension static final Stage STAGE = BusyApp.stage();

  private final Trial trial = STAGE.trial();
  private final BusyApp app = BusyApp.of(trial);

  @BeforeEach
  void awaitThePodsThatTheLoadNeeds() {
    app.awaitThePodsThatTheLoadNeeds();
  }

  @Test
  void oneThatStandsStillIsReplacedByOthers() {
    // WHEN
    double begin = trial.now();
    OvmsPod silent = app.serving(STAGE.ovms()).get(0);
    silent.phase(Phase.SILENT);

    // THEN
    Moment without =
        trial.await(
            "it gets no requests any more",
            Duration.ofMinutes(1),
            moment -> !moment.load().ratios().containsKey(silent.name()));
    Moment enough =
        trial.await(
            "as many as needed ready again", TWO_MINUTES, moment -> moment.ready() >= BusyApp.NEED);
    Moment back =
        trial.await(
            "others do its work",
            Duration.ofMinutes(3),
            moment -> moment.ready() >= BusyApp.NEED && moment.load().p95Millis() < 1000);
    app.assertNeverWantsFewerThanNeeded(begin);
    app.report("one pod silent", begin);
    trial.report(
        "  out of the Service after %.0f s, three ready after %.0f s, P95 below 1 s after %.0f s",
        without.seconds() - begin, enough.seconds() - begin, back.seconds() - begin);
  }

  @Test
  void whenAllStandStillForAWhileTheirNumberStays() {
    // GIVEN
    app.awaitFullWindows();
    double begin = trial.now();

    // WHEN
    Set<OvmsPod> silent = new HashSet<>();
    Moment blind =
        trial.await(
            "the autoscaler has no value",
            TWO_MINUTES,
            moment -> {
              // Also those that the last averages have brought.
              STAGE.ovms().pods().stream()
                  .filter(silent::add)
                  .forEach(pod -> pod.phase(Phase.SILENT));
              return moment.hasNoValue();
            });
    trial.pass(Duration.ofMinutes(1));
    double end = trial.now();
    STAGE.ovms().pods().forEach(pod -> pod.phase(Phase.NORMAL));

    // THEN
    Moment back =
        trial.await(
            "pods ready and seen again",
            Duration.ofMinutes(4),
            moment -> moment.ready() >= BusyApp.NEED && moment.hasValue());
    app.assertNumberStayed(blind, end);
    app.assertNeverWantsFewerThanNeeded(begin);
    trial.report("  ready and seen %.0f s after they answer again", back.seconds() - end);
    app.report("all pods silent", begin);
  }
}
