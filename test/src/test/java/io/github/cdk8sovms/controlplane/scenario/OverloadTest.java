package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.Clients;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * More comes than all pods that are allowed can do, on so many connections that a probe waits
 * behind a thousand requests.
 */
@Tag("full")
class OverloadTest {
  private static final int CONNECTIONS = 1000;

  @RegisterExtension
  static final Stage STAGE =
      new Stage(
              () -> Apps.quick("overload", Apps::current, scaler -> scaler.replicas(1, 2)),
              Duration.ofMillis(200),
              Duration.ofSeconds(10),
              Stage.DEFAULT_PERIOD)
          .clients(model -> Clients.http(model).connections(CONNECTIONS));

  @Test
  void podsThatAreBusyAreNotRestarted() {
    // GIVEN
    Trial trial = STAGE.trial();
    UpAndDown load = UpAndDown.of(trial);
    load.awaitCalm();

    // WHEN
    double step = trial.offer(4 * Stage.OF_A_POD);
    trial.pass(Duration.ofMinutes(6));

    // THEN
    double worst =
        trial.recording().since(step).stream()
            .mapToDouble(moment -> moment.load().p95Millis())
            .filter(Double::isFinite)
            .max()
            .orElseThrow();
    int fewest = trial.recording().since(step).stream().mapToInt(Moment::ready).min().orElseThrow();
    trial.report(
        "overload over %d connections: worst P95 %.0f s, %d ready at least, %d restarts",
        CONNECTIONS, worst / 1000, fewest, STAGE.restarts());
    assertThat(worst).as("a probe waits as long as a request").isGreaterThan(40_000);
    assertThat(STAGE.restarts()).isZero();

    // WHEN
    double drop = trial.offer(load.low());

    // THEN
    Moment calm =
        trial.await(
            "calm",
            UpAndDown.LONGEST,
            moment -> moment.ready() > 0 && moment.load().p95Millis() < 1000);
    trial.report("  P95 below 1 s %.0f s after the load is gone", calm.seconds() - drop);
  }
}
