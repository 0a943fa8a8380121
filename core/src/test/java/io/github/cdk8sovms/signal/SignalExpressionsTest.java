package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact expressions; their results for real series are checked with promtool. */
class SignalExpressionsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SCRAPES = Duration.ofSeconds(5);
  private static final String IDLE_POD =
      "(sum by (pod) (avg_over_time(ovms_current_requests{M}[1m])) == 0"
          + " and sum by (pod) (avg_over_time(ovms_streams{M}[1m])) > 0)";
  private static final String OR_IDLE = " or " + IDLE_POD;
  private static final List<String> KINDS =
      Sealed.kinds(LoadSignal.class).stream().map(Class::getSimpleName).toList();
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

  @Test
  void everySignalHasAnExpectedExpression() {
    assertThat(ofAModel().map(each -> each.get()[0].getClass().getSimpleName())).containsAll(KINDS);
    assertThat(ofAllModelsAsOne().map(each -> each.get()[0].getClass().getSimpleName()))
        .containsAll(KINDS);
  }

  @ParameterizedTest
  @MethodSource("ofAModel")
  void theBusiestModelOfAPodDecides(LoadSignal signal, String ofAModel, boolean isAverage) {
    assertThat(signal.over(MINUTE).perPod("M", "pod", SCRAPES))
        .isEqualTo("max by (pod) (" + ofAModel + ")" + (isAverage ? "" : OR_IDLE));
  }

  /** Idle models count as zero, unless another is busy with requests longer than the window. */
  @ParameterizedTest
  @MethodSource("ofAModel")
  void theMeanIsOfTheSameValues(LoadSignal signal, String ofAModel, boolean isAverage) {
    String mean = signal.over(MINUTE).across(Aggregation.MEAN).perPod("M", "pod", SCRAPES);

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
    assertThat(signal.over(MINUTE).across(Aggregation.SUM).perPod("M", "pod", SCRAPES))
        .isEqualTo(expression);
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aFleetIsTheSumOfItsPods(LoadSignal signal) {
    assertThat(signal.fleet(SeriesLabels.STANDARD, PODS, SCRAPES))
        .isEqualTo("sum(" + signal.perPod(PODS, "namespace, pod", SCRAPES) + ")");
  }

  /** The adapter adds the model that an HPA selects; fleet expressions must contain it. */
  @ParameterizedTest
  @MethodSource("selections")
  void oneModelIsChosenInTheFleetsExpressionOnly(LoadSignal signal) {
    LoadSignal ofOne = signal.model("resnet50");

    assertThat(ofOne.perPod(PODS, "pod", SCRAPES)).isEqualTo(signal.perPod(PODS, "pod", SCRAPES));
    assertThat(ofOne.fleet(SeriesLabels.STANDARD, PODS, SCRAPES))
        .isEqualTo(
            signal
                .fleet(SeriesLabels.STANDARD, PODS, SCRAPES)
                .replace("{" + PODS, "{" + PODS + ",name=\"resnet50\""));
  }

  @Test
  void aFleetThatNothingElseSelectsIsSelectedByItsModel() {
    assertThat(LoadSignal.graphsInFlight(4).model("llm").fleet(SeriesLabels.STANDARD, "", SCRAPES))
        .contains("{name=\"llm\"}")
        .doesNotContain("{,");
  }

  @ParameterizedTest
  @MethodSource("selections")
  void allSeriesUseTheSameWindow(LoadSignal signal) {
    Duration length = Duration.ofSeconds(90);
    String expression = signal.over(length).perPod(PODS, "pod", SCRAPES);

    assertThat(expression.split("\\[", -1)).hasSameSizeAs(expression.split("\\[1m30s]", -1));
  }

  /** It is too busy to be scraped, or completed no request. */
  @ParameterizedTest
  @MethodSource("selections")
  void aPodWithoutAValueInTheWindowHasThatOfAMinute(LoadSignal signal) {
    String ofAMinute = signal.over(MINUTE).perPod(PODS, "pod", SCRAPES);

    assertThat(signal.over(Duration.ofSeconds(20)).perPod(PODS, "pod", SCRAPES))
        .isEqualTo(ofAMinute.replace("[1m]", "[20s]") + " or " + ofAMinute);
  }

  @ParameterizedTest(name = "every {0}: {1} of a gauge, {2} of a rate, {3} of a latency; held {4}")
  @CsvSource({
    "PT1S, PT20S, PT20S, PT1M, PT1M",
    "PT5S, PT20S, PT20S, PT1M, PT1M",
    "PT10S, PT20S, PT40S, PT1M, PT1M",
    "PT15S, PT30S, PT1M, PT1M, PT1M",
    "PT30S, PT1M, PT2M, PT2M, PT2M",
    "PT2M, PT4M, PT8M, PT8M, PT8M"
  })
  void windowsAreAsShortAsTheSeriesAllow(
      Duration scrapes, Duration gauge, Duration rate, Duration latency, Duration held) {
    assertThat(LoadSignal.requestsPerStream().windowAt(scrapes)).isEqualTo(gauge);
    assertThat(LoadSignal.graphsInFlight(4).windowAt(scrapes)).isEqualTo(gauge);
    assertThat(LoadSignal.inFlightPerStream().windowAt(scrapes)).isEqualTo(rate);
    assertThat(LoadSignal.queueToCompute().windowAt(scrapes)).isEqualTo(rate);
    assertThat(LoadSignal.latency(0.95).windowAt(scrapes)).isEqualTo(latency);
    assertThat(LoadSignal.meanLatency().windowAt(scrapes)).isEqualTo(latency);
    assertThat(Signals.all())
        .allSatisfy(signal -> assertThat(signal.heldAt(scrapes)).isEqualTo(held));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aWindowOfOneIsHeldNoLongerThanItLasts(LoadSignal signal) {
    LoadSignal ofTwoMinutes = signal.over(Duration.ofMinutes(2));

    assertThat(ofTwoMinutes.heldAt(SCRAPES)).isEqualTo(Duration.ofMinutes(2));
    assertThat(ofTwoMinutes.perPod(PODS, "pod", SCRAPES)).doesNotContain("[1m]");
  }

  @ParameterizedTest
  @MethodSource("selections")
  void parenthesesAreBalanced(LoadSignal signal) {
    String expression = signal.model("resnet50").fleet(SeriesLabels.STANDARD, PODS, SCRAPES);

    assertThat(expression.split("\\(", -1)).hasSameSizeAs(expression.split("\\)", -1));
    assertThat(expression.split("\\{", -1)).hasSameSizeAs(expression.split("}", -1));
  }

  static List<LoadSignal> selections() {
    return Signals.all().stream()
        .flatMap(signal -> Stream.of(Aggregation.values()).map(signal::across))
        .toList();
  }
}
