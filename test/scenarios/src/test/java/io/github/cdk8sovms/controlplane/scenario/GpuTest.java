package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.OvmsImage;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Few streams with short inferences, as GPUs have. */
@Tag("full")
class GpuTest {
  /** Two streams of 20 ms. */
  private static final double OF_A_POD = 100;

  @RegisterExtension
  static final Stage STAGE =
      new Stage(
          () ->
              Apps.quick(
                  "gpu",
                  server ->
                      server
                          .image(OvmsImage.of("2026.2.1"))
                          .model(Apps.RESNET50.device(Device.gpu(GpuDriver.XE)).streams(2))
                          .deviceGroup(992),
                  scaler -> scaler.ratio(1.0)),
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          Stage.DEFAULT_PERIOD);

  @Test
  void followsTheLoadUpAndDown() {
    UpAndDown load = new UpAndDown(STAGE.trial(), 40, 250, OF_A_POD);
    load.awaitCalm();
    double begin = STAGE.trial().now();

    load.follow("GPU, two streams of 20 ms");

    load.assertNothingRefused(begin);
  }
}
