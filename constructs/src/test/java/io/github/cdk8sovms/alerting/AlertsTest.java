package io.github.cdk8sovms.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.monitoring.internal.AlertingRule;
import io.github.cdk8sovms.monitoring.internal.RecordingRule;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** Delivery of rules to Prometheus, and limits and times derived from the constructs. */
class AlertsTest {
  private static final String EXISTING = "http://prometheus.monitoring.svc:9090";

  private final Chart chart = Programs.chart();
  private final OvmsModelServer resnet = Programs.server(chart, "resnet").build();

  @Test
  void aPrometheusWithoutOperatorGetsARuleFileAndScrapesItself() {
    PrometheusStack prometheus = Programs.prometheus(chart, resnet).build();
    RatioAutoscaler autoscaler = autoscaler(prometheus).build();
    List<String> before = Synthesized.of(chart).names();

    Alerts alerts = Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();

    assertThat(Synthesized.of(chart).names()).as("no additional object").isEqualTo(before);
    assertThat(alerts.objects()).isEmpty();
    JsonNode config = config();
    assertThat(config.get("alerts.rules.yml").asText()).isEqualTo(alerts.file());
    JsonNode file = Synthesized.parse(config.get("prometheus.yml").asText());
    assertThat(file.at("/rule_files/0").asText()).isEqualTo("/etc/prometheus/*.rules.yml");
    assertThat(file.at("/scrape_configs/1/job_name").asText()).isEqualTo("prometheus");
    assertThat(file.at("/scrape_configs/1/static_configs/0/targets/0").asText())
        .isEqualTo("localhost:9090");
  }

  @Test
  void withoutAlertsNothingChanges() {
    autoscaler(Programs.prometheus(chart, resnet).build()).build();

    assertThat(config().get("prometheus.yml").asText())
        .doesNotContain("rule_files", "alerting", "localhost");
  }

  @Test
  void everyAlertsHasARuleFile() {
    PrometheusStack prometheus = Programs.prometheus(chart, resnet).build();
    RatioAutoscaler autoscaler = autoscaler(prometheus).build();
    Alerts one = Alerts.Builder.create(chart, "one").autoscaler(autoscaler).build();
    Alerts other = Alerts.Builder.create(chart, "other").autoscaler(autoscaler).build();

    assertThat(config().get("one.rules.yml").asText()).isEqualTo(one.file());
    assertThat(config().get("other.rules.yml").asText()).isEqualTo(other.file());
    assertThat(config().get("prometheus.yml").asText().split("job_name: prometheus")).hasSize(2);
  }

  @Test
  void rulesOfTheOperatorAreInTheGivenNamespaceAndPrometheusIsScrapedOnce() {
    OperatorPrometheus prometheus = Programs.operatorPrometheus(chart, resnet).build();
    RatioAutoscaler autoscaler = autoscaler(prometheus).build();
    Alerts one = Alerts.Builder.create(chart, "one").autoscaler(autoscaler).build();
    Alerts other =
        Alerts.Builder.create(chart, "other").namespace("rules").autoscaler(autoscaler).build();

    assertThat(Synthesized.of(chart).all("PrometheusRule"))
        .extracting(rule -> rule.at("/metadata/namespace").asText())
        .containsExactly("monitoring", "rules");
    assertThat(one.objects()).extracting(object -> object.getKind()).contains("PodMonitor");
    assertThat(other.objects()).extracting(object -> object.getKind()).doesNotContain("PodMonitor");
  }

  @Test
  void rulesOfAnExistingPrometheusHaveItsReleaseLabel() {
    ExistingPrometheus prometheus =
        Programs.existingPrometheus(chart, resnet)
            .url(EXISTING)
            .monitors(Monitors.POD_MONITOR)
            .release("stack")
            .build();
    Alerts alerts = alerts(prometheus).build();

    assertThat(Synthesized.of(chart).the("PrometheusRule").at("/metadata/labels/release").asText())
        .isEqualTo("stack");
    assertThat(alerts.alerts())
        .doesNotContain(Alert.ADAPTER_DOWN, Alert.RULE_FAILURES, Alert.VOLUME_FILLING);
    assertThat(alerts.findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.ALERTS_LEFT_OUT);
  }

