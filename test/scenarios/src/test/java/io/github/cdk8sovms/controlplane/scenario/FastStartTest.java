package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link DefaultsTest} with pods that are ready 10 s after their start, as from a model store. */
@Tag("full")
class FastStartTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(
          Apps::defaults, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD);

  @Test
  void addsThePodsBeforeALongQueueBuildsUp() {
    // WHEN
    Burst burst = Burst.offer(STAGE.trial());

    // THEN
    Recording recording = STAGE.trial().recording();
    Outcome outcome = new Outcome(recording, burst.step(), burst.drop());
    outcome.report(STAGE.trial(), "pods that start in 10 s");
    assertThat(outcome.decision()).isLessThan(40.0);
    assertThat(outcome.ready(3)).isLessThan(60.0);
    assertThat(outcome.partLate()).as("below that of pods that start in 30 s").isLessThan(0.4);
    assertThat(recording.between(burst.begin(), burst.end()))
        .as("no request is lost")
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
  }
}
