package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.serving.OvmsImage;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The default signal, on both sides of the release in which OVMS began to count otherwise. */
@Tag("full")
class RequestsPerStreamTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD);

  private final UpAndDown load = UpAndDown.of(STAGE.trial());

  @Test
  void followsTheLoadOnACurrentServer() {
    load.follow("requests per stream", Apps.quick());
  }

  @Test
  void followsTheLoadOnAServerThatCountsFromReceipt() {
    load.follow(
        "requests per stream, counted from receipt as before 2024.5",
        Apps.quick(
            "receipt",
            server -> server.image(OvmsImage.of("2024.4")).model(Apps.RESNET50.nireq(4)),
            scaler -> scaler.ratio(1.0)));
  }
}
