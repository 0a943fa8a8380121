package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.Phase;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scrapes are lost, every 5 seconds one, while pods go on serving. The window is of 20 seconds. */
@Tag("full")
class ScrapeGapsTest {
  @RegisterExtension static final Stage STAGE = BusyApp.stage();

  private final Trial trial = STAGE.trial();
  private final BusyApp app = BusyApp.of(trial);

  @BeforeEach
  void awaitThePodsThatTheLoadNeeds() {
    app.awaitThePodsThatTheLoadNeeds();
  }

  @Test
  void aGapShorterThanTheWindowIsNotSeen() {
    // WHEN
    double begin = trial.now();
    scrapes(Phase.WITHOUT_METRICS);
    trial.pass(Duration.ofSeconds(12));
    scrapes(Phase.NORMAL);
    trial.pass(Duration.ofMinutes(1));

    // THEN
    app.report("no scrapes for 12 s", begin);
    assertThat(trial.recording().since(begin))
        .as("a value all the time")
        .allSatisfy(moment -> assertThat(moment.hasValue()).isTrue());
    app.assertNeverWantsFewerThanNeeded(begin);
  }

  @Test
  void aGapLongerThanTheWindowIsNoValueAndChangesNothing() {
    // WHEN
    double begin = trial.now();
    scrapes(Phase.WITHOUT_METRICS);
    Moment blind = app.awaitNoValue();
    trial.pass(Duration.ofMinutes(1));
    double end = trial.now();
    scrapes(Phase.NORMAL);

    // THEN
    Moment back = app.awaitValue();
    trial.pass(Duration.ofMinutes(1));
    app.assertNumberStayed(blind, end);
    app.assertNeverWantsFewerThanNeeded(begin);
    app.report("no scrapes for " + Math.round(end - begin) + " s", begin);
    trial.report(
        "  no value after %.0f s, one again %.0f s after the first scrape could be answered",
        blind.seconds() - begin, back.seconds() - end);
  }

  private static void scrapes(Phase phase) {
    STAGE.ovms().pods().forEach(pod -> pod.phase(phase));
  }
}
