package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example as it is in dist/, with all its intervals and windows. */
@Tag("full")
class QuickstartTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(
          Subject::quickstart,
          Duration.ofMillis(100),
          Duration.ofSeconds(30),
          Stage.DEFAULT_PERIOD);

  @Test
  void followsTheLoadUpAndDown() {
    // GIVEN
    Trial trial = STAGE.trial();
    double begin = trial.offer(16);
    trial.pass(Duration.ofSeconds(90));

    // WHEN
    double step = trial.offer(60);
    Instant shown = Instant.now().minusSeconds(60);
    trial.pass(Duration.ofMinutes(4));
    trial.writeDashboard("monitoring", shown, Instant.now());
    double drop = trial.offer(16);
    trial.pass(Duration.ofSeconds(450));

    // THEN
    Recording recording = trial.recording();
    Outcome outcome = new Outcome(recording, step, drop);
    outcome.report(STAGE.trial(), "quickstart");
    assertThat(recording.between(begin, step))
        .allSatisfy(moment -> assertThat(moment.desired()).isEqualTo(2));
    assertThat(outcome.decision()).isLessThan(60.0);
    assertThat(outcome.ready(4)).isLessThan(150.0);
    assertThat(recording.between(drop - 60, drop))
        .as("at last no request waits")
        .allSatisfy(moment -> assertThat(moment.load().late()).isZero());
    assertThat(recording.between(drop, drop + 290))
        .as("what was needed within five minutes is kept")
        .allSatisfy(moment -> assertThat(moment.desired()).isGreaterThanOrEqualTo(3));
    assertThat(recording.last().ready()).as("the fewest allowed").isEqualTo(2);
    assertThat(recording.between(begin, trial.now()))
        .as("no request is lost")
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
  }
}
