package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.Clients;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clients over gRPC keep their connections, so that a new pod gets requests only as old connections
 * end.
 */
@Tag("full")
class GrpcTest {
  private static final int CLIENTS = 24;

  @RegisterExtension
  static final Stage STAGE =
      new Stage(Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD)
          .clients(model -> Clients.grpc(model, CLIENTS));

  private final Trial trial = STAGE.trial();
  private final UpAndDown load = UpAndDown.of(trial);

  @Test
  void newPodsGetTheirShareAsConnectionsAge() {
    load.install(Apps.quick());

    load.follow("gRPC, connections of a minute");
  }

  @Test
  void newPodsGetNothingFromConnectionsThatStay() {
    // GIVEN
    load.install(
        Apps.quick(
            "staying",
            server -> Apps.current(server).maxConnectionAge(Duration.ZERO),
            scaler -> scaler.ratio(1.0)));

    // WHEN
    double step = trial.offer(load.high());
    load.awaitDecision();
    Moment enough =
        trial.await(
            "enough ready",
            UpAndDown.LONGEST,
            moment -> moment.ready() * Stage.OF_A_POD > load.high());
    trial.pass(Duration.ofMinutes(2));

    // THEN
    assertThat(trial.recording().since(enough.seconds() + 10))
        .as("all but one pod are idle")
        .allSatisfy(
            moment ->
                assertThat(moment.load().ratios().values().stream().filter(each -> each > 0))
                    .hasSizeLessThanOrEqualTo(1))
        .allSatisfy(moment -> assertThat(moment.load().p50Millis()).isGreaterThan(2000));
    trial.report(
        "gRPC, connections that stay: enough pods after %.0f s, median %.1f s two minutes later",
        enough.seconds() - step, trial.recording().last().load().p50Millis() / 1000);
  }
}
