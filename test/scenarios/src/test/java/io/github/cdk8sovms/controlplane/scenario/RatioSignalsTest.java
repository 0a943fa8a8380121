package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each signal that is a ratio brings the pods that the load needs, and takes them away. */
@Tag("full")
class RatioSignalsTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD);

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of(
            "requests in flight per stream",
            Apps.quick(
                "in-flight",
                Apps::current,
                scaler -> scaler.signal(LoadSignal.inFlightPerStream()).ratio(1.0))),
        Arguments.of(
            "stream utilization",
            Apps.quick(
                "utilization",
                Apps::current,
                scaler -> scaler.signal(LoadSignal.streamUtilization()).ratio(0.8))),
        Arguments.of(
            "queue to compute, as many infer requests as streams",
            Apps.quick(
                "queue",
                server ->
                    server
                        .image(OvmsImage.of("2026.2.1"))
                        .model(Apps.RESNET50.nireq(4))
                        .restWorkers(16),
                scaler -> scaler.signal(LoadSignal.queueToCompute()).ratio(0.5))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void followsTheLoadUpAndDown(String signal, Subject subject) {
    UpAndDown.of(STAGE.trial()).follow(signal, subject);
  }
}
