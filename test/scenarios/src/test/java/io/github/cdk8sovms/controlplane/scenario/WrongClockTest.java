package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.controlplane.WrongClock;
import io.github.cdk8sovms.kit.Repository;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The clocks of adapter and Prometheus differ, so that the autoscaler gets values of another time.
 * The window is of 20 seconds.
 */
@Tag("full")
class WrongClockTest {
  private static final Duration LATE = Duration.ofSeconds(45);

  /** Longer than a value is held for a pod that cannot be scraped. */
  private static final Duration AHEAD = Duration.ofSeconds(90);

  private static final WrongClock CLOCK = new WrongClock();

  @RegisterExtension static final Stage STAGE = BusyApp.stage(CLOCK);

  private final Trial trial = STAGE.trial();
  private final BusyApp app = BusyApp.of(trial);

  @BeforeEach
  void letTheAdapterAskPastTheClock() {
    CLOCK.ahead(Duration.ZERO);
    CLOCK.prometheus(
        () -> PrometheusApi.of(trial.controlPlane(), "monitoring", "prometheus").address());
    Application.of(
            "wrong-clock",
            Repository.read(Repository.RESOURCES.resolve("control-plane/wrong-clock.yaml")))
        .applyTo(trial.controlPlane());
    app.apply(app.changed("Deployment", "adapter", "http://prometheus.", "http://wrong-clock."));
  }

  @Test
  void aClockThatIsLateMakesDecisionsAsLate() {
    // GIVEN
    CLOCK.ahead(LATE.negated());
    UpAndDown load = new UpAndDown(trial, BusyApp.LOW, BusyApp.HIGH, BusyApp.OF_A_POD);
    load.awaitCalm();
    trial.pass(Duration.ofSeconds(90));

    // WHEN
    double step = trial.offer(load.high());

    // THEN
    double decision = load.awaitDecision().seconds() - step;
    trial.await(
        "no request waits long",
        UpAndDown.LONGEST,
        moment -> moment.ready() >= BusyApp.NEED && moment.load().p95Millis() < 1000);
    trial.report("adapter's clock %d s late: decision after %.0f s", LATE.toSeconds(), decision);
    assertThat(decision).isBetween(45.0, 90.0);
  }

  @Test
  void aClockThatIsAheadOfAllSamplesIsNoValueAndChangesNothing() {
    // GIVEN
    app.awaitThePodsThatTheLoadNeeds();

    // WHEN
    double begin = trial.now();
    CLOCK.ahead(AHEAD);
    Moment blind = app.awaitNoValue();
    trial.pass(Duration.ofMinutes(1));
    double end = trial.now();
    CLOCK.ahead(Duration.ZERO);

    // THEN
    Moment back = app.awaitValue();
    trial.pass(Duration.ofMinutes(1));
    app.assertNumberStayed(blind, end);
    app.assertNeverWantsFewerThanNeeded(begin);
    app.report("adapter's clock 90 s ahead", begin);
    trial.report("  a value %.0f s after it is right", back.seconds() - end);
  }
}
