package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.LoadSample;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
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
    double end = trial.now();
    trial.report(
        "overload over %d connections: worst P95 %.0f s, %d ready at least, %.0f of %.0f a second"
            + " answered, %.0f refused, %d restarts",
        CONNECTIONS,
        worst / 1000,
        fewest,
        mean(step, end, LoadSample::answered),
        4.0 * Stage.OF_A_POD,
        mean(step, end, LoadSample::refused),
        STAGE.restarts());
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

  private static double mean(double from, double to, ToDoubleFunction<LoadSample> what) {
    return STAGE.trial().recording().between(from, to).stream()
        .mapToDouble(moment -> what.applyAsDouble(moment.load()))
        .average()
        .orElseThrow();
  }
}
