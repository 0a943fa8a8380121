package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact expressions; their results for real series are checked with promtool. */
class SignalExpressionsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String IDLE_POD =
      "(sum by (pod) (avg_over_time(ovms_current_requests{M}[1m])) == 0"
          + " and sum by (pod) (avg_over_time(ovms_streams{M}[1m])) > 0)";
  private static final String OR_IDLE = " or " + IDLE_POD;
  private static final String PODS = "namespace=\"serving\"";

  /** Each with the value of a model, and whether that is an average, which is there when idle. */
  static Stream<Arguments> ofAModel() {
    return Stream.of(
        arguments(
            LoadSignal.requestsPerStream(),
            "avg_over_time(ovms_current_requests{M}[1m])"
                + " / (avg_over_time(ovms_streams{M}[1m]) > 0)",
            true),
        arguments(
            LoadSignal.inFlightPerStream(),
            "(sum by (pod, name, version) (rate(ovms_request_time_us_sum{M}[1m])) > 0) / 1e6"
                + " / (sum by (pod, name, version) (avg_over_time(ovms_streams{M}[1m])) > 0)",
            false),
        arguments(
            LoadSignal.queueToCompute(),
            "sum by (pod, name, version) (rate(ovms_wait_for_infer_req_time_us_sum{M}[1m]))"
                + " / (sum by (pod, name, version) (rate(ovms_inference_time_us_sum{M}[1m])) > 0)",
            false),
        arguments(
            LoadSignal.streamUtilization(),
            "(sum by (pod, name, version) (rate(ovms_inference_time_us_sum{M}[1m])) > 0) / 1e6"
                + " / (sum by (pod, name, version) (avg_over_time(ovms_streams{M}[1m])) > 0)",
            false),
        arguments(
            LoadSignal.meanLatency(),
            "sum by (pod, name, version) (rate(ovms_request_time_us_sum{M}[1m])) / 1e3"
                + " / (sum by (pod, name, version) (rate(ovms_request_time_us_count{M}[1m])) > 0)",
            false),
        arguments(
            LoadSignal.latency(0.99),
            "histogram_quantile(0.99, sum by (pod, name, version, le)"
                + " (rate(ovms_request_time_us_bucket{M}[1m]))) / 1e3 >= 0",
            false),
        arguments(
            LoadSignal.graphsInFlight(16), "avg_over_time(ovms_current_graphs{M}[1m])", true));
  }

  @ParameterizedTest
  @MethodSource("ofAModel")
  void theBusiestModelOfAPodDecides(LoadSignal signal, String ofAModel, boolean isAverage) {
    assertThat(signal.perPod("M", "pod", MINUTE))
        .isEqualTo("max by (pod) (" + ofAModel + ")" + (isAverage ? "" : OR_IDLE));
  }

  /** Idle models count as zero, unless another is busy with requests longer than the window. */
  @ParameterizedTest
  @MethodSource("ofAModel")
  void theMeanIsOfTheSameValues(LoadSignal signal, String ofAModel, boolean isAverage) {
    String mean = signal.across(Aggregation.MEAN).perPod("M", "pod", MINUTE);

    assertThat(mean)
        .isEqualTo(
            isAverage
                ? "avg by (pod) (" + ofAModel + ")"
                : "avg by (pod) (%s or %s) and (max by (pod) (%s) or %s)"
                    .formatted(
                        ofAModel,
                        IDLE_POD.replace("(pod)", "(pod, name, version)"),
                        ofAModel,
                        IDLE_POD));
  }

  static Stream<Arguments> ofAllModelsAsOne() {
    return Stream.of(
        arguments(
            LoadSignal.requestsPerStream(),
            "sum by (pod) (avg_over_time(ovms_current_requests{M}[1m]))"
                + " / (sum by (pod) (avg_over_time(ovms_streams{M}[1m])) > 0)"),
        arguments(
            LoadSignal.inFlightPerStream(),
            "(sum by (pod) (rate(ovms_request_time_us_sum{M}[1m])) > 0) / 1e6"
                + " / (sum by (pod) (avg_over_time(ovms_streams{M}[1m])) > 0)"
                + OR_IDLE),
        arguments(
            LoadSignal.queueToCompute(),
            "sum by (pod) (rate(ovms_wait_for_infer_req_time_us_sum{M}[1m]))"
                + " / (sum by (pod) (rate(ovms_inference_time_us_sum{M}[1m])) > 0)"
                + OR_IDLE),
        arguments(
            LoadSignal.streamUtilization(),
            "(sum by (pod) (rate(ovms_inference_time_us_sum{M}[1m])) > 0) / 1e6"
                + " / (sum by (pod) (avg_over_time(ovms_streams{M}[1m])) > 0)"
                + OR_IDLE),
        arguments(
            LoadSignal.meanLatency(),
            "sum by (pod) (rate(ovms_request_time_us_sum{M}[1m])) / 1e3"
                + " / (sum by (pod) (rate(ovms_request_time_us_count{M}[1m])) > 0)"
                + OR_IDLE),
        arguments(
            LoadSignal.latency(0.999),
            "histogram_quantile(0.999, sum by (pod, le)"
                + " (rate(ovms_request_time_us_bucket{M}[1m]))) / 1e3 >= 0"
                + OR_IDLE),
        arguments(
            LoadSignal.graphsInFlight(16),
            "sum by (pod) (avg_over_time(ovms_current_graphs{M}[1m]))"));
  }

  @ParameterizedTest
  @MethodSource("ofAllModelsAsOne")
  void loadsAndStreamsAreSummedBeforeTheyAreDivided(LoadSignal signal, String expression) {
    assertThat(signal.across(Aggregation.SUM).perPod("M", "pod", MINUTE)).isEqualTo(expression);
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aFleetIsTheSumOfItsPods(LoadSignal signal) {
    assertThat(signal.fleet(SeriesLabels.STANDARD, PODS, MINUTE))
        .isEqualTo("sum(" + signal.perPod(PODS, "namespace, pod", MINUTE) + ")");
  }

  /** The adapter adds the model that an HPA selects; fleet expressions must contain it. */
  @ParameterizedTest
  @MethodSource("selections")
  void oneModelIsChosenInTheFleetsExpressionOnly(LoadSignal signal) {
    LoadSignal ofOne = signal.model("resnet50");

    assertThat(ofOne.perPod(PODS, "pod", MINUTE)).isEqualTo(signal.perPod(PODS, "pod", MINUTE));
    assertThat(ofOne.fleet(SeriesLabels.STANDARD, PODS, MINUTE))
        .isEqualTo(
            signal
                .fleet(SeriesLabels.STANDARD, PODS, MINUTE)
                .replace("{" + PODS, "{" + PODS + ",name=\"resnet50\""));
  }

  @Test
  void aFleetThatNothingElseSelectsIsSelectedByItsModel() {
    assertThat(LoadSignal.graphsInFlight(4).model("llm").fleet(SeriesLabels.STANDARD, "", MINUTE))
        .contains("{name=\"llm\"}")
        .doesNotContain("{,");
  }

  @ParameterizedTest
  @MethodSource("selections")
  void allSeriesUseTheSameWindow(LoadSignal signal) {
    Duration length = Duration.ofSeconds(90);
    String expression = signal.over(length).perPod(PODS, "pod", MINUTE);

    assertThat(expression).isEqualTo(signal.perPod(PODS, "pod", length));
    assertThat(expression.split("\\[", -1)).hasSameSizeAs(expression.split("\\[1m30s]", -1));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void parenthesesAreBalanced(LoadSignal signal) {
    String expression = signal.model("resnet50").fleet(SeriesLabels.STANDARD, PODS, MINUTE);

    assertThat(expression.split("\\(", -1)).hasSameSizeAs(expression.split("\\)", -1));
    assertThat(expression.split("\\{", -1)).hasSameSizeAs(expression.split("}", -1));
  }

  static List<LoadSignal> selections() {
    return Signals.all().stream()
        .flatMap(signal -> Stream.of(Aggregation.values()).map(signal::across))
        .toList();
  }
}
