package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two models in each pod, of which one has the autoscaler. */
@Tag("full")
class TwoModelsTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(
          () ->
              Apps.quick(
                  "two-models",
                  server -> Apps.current(server).model(Apps.model("bert")).restWorkers(64),
                  scaler ->
                      scaler.signal(LoadSignal.requestsPerStream().model("resnet50")).ratio(1.0)),
          Duration.ofMillis(200),
          Duration.ofSeconds(10),
          Stage.DEFAULT_PERIOD);

  private final Trial trial = STAGE.trial();
  private final UpAndDown load = UpAndDown.of(trial);

  @Test
  void theSignalOfAModelDoesNotSeeTheLoadOfAnother() {
    // GIVEN
    load.awaitCalm();
    try (Load bert = STAGE.load("bert")) {
      // WHEN
      double begin = trial.now();
      bert.perSecond(load.high());
      trial.pass(Duration.ofSeconds(75));

      // THEN
      assertThat(trial.recording().since(begin))
          .allSatisfy(moment -> assertThat(moment.desired()).isEqualTo(1));
      assertThat(bert.sample().p50Millis()).as("though it is far too much").isGreaterThan(2000);
    }

    // WHEN
    double step = trial.offer(load.high());

    // THEN
    Moment decided = load.awaitDecision();
    trial.report(
        "one of two models: no decision for the other's load in 75 s; for its own after %.0f s",
        decided.seconds() - step);
  }
}
