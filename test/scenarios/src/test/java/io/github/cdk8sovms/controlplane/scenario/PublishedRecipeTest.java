package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The control experiment: the published recipe, on an OVMS of today, does not see the load. */
@Tag("full")
class PublishedRecipeTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(
          Recipe::onCurrentOvms,
          Duration.ofMillis(200),
          Duration.ofSeconds(30),
          Stage.DEFAULT_PERIOD);

  @Test
  void neverAddsAPodWhateverWaits() {
    // WHEN
    Burst burst = Burst.offer(STAGE.trial());

    // THEN
    Recording recording = STAGE.trial().recording();
    assertThat(recording.between(burst.begin(), burst.end()))
        .as("no pod is ever asked for")
        .allSatisfy(moment -> assertThat(moment.desired()).isEqualTo(1));
    // The window of a minute and a scrape must have passed.
    assertThat(recording.between(burst.step() + 120, burst.drop()))
        .as("as many requests as streams, exactly, and that is where they should be")
        .allSatisfy(moment -> assertThat(moment.metric()).hasValue(1.0))
        .allSatisfy(moment -> assertThat(moment.says("DesiredWithinRange")).isTrue());
    assertThat(recording.first(burst.drop() - 5, any -> true).load().p50Millis())
        .as("while answers take longer and longer")
        .isGreaterThan(20_000);
    new Outcome(recording, burst.step(), burst.drop()).report(STAGE.trial(), "recipe");
  }
}
