package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each signal that is a latency brings the pods that the load needs, and takes them away. */
@Tag("full")
class LatencySignalsTest {
  @RegisterExtension
  static final Stage STAGE =
      new Stage(Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD);

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of(
            "mean latency",
            Apps.quick(
                "mean",
                Apps::current,
                scaler -> scaler.signal(LoadSignal.meanLatency()).latency(Duration.ofMillis(500)))),
        Arguments.of(
            "95 % of latency",
            Apps.quick(
                "p95",
                Apps::current,
                scaler ->
                    scaler.signal(LoadSignal.latency(0.95)).latency(Duration.ofMillis(708)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void followsTheLoadUpAndDown(String signal, Subject subject) {
    UpAndDown.of(STAGE.trial()).follow(signal, subject);
  }
}
