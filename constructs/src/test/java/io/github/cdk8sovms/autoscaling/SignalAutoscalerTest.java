package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.NOT_MEASURED;
import static io.github.cdk8sovms.validation.FindingCode.RULE_CONFLICT;
import static io.github.cdk8sovms.validation.FindingCode.SIGNAL_WINDOW;
import static io.github.cdk8sovms.validation.FindingCode.START_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Signals;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.adapter.AdapterRule;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Autoscalers with other signals or signal options. */
class SignalAutoscalerTest {
  private static final LoadSignal REQUESTS = LoadSignal.requestsPerStream();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Chart chart = Programs.chart();
  private final OvmsModelServer resnet = Programs.server(chart, "resnet").restWorkers(64).build();
  private final OvmsModelServer bert = Programs.server(chart, "bert").build();
  private final OvmsModelServer llm = Programs.graphs(chart, "llm").restWorkers(64).build();
  private final ExistingAdapter adapter =
      Programs.existingAdapter(chart, Programs.prometheus(chart, resnet, bert, llm).build())
          .build();

  static Stream<Arguments> signals() {
    Duration time = Duration.ofMillis(200);
    return Stream.of(
        arguments(REQUESTS, null, "ovms_requests_streams_ratio", "1"),
        arguments(LoadSignal.inFlightPerStream(), null, "ovms_in_flight_streams_ratio", "1"),
        arguments(LoadSignal.queueToCompute(), null, "ovms_queue_compute_ratio", "1"),
        arguments(LoadSignal.streamUtilization(), null, "ovms_stream_utilization", "700m"),
        arguments(LoadSignal.meanLatency(), time, "ovms_mean_latency_ms", "200"),
        arguments(LoadSignal.latency(0.5), time, "ovms_latency_p50_ms", "200"),
        arguments(LoadSignal.latency(0.9), time, "ovms_latency_p90_ms", "200"),
        arguments(LoadSignal.latency(0.95), time, "ovms_latency_p95_ms", "200"),
        arguments(LoadSignal.latency(0.99), time, "ovms_latency_p99_ms", "200"),
        arguments(LoadSignal.latency(0.999), time, "ovms_latency_p99_9_ms", "200"),
        arguments(LoadSignal.graphsInFlight(16), null, "ovms_graphs_in_flight", "11200m"));
  }

  @Test
  void everySignalIsTried() {
    assertThat(Signals.kinds(signals().map(each -> (LoadSignal) each.get()[0])))
        .isEqualTo(Signals.kinds(Signals.all().stream()));
  }

  @ParameterizedTest
  @MethodSource("signals")
  void usesTheMetricOfItsSignalWhichTheAdapterServes(
      LoadSignal signal, Duration latency, String metric, String averageValue) {
    RatioAutoscaler.Builder builder = autoscaler("autoscaler", serverFor(signal)).signal(signal);
    RatioAutoscaler autoscaler = (latency == null ? builder : builder.latency(latency)).build();

    assertThat(autoscaler.findings()).isEmpty();
    assertThat(pods().at("/metric").toString()).isEqualTo("{\"name\":\"" + metric + "\"}");
    assertThat(pods().at("/target").toString())
        .isEqualTo("{\"averageValue\":\"" + averageValue + "\",\"type\":\"AverageValue\"}");
    assertThat(metrics()).containsExactly(metric);
    assertThat(rule(0).at("/metricsQuery").asText())
        .isEqualTo(signal.perPod("<<.LabelMatchers>>", "<<.GroupBy>>", Duration.ofSeconds(5)));
  }

