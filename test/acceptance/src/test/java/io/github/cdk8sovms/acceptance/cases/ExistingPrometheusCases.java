package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.AdapterRule;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.dashboard.Grafana;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.PodIdentity;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** An existing Prometheus whose scraper, rule evaluation and queries are in three places. */
final class ExistingPrometheusCases {
  private static final PrometheusAccess OPENSHIFT_ACCESS =
      PrometheusAccess.open()
          .bearerToken("prometheus-token")
          .caConfigMap("openshift-service-ca.crt", "service-ca.crt");

  private ExistingPrometheusCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("open-shift-user-workloads", ExistingPrometheusCases::openShift);
    cases.put("open-shift-user-workloads-keda", ExistingPrometheusCases::openShiftKeda);
    cases.put("mimir", ExistingPrometheusCases::mimir);
    cases.put("mimir-keda", ExistingPrometheusCases::mimirKeda);
    cases.put("mimir-rules-at-scraper", ExistingPrometheusCases::rulesAtScraper);
    cases.put("amazon-keda", ExistingPrometheusCases::amazon);
    cases.put("google-keda", ExistingPrometheusCases::google);
    cases.put("azure-keda", ExistingPrometheusCases::azure);
    cases.put("store-with-other-labels", ExistingPrometheusCases::otherLabels);
    cases.put("store-with-other-labels-keda", ExistingPrometheusCases::otherLabelsKeda);
    return cases;
  }

  private static void openShift(Chart chart) {
    ClusterNetwork network = ClusterNetwork.openShift();
    OvmsModelServer resnet =
        Cases.server(chart, "resnet").platformUserIds().network(network).build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .openShift()
            .access(OPENSHIFT_ACCESS)
            .scrape(resnet)
            .build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .namespace("custom-metrics")
            .prometheus(prometheus)
            .tls(AdapterTls.certManager())
            .platformUserIds()
            .network(network)
            .build();
    RatioAutoscaler autoscaler = Cases.autoscaler(chart, resnet, adapter).build();
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();
  }

  private static void openShiftKeda(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet").platformUserIds().network(ClusterNetwork.openShift()).build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .openShift()
            .access(OPENSHIFT_ACCESS)
            .scrape(resnet)
            .build();
    Keda keda = Keda.with(prometheus).namespace("openshift-keda");
    KedaCases.autoscaler(chart, resnet, keda).build();
  }

  private static ExistingPrometheus.Builder mimirOf(
      Chart chart, String cluster, OvmsModelServer server) {
    return ExistingPrometheus.Builder.create(chart, "prometheus")
        .namespace("monitoring")
        .url("https://mimir.example.com/prometheus")
        .scrapedFrom("collectors")
        .matcher("cluster", cluster)
        .access(
            PrometheusAccess.open()
                .authorization("mimir-password")
                .header("X-Scope-OrgID", "team-a"))
        .monitors(Monitors.POD_MONITOR)
        .scrape(server);
  }

  private static void mimir(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus = mimirOf(chart, "prod", resnet).build();
    MetricsAdapter adapter = Cases.adapter(chart, prometheus).build();
    RatioAutoscaler autoscaler = Cases.autoscaler(chart, resnet, adapter).build();
    Alerts.Builder.create(chart, "alerts")
        .autoscaler(autoscaler)
        .kubeStateMetrics()
        .apiServerMetrics()
        .prometheusJob("prometheus")
        .adapterJob("adapter")
        .build();
    Dashboard dashboard =
        Dashboard.Builder.create(chart, "dashboard")
            .autoscaler(autoscaler)
            .containerMetrics()
            .build();
    Grafana.Builder.create(chart, "grafana")
        .dashboard(dashboard)
        .adminSecret("grafana-admin")
        .build();
  }

  private static void mimirKeda(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        mimirOf(chart, "prod \"east\"", resnet)
            .matcher("stage", "live")
            .access(
                PrometheusAccess.open()
                    .header("X-Scope-OrgID", "team-a|team-b")
                    .queryParameter("max_source_resolution", "0s"))
            .build();
    KedaCases.autoscaler(chart, resnet, Keda.with(prometheus)).build();
  }

  private static void rulesAtScraper(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus = mimirOf(chart, "prod", resnet).rulesAtScraper().build();
    RatioAutoscaler autoscaler = KedaCases.autoscaler(chart, resnet, Keda.with(prometheus)).build();
    Alerts.Builder.create(chart, "alerts").namespace("rules").autoscaler(autoscaler).build();
  }

  /** As scrape configurations that follow the annotations of prometheus.io label pods. */
  private static void otherLabels(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .url("http://prometheus-server.monitoring.svc")
            .seriesLabels(SeriesLabels.of("kubernetes_namespace", "kubernetes_pod_name"))
            .scrape(resnet)
            .build();
    MetricsAdapter adapter =
        Cases.adapter(chart, prometheus)
            .rule(
                AdapterRule.of(
                    "ovms_models",
                    "ovms_streams",
                    "count by (<<.GroupBy>>) (ovms_streams{<<.LabelMatchers>>})"))
            .build();
    RatioAutoscaler autoscaler = Cases.autoscaler(chart, resnet, adapter).build();
    watch(chart, autoscaler);
  }

  /** As collectors of OpenTelemetry label pods, and a scrape that keeps no label of an exporter. */
  private static void otherLabelsKeda(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .namespace("collectors")
            .url("https://mimir.example.com/prometheus")
            .matcher("cluster", "prod")
            .seriesLabels(SeriesLabels.of("k8s_namespace_name", "k8s_pod_name"))
            .exporterLabels(SeriesLabels.of("exported_namespace", "exported_pod"))
            .scrape(resnet)
            .build();
    watch(chart, KedaCases.autoscaler(chart, resnet, Keda.with(prometheus)).build());
  }

  private static void watch(Chart chart, RatioAutoscaler autoscaler) {
    Alerts.Builder.create(chart, "alerts")
        .autoscaler(autoscaler)
        .latencyObjective(0.99, Duration.ofMillis(500))
        .kubeStateMetrics()
        .prometheusJob("prometheus")
        .adapterJob("adapter")
        .build();
    Dashboard.Builder.create(chart, "dashboard").autoscaler(autoscaler).containerMetrics().build();
  }

  private static void google(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .url("http://frontend.gmp-public.svc:9090")
            .matcher("cluster", "prod")
            .monitors(Monitors.GOOGLE_POD_MONITORING)
            .scrape(resnet)
            .build();
    RatioAutoscaler autoscaler = KedaCases.autoscaler(chart, resnet, Keda.with(prometheus)).build();
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();
  }

  private static void azure(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .url("https://ovms-a1b2.westeurope.prometheus.monitor.azure.com")
            .matcher("cluster", "prod")
            .access(
                PrometheusAccess.open()
                    .podIdentity(PodIdentity.azureWorkload("0f1e2d3c-0000-4000-8000-0123456789ab")))
            .monitors(Monitors.AZURE_POD_MONITOR)
            .scrape(resnet)
            .build();
    KedaCases.autoscaler(chart, resnet, Keda.with(prometheus)).build();
  }

  private static void amazon(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .namespace("monitoring")
            .url("https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-0f1e2d3c")
            .matcher("cluster", "prod")
            .access(PrometheusAccess.open().podIdentity(PodIdentity.aws("eu-central-1")))
            .scrape(resnet)
            .build();
    KedaCases.autoscaler(chart, resnet, Keda.with(prometheus)).build();
  }
}
