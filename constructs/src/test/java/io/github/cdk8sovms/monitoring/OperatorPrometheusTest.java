package io.github.cdk8sovms.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A Prometheus of the Prometheus Operator, and its monitors. */
class OperatorPrometheusTest {
  private static final Set<String> CLUSTER_SCOPED =
      Set.of("Namespace", "ClusterRole", "ClusterRoleBinding", "APIService");

  private final Chart chart = Programs.chart();
  private final OvmsModelServer resnet = Programs.server(chart, "resnet").build();

  @Test
  void anEmptySelectorSelectsEverythingAndAMissingOneItsNamespace() {
    Programs.operatorPrometheus(chart, resnet).build();
    JsonNode spec = spec();

    for (String kind : new String[] {"serviceMonitor", "podMonitor", "rule"}) {
      assertThat(spec.get(kind + "Selector")).as(kind).isEmpty();
      assertThat(spec.get(kind + "NamespaceSelector")).as(kind).isEmpty();
    }
  }

  @Test
  void withOwnNamespaceThereIsNoNamespaceSelector() {
    Programs.operatorPrometheus(chart, resnet)
        .namespace("serving")
        .monitorScope(MonitorScope.OWN_NAMESPACE)
        .build();
    JsonNode spec = spec();

    for (String kind : new String[] {"serviceMonitor", "podMonitor", "rule"}) {
      assertThat(spec.get(kind + "Selector")).as(kind).isEmpty();
      assertThat(spec.has(kind + "NamespaceSelector")).as(kind).isFalse();
    }
  }

  @Test
  void scrapesTheConfiguredServers() {
    OvmsModelServer other = Programs.server(chart, "other").build();
    OperatorPrometheus prometheus = Programs.operatorPrometheus(chart, resnet).build();

    assertThat(prometheus.scrapes(resnet)).isTrue();
    assertThat(prometheus.scrapes(other)).isFalse();
    assertThat(prometheus.url()).isEqualTo("http://prometheus.monitoring.svc:9090");
    assertThat(ApiObject.of(prometheus).getKind()).isEqualTo("Prometheus");
  }

  @ParameterizedTest
  @CsvSource({
    "POD_MONITOR, PodMonitor, podMetricsEndpoints",
    "SERVICE_MONITOR, ServiceMonitor, endpoints"
  })
  void aMonitorIsInTheNamespaceOfItsServerAndSelectsTheMetricsPort(
      Monitors monitors, String kind, String endpoints) {
    Programs.operatorPrometheus(chart, resnet)
        .monitors(monitors)
        .scrapeInterval(Duration.ofSeconds(5))
        .build();
    JsonNode monitor = Synthesized.of(chart).the(kind);

    assertThat(monitor.at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(monitor.at("/metadata/name").asText()).isEqualTo("resnet");
    assertThat(monitor.at("/spec/selector/matchLabels").toString())
        .contains("\"cdk8s-ovms/name\":\"resnet\"");
    JsonNode endpoint = monitor.at("/spec/" + endpoints + "/0");
    assertThat(endpoint.get("port").asText()).isEqualTo("rest");
    assertThat(endpoint.get("path").asText()).isEqualTo("/metrics");
    assertThat(endpoint.get("interval").asText()).isEqualTo("5s");
    assertThat(endpoint.get("scrapeTimeout").asText()).isEqualTo("5s");
  }

  @ParameterizedTest(name = "{0} of OVMS {1}: {2}")
  @CsvSource({
    "POD_MONITOR, 2025.3, PrometheusText0.0.4",
    "POD_MONITOR, 2025.4, ",
    "SERVICE_MONITOR, 2025.3, PrometheusText0.0.4",
    "SERVICE_MONITOR, 2025.4, ",
  })
  void monitorsOfOldServersFallBackToText(Monitors monitors, String version, String protocol) {
    OvmsModelServer server = Programs.server(chart, "other").image(OvmsImage.of(version)).build();
    Programs.operatorPrometheus(chart, server).monitors(monitors).build();

    JsonNode monitor =
        Synthesized.of(chart)
            .the(monitors == Monitors.POD_MONITOR ? "PodMonitor" : "ServiceMonitor");
    assertThat(monitor.at("/spec/fallbackScrapeProtocol").asText(null)).isEqualTo(protocol);
  }

  @Test
  void aMonitorSelectsThePodsOfTheOpenVinoOperator() {
    OpenVinoOperatorServer demo = Programs.operatorServer(chart, "demo").build();
    Programs.operatorPrometheus(chart, demo).monitors(Monitors.SERVICE_MONITOR).build();
    JsonNode monitor = Synthesized.of(chart).the("ServiceMonitor");

    assertThat(monitor.at("/metadata/name").asText()).isEqualTo("demo-ovms");
    assertThat(monitor.at("/spec/selector/matchLabels").toString())
        .isEqualTo("{\"app\":\"demo-ovms\"}");
  }

  @Test
  void theReleaseLabelsTheMonitorsAndNothingElse() {
    Programs.operatorPrometheus(chart, resnet).release("kube-prometheus-stack").build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.objects())
        .filteredOn(object -> object.at("/metadata/labels").has("release"))
        .singleElement()
        .satisfies(
            monitor -> {
              assertThat(monitor.get("kind").asText()).isEqualTo("PodMonitor");
              assertThat(monitor.at("/metadata/labels/release").asText())
                  .isEqualTo("kube-prometheus-stack");
              assertThat(monitor.at("/metadata/labels").has("app.kubernetes.io/managed-by"))
                  .isTrue();
            });
  }

  @ParameterizedTest
  @EnumSource(
      names = {"POD_MONITOR", "SERVICE_MONITOR"},
      value = Monitors.class)
  void monitorsWithNamesThatAreEqualWhenJoinedDoNotCollide(Monitors monitors) {
    OvmsModelServer one = Programs.server(chart, "one").namespace("a-b").name("c").build();
    OvmsModelServer other = Programs.server(chart, "other").namespace("a").name("b-c").build();

    assertThat(
            Reported.building(
                Programs.operatorPrometheus(chart, one, other).monitors(monitors)::build))
        .isEmpty();
  }

  @Test
  void clusterScopedObjectsHaveNoNamespace() {
    Chart inNamespace = Programs.chartInNamespace("shop");
    Programs.operatorPrometheus(inNamespace, Programs.server(inNamespace, "resnet").build())
        .build();

    assertThat(Synthesized.of(inNamespace).objects())
        .filteredOn(object -> CLUSTER_SCOPED.contains(object.get("kind").asText()))
        .hasSize(2)
        .noneMatch(object -> object.at("/metadata").has("namespace"));
  }

  /** The StatefulSet is named prometheus-&lt;name&gt;; its revisions add eleven characters. */
  @ParameterizedTest(name = "{0} characters: {1}")
  @CsvSource({"41, true", "42, false"})
  void theNameIsLimitedByTheRevisionOfTheOperatorsStatefulSet(int length, boolean taken) {
    assertThat(
            Reported.codesBuilding(
                Programs.operatorPrometheus(chart, resnet).name("p".repeat(length))::build))
        .isEqualTo(taken ? List.of() : List.of(FindingCode.INVALID_NAME));
  }

  private JsonNode spec() {
    return Synthesized.of(chart).the("Prometheus").get("spec");
  }
}
