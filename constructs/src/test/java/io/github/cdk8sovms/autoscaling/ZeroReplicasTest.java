package io.github.cdk8sovms.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroReplicasTest {
  private static final String REQUESTS =
      "sum(rate(istio_requests_total{destination_service=\"resnet\"}[1m]))";
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Chart chart = Programs.chart();
  private final OvmsModelServer server = Programs.server(chart, "resnet").build();

  /** Pods metrics have no value without pods, and the API server requires one of another type. */
  @Test
  void theFirstPodIsStartedByAMetricOfTheNamespace() {
    autoscaler(existing()).replicas(0, 3).scaleToZero(REQUESTS, IDLE).build();

    JsonNode spec = Synthesized.of(chart).the("HorizontalPodAutoscaler").at("/spec");
    assertThat(spec.at("/minReplicas").asInt()).isZero();
    assertThat(spec.at("/metrics")).hasSize(2);
    assertThat(spec.at("/metrics/0/type").asText()).isEqualTo("Pods");
    assertThat(spec.at("/metrics/1").toString())
        .isEqualTo(
            "{\"object\":{\"describedObject\":{\"apiVersion\":\"v1\",\"kind\":\"Namespace\","
                + "\"name\":\"serving\"},\"metric\":{\"name\":\"ovms_activity_serving_autoscaler\"},"
                + "\"target\":{\"averageValue\":\"1\",\"type\":\"AverageValue\"}},\"type\":\"Object\"}");
  }

  /** The value is 1 for as long as requests arrive, and for the idle time after. */
  @Test
  void theAdapterIsGivenTheQuery() {
    autoscaler(
            ExistingPrometheus.Builder.create(chart, "prometheus")
                .url("http://prometheus.monitoring.svc:9090")
                .scrapeInterval(Duration.ofSeconds(30))
                .seriesLabels(SeriesLabels.of("kubernetes_namespace", "kubernetes_pod_name"))
                .matcher("cluster", "prod")
                .scrape(server)
                .build())
        .replicas(0, 3)
        .scaleToZero(REQUESTS, IDLE)
        .build();

    JsonNode rule = rules().get(1);
    assertThat(rule.path("seriesQuery").asText())
        .isEqualTo("istio_requests_total{cluster=\"prod\",kubernetes_namespace!=\"\"}");
    assertThat(rule.path("resources").toString())
        .isEqualTo("{\"overrides\":{\"kubernetes_namespace\":{\"resource\":\"namespace\"}}}");
    assertThat(rule.path("name").toString())
        .isEqualTo(
            "{\"matches\":\"^istio_requests_total$\",\"as\":\"ovms_activity_serving_autoscaler\"}");
    assertThat(rule.path("metricsQuery").asText())
        .isEqualTo(
            "label_replace(\nmax_over_time((sum(\n"
                + REQUESTS
                + "\n) > bool 0)[10m:30s]),\n\"kubernetes_namespace\", \"serving\", \"\", \"\")");
  }

  @Test
  void olderClustersRefuseMinReplicasOfZero() {
    assertThat(
            Reported.building(
                autoscaler(existing())
                        .kubernetes(KubernetesVersion.of("1.36"))
                        .replicas(0, 3)
                        .scaleToZero(REQUESTS, IDLE)
                    ::build))
        .extracting(finding -> finding.code() + " " + finding.problem())
        .containsExactly(
            "KUBERNETES_VERSION \"1.36\" refuses an HPA with minReplicas 0 unless the feature gate"
                + " HPAScaleToZero is on; it is on by default since Kubernetes 1.37");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sum(ovms_current_requests{})", "requests", "sum(a{b=\"<<.Series>>\"})", " "})
  void aQueryThatStartsNoPodIsRefused(String query) {
    assertThat(
            Reported.building(
                autoscaler(existing()).replicas(0, 3).scaleToZero(query, IDLE)::build))
        .extracting(finding -> finding.code())
        .containsOnly(FindingCode.ACTIVATION);
  }

  @Test
  void aPrometheusThatScrapesOnlyServersSeesNoRequestsWithoutThem() {
    assertThat(
            Reported.building(
                autoscaler(Programs.prometheus(chart, server).build())
                        .replicas(0, 3)
                        .scaleToZero(REQUESTS, IDLE)
                    ::build))
        .extracting(finding -> finding.code())
        .containsExactly(FindingCode.ACTIVATION);
  }

  @Test
  void theIdleTimeIsEvaluatedInEachSyncSoItIsAnHourAtMost() {
    assertThat(
            Reported.building(
                autoscaler(existing()).replicas(0, 3).scaleToZero(REQUESTS, Duration.ofHours(2))
                    ::build))
        .extracting(finding -> finding.code())
        .containsExactly(FindingCode.INVALID_DURATION);
  }

  @Test
  void podsThatAlwaysRunNeedNoActivation() {
    assertThat(
            Reported.building(
                autoscaler(existing()).replicas(1, 3).scaleToZero(REQUESTS, IDLE)::build))
        .extracting(finding -> finding.code() + " " + finding.fix())
        .containsExactly("REPLICA_RANGE Write .replicas(0, 3), or leave .scaleToZero(..) out.");
  }

  @Test
  void withKedaItIsAnOptionOfKeda() {
    assertThat(
            Reported.building(
                RatioAutoscaler.Builder.create(chart, "autoscaler")
                        .target(server)
                        .metrics(Keda.with(existing()).scaleToZero(REQUESTS, IDLE))
                        .replicas(0, 3)
                        .scaleToZero(REQUESTS, IDLE)
                    ::build))
        .extracting(finding -> finding.code())
        .containsExactly(FindingCode.CONTRADICTION);
  }

  private Prometheus existing() {
    return ExistingPrometheus.Builder.create(chart, "prometheus")
        .url("http://prometheus.monitoring.svc:9090")
        .scrape(server)
        .build();
  }

  private RatioAutoscaler.Builder autoscaler(Prometheus prometheus) {
    MetricsAdapter adapter = Programs.adapter(chart, prometheus).namespace("monitoring").build();
    return Programs.autoscaler(chart, server, adapter).kubernetes(KubernetesVersion.of("1.37"));
  }

  private JsonNode rules() {
    return Synthesized.of(chart).all("ConfigMap").stream()
        .map(object -> object.at("/data/config.yaml"))
        .filter(JsonNode::isTextual)
        .map(text -> Synthesized.parse(text.asText()).path("rules"))
        .findFirst()
        .orElseThrow();
  }
}
