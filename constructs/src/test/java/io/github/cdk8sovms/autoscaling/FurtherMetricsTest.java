package io.github.cdk8sovms.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FurtherMetricsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Chart chart = Programs.chart();
  private final OvmsModelServer server =
      Programs.server(chart, "resnet").resources(Resources.cpu("4").memory("2Gi")).build();
  private final PrometheusStack prometheus = Programs.prometheus(chart, server).build();

  @Test
  void eachMetricFollowsTheSignalInTheOrderOfTheCalls() {
    withAdapter()
        .additionalSignal(LoadSignal.latency(0.95), Duration.ofMillis(300))
        .additionalSignal(LoadSignal.queueToCompute(), 0.5)
        .cpu(80)
        .build();

    JsonNode metrics = Synthesized.of(chart).the("HorizontalPodAutoscaler").at("/spec/metrics");
    assertThat(metrics.findValuesAsText("type"))
        .contains("Pods", "ContainerResource", "Utilization");
    assertThat(metrics).hasSize(4);
    assertThat(metrics.at("/0/pods/metric/name").asText()).isEqualTo("ovms_requests_streams_ratio");
    assertThat(metrics.at("/1/pods/metric/name").asText()).isEqualTo("ovms_latency_p95_ms");
    assertThat(metrics.at("/1/pods/target/averageValue").asText()).isEqualTo("300");
    assertThat(metrics.at("/2/pods/target/averageValue").asText()).isEqualTo("500m");
    assertThat(metrics.at("/3/containerResource").toString())
        .isEqualTo(
            "{\"container\":\"ovms\",\"name\":\"cpu\","
                + "\"target\":{\"averageUtilization\":80,\"type\":\"Utilization\"}}");
  }

  @Test
  void theAdapterServesEverySignal() {
    withAdapter().additionalSignal(LoadSignal.queueToCompute(), 0.5).build();

    String rules =
        Synthesized.of(chart).all("ConfigMap").stream()
            .map(JsonNode::toString)
            .filter(text -> text.contains("config.yaml"))
            .findFirst()
            .orElseThrow();
    assertThat(rules).contains("ovms_requests_streams_ratio", "ovms_queue_compute_ratio");
  }

  @Test
  void theDelayOfEachSignalHasItsOwnWindow() {
    RatioAutoscaler autoscaler =
        withAdapter()
            .additionalSignal(LoadSignal.queueToCompute().over(Duration.ofMinutes(4)), 0.5)
            .build();

    assertThat(autoscaler.lagBudgets().keySet())
        .containsExactly("ovms_requests_streams_ratio", "ovms_queue_compute_ratio_4m");
    assertThat(autoscaler.lagBudgets().get("ovms_requests_streams_ratio"))
        .isEqualTo(autoscaler.lagBudget());
    assertThat(autoscaler.lagBudgets().get("ovms_queue_compute_ratio_4m").worst())
        .isEqualTo(autoscaler.lagBudget().worst().plus(Duration.ofSeconds(220)));
  }

  @Test
  void kedaHasATriggerForEach() {
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .metrics(Keda.with(prometheus))
        .replicas(1, 12)
        .additionalSignal(LoadSignal.queueToCompute(), 0.5)
        .cpu(80)
        .schedule(
            Schedule.between(LocalTime.of(7, 45), LocalTime.of(18, 0), BERLIN)
                .on(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)
                .atLeast(4))
        .build();

    JsonNode triggers = Synthesized.of(chart).the("ScaledObject").at("/spec/triggers");
    assertThat(triggers.findValuesAsText("name"))
        .containsExactly("load", "ovms_queue_compute_ratio", "cpu", "schedule-1");
    assertThat(triggers.at("/1/metadata/threshold").asText()).isEqualTo("0.5");
    assertThat(triggers.at("/1/metadata/query").asText())
        .contains("ovms_wait_for_infer_req_time_us");
    assertThat(triggers.at("/2").toString())
        .isEqualTo(
            "{\"type\":\"cpu\",\"name\":\"cpu\",\"metricType\":\"Utilization\","
                + "\"metadata\":{\"value\":\"80\",\"containerName\":\"ovms\"}}");
    assertThat(triggers.at("/3/metadata").toString())
        .isEqualTo(
            "{\"timezone\":\"Europe/Berlin\",\"start\":\"45 7 * * 1,5\",\"end\":\"0 18 * * 1,5\","
                + "\"desiredReplicas\":\"4\"}");
  }

  /** The operator chooses the name of the container, and its pods have no other. */
  @Test
  void thePodsOfTheOperatorAreMeasuredAsAWhole() {
    OpenVinoOperatorServer byOperator =
        Programs.operatorServer(chart, "other").resources(Resources.cpu("4").memory("2Gi")).build();

    assertThat(ServerLink.of(byOperator).containerName()).isEmpty();
    assertThat(new Utilization("cpu", 80).toSpec(byOperator).getType()).isEqualTo("Resource");
  }

  @ParameterizedTest
  @ValueSource(ints = {91, 100})
  void aUtilizationThatTheLimitDoesNotAllowIsRefused(int percent) {
    assertThat(
            Reported.codesBy(
                it -> new Utilization("cpu", percent).check(it, Optional.of(server), 0.1)))
        .containsExactly(FindingCode.UTILIZATION);
    assertThat(Reported.by(it -> new Utilization("cpu", 90).check(it, Optional.of(server), 0.1)))
        .isEmpty();
  }

  @Test
  void withoutALimitMoreThanTheRequestIsPossible() {
    OvmsModelServer burstable =
        Programs.server(chart, "burstable")
            .resources(Resources.cpu("4").memory("2Gi").withoutCpuLimit())
            .build();

    assertThat(
            Reported.by(it -> new Utilization("cpu", 150).check(it, Optional.of(burstable), 0.1)))
        .isEmpty();
  }

  @Test
  void aPeriodOverMidnightEndsOnTheNextDay() {
    Schedule night =
        Schedule.between(LocalTime.of(22, 0), LocalTime.of(6, 30), BERLIN)
            .on(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY)
            .atLeast(2);

    assertThat(night.toTrigger("night").get("metadata").toString())
        .contains("start=0 22 * * 5,6", "end=30 6 * * 0,6");
    assertThat(
            Schedule.between(LocalTime.of(22, 0), LocalTime.of(6, 0), BERLIN)
                .atLeast(2)
                .toTrigger("night")
                .get("metadata")
                .toString())
        .contains("start=0 22 * * *", "end=0 6 * * *");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+02:00", "Z", "GMT+2", "UTC+2"})
  void zonesWithoutRulesAreNotKnownToKeda(String zone) {
    Schedule schedule =
        Schedule.between(LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of(zone)).atLeast(2);

    assertThat(Reported.codesBy(it -> schedule.check(it, Optional.empty())))
        .containsExactly(FindingCode.SCHEDULE);
  }

  @Test
  void anUnreachableAdditionalTargetIsRefusedAtItsSignal() {
    assertThat(
            Reported.building(
                withAdapter().additionalSignal(LoadSignal.inFlightPerStream().model("bert"), 1)
                    ::build))
        .extracting(finding -> finding.code() + " " + finding.path())
        .containsExactly(
            "SIGNAL_MODEL shop/autoscaler/additionalSignal[ovms_in_flight_streams_ratio-bert].signal");
  }

  /** The load of a model that no signal follows never adds a pod, which warns. */
  @Test
  void eachModelCanHaveASignalOfItsOwn() {
    OvmsModelServer two =
        Programs.server(chart, "two")
            .model(Model.of("bert", ModelSource.of("s3://models/bert").anonymous()).streams(2))
            .build();
    LoadSignal requests = LoadSignal.requestsPerStream();
    RatioAutoscaler autoscaler =
        Programs.autoscaler(
                chart,
                two,
                Programs.existingAdapter(
                        chart, PrometheusStack.Builder.create(chart, "second").scrape(two).build())
                    .build())
            .signal(requests.model("resnet50"))
            .additionalSignal(requests.model("bert"), 0.7)
            .build();

    assertThat(autoscaler.findings()).isEmpty();
    assertThat(autoscaler.lagBudgets().keySet())
        .containsExactly(
            "ovms_requests_streams_ratio-resnet50", "ovms_requests_streams_ratio-bert");
  }

  private RatioAutoscaler.Builder withAdapter() {
    return Programs.autoscaler(chart, server, Programs.adapter(chart, prometheus).build());
  }

  @Test
  void theSameResourceTwiceIsTheLastTarget() {
    FurtherMetrics metrics =
        FurtherMetrics.NONE.with(new Utilization("cpu", 70)).with(new Utilization("cpu", 80));

    assertThat(metrics.utilizations()).isEqualTo(List.of(new Utilization("cpu", 80)));
  }
}
