package io.github.cdk8sovms.signal;

import static io.github.cdk8sovms.validation.FindingCode.SIGNAL;
import static io.github.cdk8sovms.validation.FindingCode.SIGNAL_WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.validation.Checked;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties of each signal. */
class LoadSignalTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<Duration> WINDOWS =
      Stream.of(1, 20, 30, 60, 61, 90, 120, 600, 3600).map(Duration::ofSeconds).toList();

  /** The names are part of manifests and alerts of users. */
  @Test
  void isServedUnderItsNameForThePodsThatHaveItsSeries() {
    assertThat(Signals.all())
        .extracting(signal -> signal.metricName() + " of " + signal.discoverySeries())
        .containsExactlyInAnyOrder(
            "ovms_requests_streams_ratio of ovms_current_requests",
            "ovms_in_flight_streams_ratio of ovms_request_time_us_sum",
            "ovms_queue_compute_ratio of ovms_wait_for_infer_req_time_us_sum",
            "ovms_stream_utilization of ovms_inference_time_us_sum",
            "ovms_mean_latency_ms of ovms_request_time_us_count",
            "ovms_latency_p50_ms of ovms_request_time_us_count",
            "ovms_latency_p90_ms of ovms_request_time_us_count",
            "ovms_latency_p95_ms of ovms_request_time_us_count",
            "ovms_latency_p99_ms of ovms_request_time_us_count",
            "ovms_latency_p99_9_ms of ovms_request_time_us_count",
            "ovms_graphs_in_flight of ovms_current_graphs");
  }

  @Test
  void everySelectionHasANameOfItsOwnThatPrometheusAndTheAdapterTake() {
    List<String> names = selections().map(LoadSignal::metricName).toList();

    assertThat(names)
        .hasSize(Signals.all().size() * 3 * (WINDOWS.size() + 1))
        .doesNotHaveDuplicates()
        .allMatch(Pattern.compile("[a-z][a-z0-9_]*[a-z0-9]").asMatchPredicate());
  }

  @Test
  void whatSharesANameSharesTheQuery() {
    assertThat(selections())
        .allSatisfy(
            signal -> {
              LoadSignal ofOne = signal.model("resnet50");
              assertThat(ofOne.metricName()).isEqualTo(signal.metricName());
              assertThat(ofOne.perPod("M", "pod", MINUTE))
                  .isEqualTo(signal.perPod("M", "pod", MINUTE));
            });
    assertThat(LoadSignal.graphsInFlight(4).metricName())
        .isEqualTo(LoadSignal.graphsInFlight(8).metricName());
    assertThat(LoadSignal.graphsInFlight(4).perPod("M", "pod", MINUTE))
        .isEqualTo(LoadSignal.graphsInFlight(8).perPod("M", "pod", MINUTE));
  }

  @ParameterizedTest
  @MethodSource("all")
  void needsTheSeriesOfItsExpressionAndNoOther(LoadSignal signal) {
    for (Aggregation aggregation : Aggregation.values()) {
      Set<String> used = new HashSet<>();
      Pattern.compile("ovms_\\w+")
          .matcher(signal.across(aggregation).perPod("M", "pod", MINUTE))
          .results()
          .forEach(series -> used.add(series.group().replaceFirst("_(sum|count|bucket)$", "")));

      assertThat(signal.needs().stream().map(OvmsMetric::series))
          .containsExactlyInAnyOrderElementsOf(used)
          .contains(signal.discoverySeries().replaceFirst("_(sum|count)$", ""));
    }
    assertThat(OvmsMetric.defaults()).containsAll(signal.needs());
  }

  @ParameterizedTest
  @MethodSource("all")
  void ratesNeedFourScrapesAndAveragesTwo(LoadSignal signal) {
    assertThat(signal.fewestScrapes())
        .isEqualTo(signal.perPod("M", "pod", MINUTE).contains("rate(") ? 4 : 2);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theDefaultTargetIsSensibleAndALatencyTargetIsRequired(LoadSignal signal) {
    TargetRange targets = signal.targets();

    assertThat(targets.low()).isPositive().isLessThan(targets.high());
    assertThat(targets.contains(targets.low())).isTrue();
    assertThat(targets.contains(targets.high())).isTrue();
    assertThat(targets.contains(Math.nextDown(targets.low()))).isFalse();
    assertThat(targets.contains(Math.nextUp(targets.high()))).isFalse();
    assertThat(targets.contains(Double.NaN)).isFalse();
    assertThat(targets.contains(targets.standard()))
        .isEqualTo(signal.unit() == LoadSignal.Unit.RATIO);
    assertThat(signal.description()).isNotBlank().doesNotContain("_").doesNotEndWith(".");
  }

  @Test
  void targetsOfRatios() {
    assertThat(Signals.all())
        .filteredOn(signal -> signal.unit() == LoadSignal.Unit.RATIO)
        .extracting(LoadSignal::metricName, LoadSignal::targets)
        .containsExactlyInAnyOrder(
            tuple("ovms_requests_streams_ratio", new TargetRange(0.3, 3, 1)),
            tuple("ovms_in_flight_streams_ratio", new TargetRange(0.3, 5, 1)),
            tuple("ovms_queue_compute_ratio", new TargetRange(0.05, 5, 1)),
            tuple("ovms_stream_utilization", new TargetRange(0.2, 3, 0.7)),
            tuple("ovms_graphs_in_flight", new TargetRange(0.2, 1, 0.7)));
  }

  @Test
  void graphsAreComparedByNumberSoThatOneRuleServesEveryCapacity() {
    assertThat(LoadSignal.graphsInFlight(16).metricValue(0.5)).isEqualTo(8);
    assertThat(LoadSignal.requestsPerStream().metricValue(0.5)).isEqualTo(0.5);
    assertThat(LoadSignal.meanLatency().metricValue(200)).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyChangeGivesACopy(LoadSignal signal) {
    String name = signal.metricName();
    LoadSignal changed =
        signal.model("resnet50").across(Aggregation.SUM).over(Duration.ofMinutes(5));

    assertThat(signal.metricName()).isEqualTo(name);
    assertThat(signal.model()).isEmpty();
    assertThat(signal.window()).isEmpty();
    assertThat(signal.scope()).isEqualTo(SignalScope.ALL);
    assertThat(changed).hasSameClassAs(signal);
    assertThat(changed.model()).hasValue("resnet50");
    assertThat(changed.window()).hasValue(Duration.ofMinutes(5));
    assertThat(changed.metricName()).isEqualTo(name + "_sum_5m");
    assertThat(changed.metricValue(0.5)).as("the capacity").isEqualTo(signal.metricValue(0.5));
    assertThatThrownBy(() -> signal.needs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nothingIsLeftOutByNull() {
    LoadSignal signal = LoadSignal.requestsPerStream();

    assertThatNullPointerException().isThrownBy(() -> signal.model(null));
    assertThatNullPointerException().isThrownBy(() -> signal.across(null));
    assertThatNullPointerException().isThrownBy(() -> signal.over(null));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1,
        -0.5,
        99,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void aQuantileIsAShareOfTheRequests(double share) {
    assertThat(codes(LoadSignal.latency(share))).containsExactly(SIGNAL);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.5, 0.9999, 1e-5})
  void anyShareOfTheRequestsWillDo(double share) {
    LoadSignal signal = LoadSignal.latency(share);

    assertThat(codes(signal)).isEmpty();
    assertThat(signal.metricName()).matches("ovms_latency_p[0-9_]+_ms");
    assertThat(signal.perPod("M", "pod", MINUTE)).doesNotContain("E-");
  }

  @ParameterizedTest
  @CsvSource({"-1, SIGNAL", "0, SIGNAL", "1, ''", "2147483647, ''"})
  void aCapacityIsAtLeastOneGraph(int capacity, String code) {
    assertThat(codes(LoadSignal.graphsInFlight(capacity)).stream().map(FindingCode::name))
        .containsExactlyElementsOf(
            Arrays.stream(code.split(" ")).filter(name -> !name.isEmpty()).toList());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySignalChecksItsWindow(LoadSignal signal) {
    LoadSignal endless = signal.over(Duration.ofDays(1));

    assertThat(codes(signal)).isEmpty();
    assertThat(signal.hasUsableWindow()).isTrue();
    assertThat(codes(endless)).containsExactly(SIGNAL_WINDOW);
    assertThat(endless.hasUsableWindow()).isFalse();
  }

  static Stream<LoadSignal> selections() {
    return Signals.all().stream()
        .flatMap(signal -> Arrays.stream(Aggregation.values()).map(signal::across))
        .flatMap(signal -> Stream.concat(Stream.of(signal), WINDOWS.stream().map(signal::over)));
  }

  static List<LoadSignal> all() {
    return Signals.all();
  }

  private static List<FindingCode> codes(LoadSignal signal) {
    return Checked.codesBy(findings -> signal.check(findings, "signal"));
  }
}
