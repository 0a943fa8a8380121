package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What has no streams has no ratio. */
@Tag("full")
class NoStreamsTest {
  /** Without streams requests are done one after the other; four streams are not too many more. */
  @RegisterExtension
  static final Stage STAGE =
      new Stage(Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD);

  private final Trial trial = STAGE.trial();
  private final BusyApp app = new BusyApp(trial, 50);

  @Test
  void requestsByNoStreamsAreNoValue() {
    // GIVEN
    app.awaitThePodsThatTheLoadNeeds();
    JsonNode without = app.changed("ConfigMap", "resnet-config", "\\\"4\\\"", "\\\"0\\\"");

    // WHEN
    double begin = trial.now();
    app.apply(without);
    app.restartServers("without streams");
    Moment blind = app.awaitNoValue();
    trial.pass(Duration.ofSeconds(75));

    // THEN
    double end = trial.now();
    app.assertNumberStayed(blind, end);
    assertThat(blind.desired()).isGreaterThanOrEqualTo(BusyApp.NEED);
    app.apply(app.emitted("ConfigMap", "resnet-config"));
    app.restartServers("with streams again");
    Moment back = app.awaitValue();
    app.report("requests by 0 streams", begin);
    trial.report("  a value %.0f s after the repair", back.seconds() - end);
  }
}