  @Test
  void aServerOfGraphsIsScaledOnGraphsInFlightByDefault() {
    OvmsModelServer graphs =
        OvmsModelServer.Builder.create(chart, "graphs")
            .namespace("serving")
            .image(OvmsImage.of("2026.3.1"))
            .graph(
                Graph.of("Qwen/Qwen3-8B", ModelSource.volumeClaim("llms", "qwen").manyNodes())
                    .capacity(16))
            .build();
    ExistingAdapter other =
        ExistingAdapter.Builder.create(chart, "other")
            .prometheus(PrometheusStack.Builder.create(chart, "all").scrape(graphs).build())
            .build();
    RatioAutoscaler autoscaler =
        RatioAutoscaler.Builder.create(chart, "autoscaler")
            .target(graphs)
            .metrics(other)
            .replicas(1, 3)
            .build();

    assertThat(pods().at("/metric/name").asText()).isEqualTo("ovms_graphs_in_flight");
    assertThat(pods().at("/target/averageValue").asText()).isEqualTo("11200m");
    assertThat(ServerLink.of(graphs).serving().capacity().restWorkers()).hasValue(32);
    assertThat(autoscaler.findings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSignalOfTheOtherKindIsOneFindingWhateverItsAggregation(Aggregation aggregation) {
    RatioAutoscaler.Builder streams =
        autoscaler("autoscaler", llm).signal(REQUESTS.across(aggregation));
    RatioAutoscaler.Builder graphs =
        autoscaler("autoscaler", resnet).signal(LoadSignal.graphsInFlight(16).across(aggregation));

    assertThat(Reported.codesBuilding(streams::build)).containsExactly(NOT_MEASURED);
    assertThat(Reported.codesBuilding(graphs::build)).containsExactly(NOT_MEASURED);
  }

  @Test
  void aModelIsSelectedAndItsRuleIsThatOfAllModels() {
    autoscaler("autoscaler", resnet).signal(REQUESTS.model("resnet50")).build();

    assertThat(pods().at("/metric").toString())
        .isEqualTo(
            "{\"name\":\"ovms_requests_streams_ratio\","
                + "\"selector\":{\"matchLabels\":{\"name\":\"resnet50\"}}}");
    assertThat(adapter.config()).doesNotContain("resnet50");
  }

  @Test
  void aSelectionIsAnotherMetric() {
    autoscaler("autoscaler", resnet)
        .signal(REQUESTS.across(Aggregation.SUM).over(Duration.ofMinutes(5)))
        .build();

    assertThat(pods().at("/metric/name").asText()).isEqualTo("ovms_requests_streams_ratio_sum_5m");
    assertThat(metrics()).containsExactly("ovms_requests_streams_ratio_sum_5m");
    assertThat(rule(0).at("/metricsQuery").asText()).startsWith("sum by").contains("[5m]");
  }

  @Test
  void twoAutoscalersOfOneSignalAndWindowShareARule() {
    autoscaler("first", resnet).signal(LoadSignal.queueToCompute()).build();
    autoscaler("second", bert).signal(LoadSignal.queueToCompute().model("resnet50")).build();

    assertThat(metrics()).containsExactly("ovms_queue_compute_ratio");
  }

  @Test
  void eachSignalAndWindowOfSeveralAutoscalersHasARuleOfItsOwn() {
    autoscaler("first", resnet).signal(LoadSignal.queueToCompute()).build();
    autoscaler("second", bert)
        .signal(LoadSignal.queueToCompute().over(Duration.ofSeconds(20)))
        .build();

    assertThat(metrics())
        .containsExactly("ovms_queue_compute_ratio", "ovms_queue_compute_ratio_20s");
    assertThat(rule(0).at("/metricsQuery")).isEqualTo(rule(1).at("/metricsQuery"));
    assertThat(Synthesized.of(chart).all("HorizontalPodAutoscaler"))
        .extracting(object -> object.at("/spec/metrics/0/pods/metric/name").asText())
        .containsExactlyElementsOf(metrics());
  }

  @ParameterizedTest
  @MethodSource("signals")
  void aRuleThatTakesTheNameOfItsMetricIsInTheWay(
      LoadSignal signal, Duration latency, String metric) {
    ExistingAdapter taken =
        ExistingAdapter.Builder.create(chart, "taken")
            .prometheus(adapter.prometheus())
            .rule(AdapterRule.of(metric, "up", "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})"))
            .build();
    RatioAutoscaler.Builder builder =
        autoscaler("autoscaler", serverFor(signal)).metrics(taken).signal(signal);
    RatioAutoscaler.Builder withTarget = latency == null ? builder : builder.latency(latency);

    assertThat(Reported.codesBuilding(withTarget::build)).containsExactly(RULE_CONFLICT);
    assertThat(Reported.building(withTarget.signal(signal.over(MINUTE))::build)).isEmpty();
  }

  @Test
  void stepsAndToleranceAreWritten() {
    autoscaler("autoscaler", resnet)
        .kubernetes(KubernetesVersion.of("1.35"))
        .behavior(
            Behavior.of(MINUTE, Duration.ofMinutes(5))
                .tolerance(0.05, 0.2)
                .addAtMost(ScalingPolicy.percent(100, MINUTE), ScalingPolicy.pods(4, MINUTE))
                .removeAtMost(ScalingPolicy.pods(1, Duration.ofMinutes(2))))
        .build();

    assertThat(behavior("scaleUp"))
        .isEqualTo(
            Synthesized.parse(
                """
                stabilizationWindowSeconds: 60
                tolerance: 50m
                policies:
                  - {type: Percent, value: 100, periodSeconds: 60}
                  - {type: Pods, value: 4, periodSeconds: 60}
                """));
    assertThat(behavior("scaleDown"))
        .isEqualTo(
            Synthesized.parse(
                """
                stabilizationWindowSeconds: 300
                tolerance: 200m
                policies:
                  - {type: Pods, value: 1, periodSeconds: 120}
                """));
  }

  @Test
  void theStartTimeOfAPodBecomesAStep() {
    RatioAutoscaler autoscaler =
        autoscaler("autoscaler", resnet).startTime(Duration.ofSeconds(90)).build();

    assertThat(behavior("scaleUp").get("policies"))
        .extracting(policy -> policy.get("type").asText() + policy.get("periodSeconds").asInt())
        .containsExactly("Percent90", "Pods90");
    assertThat(behavior("scaleDown").has("policies")).isFalse();
    assertThat(autoscaler.lagBudget().terms()).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT0.5S", "PT2H1S"})
  void aStartTimeIsWithinTwoHours(Duration time) {
    assertThat(Reported.codesBuilding(autoscaler("a", resnet).startTime(time)::build))
        .containsExactly(START_TIME);
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT2562047788015215H"})
  void ofAWindowThatIsNoneNothingFollows(Duration window) {
    assertThat(
            Reported.codesBuilding(
                autoscaler("a", resnet)
                        .signal(REQUESTS.over(window))
                        .behavior(Behavior.of(Duration.ZERO, Duration.ZERO))
                    ::build))
        .containsOnly(SIGNAL_WINDOW);
  }

  private OvmsModelServer serverFor(LoadSignal signal) {
    return signal.metricName().startsWith("ovms_graphs") ? llm : resnet;
  }

  private RatioAutoscaler.Builder autoscaler(String id, OvmsModelServer server) {
    return RatioAutoscaler.Builder.create(chart, id).target(server).metrics(adapter).replicas(1, 3);
  }

  private JsonNode pods() {
    return Synthesized.of(chart).the("HorizontalPodAutoscaler").at("/spec/metrics/0/pods");
  }

  private JsonNode behavior(String direction) {
    return Synthesized.of(chart).the("HorizontalPodAutoscaler").at("/spec/behavior/" + direction);
  }

  private JsonNode rule(int number) {
    return Synthesized.parse(adapter.config()).at("/rules/" + number);
  }

  private List<String> metrics() {
    return StreamSupport.stream(
            Synthesized.parse(adapter.config()).get("rules").spliterator(), false)
        .map(rule -> rule.at("/name/as").asText())
        .toList();
  }
}
