package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.controlplane.ApiClient;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each signal brings the pods that the load needs, and takes them away. */
@Tag("full")
class SignalsTest {
  private static final double LOW = 8;
  private static final double HIGH = 50;
  private static final Duration LONGEST = Duration.ofMinutes(4);

  @RegisterExtension
  static final Stage STAGE =
      new Stage(Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD);

  private final Trial trial = STAGE.trial();

  static Stream<Arguments> programs() {
    return Stream.of(
        program(
            "requests in flight per stream",
            Apps::current,
            scaler -> scaler.signal(LoadSignal.inFlightPerStream()).ratio(1.0)),
        program(
            "stream utilization",
            Apps::current,
            scaler -> scaler.signal(LoadSignal.streamUtilization()).ratio(0.8)),
        program(
            "mean latency",
            Apps::current,
            scaler -> scaler.signal(LoadSignal.meanLatency()).latency(Duration.ofMillis(400))),
        program(
            "95 % of latency",
            Apps::current,
            scaler -> scaler.signal(LoadSignal.latency(0.95)).latency(Duration.ofMillis(708))),
        program(
            "queue to compute, as many infer requests as streams",
            server ->
                server
                    .image(OvmsImage.of("2026.2.1"))
                    .model(Apps.RESNET50.nireq(4))
                    .restWorkers(16),
            scaler -> scaler.signal(LoadSignal.queueToCompute()).ratio(0.5)),
        program(
            "requests per stream, counted from receipt as before 2024.5",
            server -> server.image(OvmsImage.of("2024.4")).model(Apps.RESNET50.nireq(4)),
            scaler -> scaler.ratio(1.0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void followsTheLoadUpAndDown(String signal, Subject subject) {
    // GIVEN
    trial.offer(LOW);
    install(subject);

    // WHEN
    double step = trial.offer(HIGH);

    // THEN
    Moment decided = trial.await("more wanted", LONGEST, moment -> moment.desired() > 1);
    Moment enough =
        trial.await("enough ready", LONGEST, moment -> moment.ready() * Stage.OF_A_POD > HIGH);
    Moment calm =
        trial.await("nobody waits long", LONGEST, moment -> moment.load().p95Millis() < 1000);
    int most = trial.recording().since(step).stream().mapToInt(Moment::desired).max().orElseThrow();

    // WHEN
    double drop = trial.offer(LOW);

    // THEN
    Moment less = trial.await("one ready", LONGEST, moment -> moment.ready() == 1);
    assertThat(trial.recording().since(step))
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
    trial.report(
        "%s: decision after %.0f s, enough pods after %.0f s, P95 below 1 s after %.0f s, at most %d"
            + " wanted; one again %.0f s after the drop",
        signal,
        decided.seconds() - step,
        enough.seconds() - step,
        calm.seconds() - step,
        most,
        less.seconds() - drop);
  }

  @Test
  void theSignalOfAModelDoesNotSeeTheLoadOfAnother() {
    // GIVEN
    trial.offer(LOW);
    install(
        Apps.quick(
            "two models",
            server -> Apps.current(server).model(Apps.model("bert")).restWorkers(64),
            scaler -> scaler.signal(LoadSignal.requestsPerStream().model("resnet50")).ratio(1.0)));

    try (Load bert = STAGE.load("bert")) {
      // WHEN
      double begin = trial.now();
      bert.perSecond(HIGH);
      trial.pass(Duration.ofSeconds(75));

      // THEN
      assertThat(trial.recording().since(begin))
          .allSatisfy(moment -> assertThat(moment.desired()).isEqualTo(1));
      assertThat(bert.sample().p50Millis()).as("though it is far too much").isGreaterThan(2000);
    }

    // WHEN
    double step = trial.offer(HIGH);

    // THEN
    Moment decided = trial.await("more wanted", LONGEST, moment -> moment.desired() > 1);
    trial.report(
        "one of two models: no decision for the other's load in 75 s; for its own after %.0f s",
        decided.seconds() - step);
  }

  private static Arguments program(
      String signal,
      UnaryOperator<OvmsModelServer.Builder> server,
      UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    return Arguments.of(signal, Apps.quick("signals", server, autoscaler));
  }

  /** Over what was there before, but for the autoscaler, which is to remember nothing of it. */
  private void install(Subject subject) {
    ApiClient api = trial.controlPlane().api();
    JsonNode autoscaler = subject.application().ofKind("HorizontalPodAutoscaler").get(0);
    api.delete(api.pathOf(autoscaler));
    subject.application().applyTo(trial.controlPlane());
    trial.await(
        "calm with the new signal",
        LONGEST,
        moment ->
            moment.says("ValidMetricFound")
                && moment.desired() == 1
                && moment.ready() == 1
                && moment.load().p95Millis() < 1000);
    // What the old server exported leaves the windows.
    trial.pass(Duration.ofSeconds(40));
  }
}
