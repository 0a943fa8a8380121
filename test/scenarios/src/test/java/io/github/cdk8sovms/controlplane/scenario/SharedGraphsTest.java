package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A classic model and two graphs in each pod, of which one graph is busy. */
class SharedGraphsTest {
  /** One pod does eight a second at its capacity. */
  private static final double HIGH = 16;

  private static final double LOW = 1;
  private static final Duration LONG = Duration.ofMinutes(3);

  @RegisterExtension
  static final Stage STAGE =
      Stage.ofGraphs(
              GraphApps::shared,
              Duration.ofMillis(500),
              0.15,
              Duration.ofSeconds(5),
              Duration.ofSeconds(5))
          .clients(model -> Clients.http(model).connections(GraphApps.CAPACITY));

  private final Trial trial = STAGE.trial();

  @Test
  void theBusyGraphIsNotHiddenByThoseThatAreIdle() throws Exception {
    // GIVEN
    try (Load model = STAGE.load("resnet50");
        Load idle = STAGE.load("bge")) {
      model.perSecond(1.5);
      idle.perSecond(LOW);
      trial.offer(LOW);
      trial.await("one pod", LONG, moment -> moment.desired() == 1 && moment.ready() == 1);
      trial.pass(Duration.ofSeconds(20));
      assertThat(trial.recording().last().desired()).isEqualTo(1);

      // WHEN
      double step = trial.offer(HIGH);

      // THEN
      Moment enough = trial.await("three ready", LONG, moment -> moment.ready() == 3);
      assertThat(idle.sample().refused()).isZero();
      assertThat(model.sample().refused()).isZero();
      trial.report(
          "three servables, one of them busy: three ready after %.0f s", enough.seconds() - step);
    }
  }
}