  @Test
  void anExistingPrometheusWithoutMonitorsGetsAConfigMap() {
    Alerts alerts =
        alerts(Programs.existingPrometheus(chart, resnet).url(EXISTING).build())
            .without(Alert.ADAPTER_DOWN)
            .prometheusJob("prometheus")
            .build();

    JsonNode data =
        Synthesized.of(chart).all("ConfigMap").stream()
            .filter(object -> object.at("/metadata/name").asText().equals("alerts"))
            .findFirst()
            .orElseThrow()
            .get("data");
    assertThat(data.get("alerts.rules.yml").asText()).isEqualTo(alerts.file());
    assertThat(alerts.alerts()).contains(Alert.RULE_FAILURES);
    assertThat(alerts.findings()).isEmpty();
  }

  @Test
  void limitsAndTimesFollowTheConfigurationOfTheAutoscaler() {
    RatioAutoscaler autoscaler =
        autoscaler(Programs.prometheus(chart, resnet).build())
            .ratio(1.5)
            .replicas(2, 8)
            .startTime(Duration.ofMinutes(7))
            .behavior(Behavior.of(Duration.ofMinutes(1), Duration.ofMinutes(20)))
            .build();
    Alerts alerts = Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();

    assertThat(rule(alerts, Alert.LOAD_ABOVE_TARGET).expression())
        .contains(" > 1.65 * ")
        .endsWith(" < 8");
    assertThat(rule(alerts, Alert.AT_MAX_REPLICAS).expression()).contains(" > 13.2 and");
    assertThat(rule(alerts, Alert.AT_MAX_REPLICAS).pending())
        .isEqualTo(autoscaler.lagBudget().worst().multipliedBy(2));
    assertThat(rule(alerts, Alert.TARGET_DOWN).pending()).isEqualTo(Duration.ofMinutes(7));
    // Twice the stabilization window and lag of three scale-outs and scale-ins.
    assertThat(rule(alerts, Alert.FLAPPING).expression()).contains("[2h52m]");
  }

  @Test
  void withoutStartTimeTheStartupBudgetApplies() {
    Alerts alerts = alerts(Programs.prometheus(chart, resnet).build()).build();

    assertThat(rule(alerts, Alert.METRIC_MISSING).pending()).isEqualTo(resnet.startup());
  }

  @Test
  void theRecordedSignalIsThatOfTheAutoscaler() {
    LoadSignal signal = LoadSignal.queueToCompute().model("resnet50").over(Duration.ofSeconds(90));
    RatioAutoscaler autoscaler =
        autoscaler(Programs.prometheus(chart, resnet).build()).signal(signal).ratio(0.5).build();
    Alerts alerts = Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();

    RecordingRule recorded = (RecordingRule) alerts.groups().get(0).rules().get(0);
    assertThat(recorded.record()).isEqualTo("namespace_pod:" + signal.metricName() + ":rate1m30s");
    assertThat(recorded.expression())
        .isEqualTo(
            signal.perPod(
                "namespace=\"serving\",pod=~\""
                    + ServerLink.of(resnet).podNames()
                    + "\",name=\"resnet50\"",
                "namespace, pod",
                Duration.ZERO));
  }

  @Test
  void metricNotQueriedIsOmittedIfPrometheusHasOtherClients() {
    Alerts alone = alerts(Programs.prometheus(chart, resnet).build()).build();
    Chart other = Programs.chart();
    OvmsModelServer server = Programs.server(other, "resnet").build();
    PrometheusStack withGrafana =
        Programs.prometheus(other, server).clients(NetworkPeer.namespace("grafana")).build();
    Alerts together =
        Alerts.Builder.create(other, "alerts")
            .autoscaler(
                Programs.autoscaler(other, server, Programs.adapter(other, withGrafana).build())
                    .build())
            .build();

    assertThat(alone.alerts()).contains(Alert.METRIC_NOT_QUERIED);
    assertThat(together.alerts()).doesNotContain(Alert.METRIC_NOT_QUERIED);
  }

