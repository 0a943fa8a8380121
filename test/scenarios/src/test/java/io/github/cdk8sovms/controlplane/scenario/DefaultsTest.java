package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same model, pods and load as for the published recipe, emitted by us. */
@Tag("full")
class DefaultsTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(
          Apps::defaults, Duration.ofMillis(200), Duration.ofSeconds(30), Stage.DEFAULT_PERIOD);

  @Test
  void addsThePodsThatTheLoadNeedsAndRemovesThem() {
    // WHEN
    Burst burst = Burst.offer(STAGE.trial());

    // THEN
    Recording recording = STAGE.trial().recording();
    Outcome outcome = new Outcome(recording, burst.step(), burst.drop());
    outcome.report(STAGE.trial(), "ours");
    assertThat(outcome.decision()).isLessThan(60.0);
    assertThat(outcome.ready(3)).isLessThan(150.0);
    assertThat(recording.between(burst.drop() - 30, burst.drop()))
        .as("at last no request waits")
        .allSatisfy(moment -> assertThat(moment.load().late()).isZero());
    assertThat(recording.last().ready()).as("what 8 requests a second need").isEqualTo(1);
    assertThat(recording.between(burst.begin(), burst.end()))
        .as("no request is lost")
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
  }
}