  @Test
  void withKedaThereAreNoAlertsOnTheAdapter() {
    OperatorPrometheus prometheus = Programs.operatorPrometheus(chart, resnet).build();
    RatioAutoscaler autoscaler =
        RatioAutoscaler.Builder.create(chart, "autoscaler")
            .target(resnet)
            .metrics(Keda.with(prometheus))
            .replicas(1, 3)
            .build();

    Alerts alerts =
        Alerts.Builder.create(chart, "alerts")
            .autoscaler(autoscaler)
            .kubeStateMetrics()
            .apiServerMetrics()
            .build();

    assertThat(alerts.alerts())
        .contains(Alert.METRIC_MISSING, Alert.METRIC_NOT_QUERIED, Alert.SCALING_INACTIVE)
        .doesNotContain(Alert.ADAPTER_DOWN, Alert.METRICS_API_UNAVAILABLE);
  }

  @Test
  void optionsAreAppliedToTheRules() {
    Alerts alerts =
        alerts(Programs.prometheus(chart, resnet).build())
            .severity(Alert.TARGET_DOWN, AlertSeverity.INFO)
            .alertLabel("team", "vision")
            .runbookBase("https://wiki.example.com/")
            .without(Alert.FLAPPING)
            .build();

    AlertingRule down = rule(alerts, Alert.TARGET_DOWN);
    assertThat(down.labels())
        .containsEntry("severity", "info")
        .containsEntry("namespace", "serving")
        .containsEntry("autoscaler", "autoscaler")
        .containsEntry("team", "vision");
    assertThat(down.annotations())
        .containsEntry("runbook_url", "https://wiki.example.com/OvmsTargetDown.md");
    assertThat(alerts.file()).doesNotContain("OvmsFlapping");
  }

  @Test
  void rulesMatchTheListedAlerts() {
    Alerts alerts = alerts(Programs.prometheus(chart, resnet).build()).build();

    assertThat(
            alerts.groups().stream()
                .flatMap(group -> group.rules().stream())
                .filter(AlertingRule.class::isInstance)
                .map(rule -> ((AlertingRule) rule).alert()))
        .containsExactlyInAnyOrderElementsOf(
            alerts.alerts().stream().map(Alert::alertName).toList());
  }

  @Test
  void rejectedAlertsLeaveNoTraceInPrometheus() {
    PrometheusStack prometheus = Programs.prometheus(chart, resnet).build();
    Alerts.Builder refused = alerts(prometheus).errorRatio(5);

    assertThat(Reported.codesBuilding(refused::build)).contains(FindingCode.ALERT_THRESHOLD);

    assertThat(config().get("prometheus.yml").asText()).doesNotContain("rule_files");
    assertThat(config().properties()).hasSize(1);
  }

  @Test
  void noWarningWithAnAlertmanager() {
    Alerts sending =
        alerts(
                Programs.prometheus(chart, resnet)
                    .alertmanager("http://alertmanager.monitoring.svc:9093")
                    .build())
            .build();

    assertThat(sending.findings()).isEmpty();
  }

  private Alerts.Builder alerts(Prometheus prometheus) {
    return Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler(prometheus).build());
  }

  private RatioAutoscaler.Builder autoscaler(Prometheus prometheus) {
    return Programs.autoscaler(chart, resnet, Programs.adapter(chart, prometheus).build());
  }

  private JsonNode config() {
    return Synthesized.of(chart).all("ConfigMap").stream()
        .filter(object -> object.at("/metadata/name").asText().equals("prometheus-config"))
        .findFirst()
        .orElseThrow()
        .get("data");
  }

  private static AlertingRule rule(Alerts alerts, Alert alert) {
    return alerts.groups().stream()
        .flatMap(group -> group.rules().stream())
        .filter(AlertingRule.class::isInstance)
        .map(AlertingRule.class::cast)
        .filter(rule -> rule.alert().equals(alert.alertName()))
        .findFirst()
        .orElseThrow();
  }
}
