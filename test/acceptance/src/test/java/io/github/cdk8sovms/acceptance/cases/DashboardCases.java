package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.dashboard.Grafana;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs that use every option of a dashboard, in each way to deliver it. */
public final class DashboardCases {

  private DashboardCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("dashboard", chart -> dashboard(chart).build());
    cases.put("dashboard-every-option", DashboardCases::everyOption);
    cases.put("dashboard-grafana-operator", DashboardCases::grafanaOperator);
    cases.put("dashboard-graphs", DashboardCases::graphs);
    cases.put("grafana", DashboardCases::grafana);
    cases.put("grafana-every-option", DashboardCases::grafanaEveryOption);
    cases.put(
        "grafana-with-password",
        chart -> secured(chart, PrometheusAccess.open().authorization("prometheus-password")));
    return cases;
  }

  /** A dashboard with the minimal options. */
  public static Dashboard.Builder dashboard(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    return showing(chart, autoscaler(chart, resnet, Cases.prometheus(chart, resnet).build()));
  }

  public static Dashboard.Builder showing(Chart chart, RatioAutoscaler autoscaler) {
    return Dashboard.Builder.create(chart, "dashboard").autoscaler(autoscaler);
  }

  public static RatioAutoscaler autoscaler(
      Chart chart, OvmsModelServer server, Prometheus prometheus) {
    return Cases.autoscaler(chart, server, Cases.existingAdapter(chart, prometheus).build())
        .build();
  }

  public static Grafana.Builder grafana(Chart chart, Dashboard dashboard) {
    return Grafana.Builder.create(chart, "grafana")
        .dashboard(dashboard)
        .adminSecret("grafana-admin");
  }

  /** Two servers, one of them with all series there are and a signal that is a time. */
  private static void everyOption(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").metrics(OvmsMetric.values()).build();
    OvmsModelServer bert =
        Cases.server(chart, "bert").namespace("language").metrics(OvmsMetric.values()).build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet, bert)
            .url("http://kube-prometheus-stack-prometheus.monitoring.svc:9090")
            .scrapeInterval(Duration.ofSeconds(30))
            .build();
    var adapter = Cases.existingAdapter(chart, prometheus).build();
    Dashboard.Builder.create(chart, "dashboard")
        .name("shop")
        .namespace("dashboards")
        .label("team", "vision")
        .annotation("example.com/owner", "vision")
        .autoscaler(
            RatioAutoscaler.Builder.create(chart, "resnet-autoscaler")
                .target(resnet)
                .metrics(adapter)
                .replicas(2, 8)
                .build())
        .autoscaler(
            RatioAutoscaler.Builder.create(chart, "bert-autoscaler")
                .target(bert)
                .metrics(adapter)
                .signal(LoadSignal.latency(0.99).model("resnet50"))
                .latency(Duration.ofMillis(250))
                .replicas(1, 3)
                .build())
        .title("Shop: model servers")
        .folder("Model servers")
        .uid("ovms-shop")
        .runbookBase("https://runbooks.example.com/ovms")
        .sidecar("dashboards", "")
        .folderAnnotation("example.com/folder")
        .graphs()
        .containerMetrics()
        .build();
  }

  private static void grafanaOperator(Chart chart) {
    dashboard(chart).grafanaOperator("dashboards", "grafana").folder("Model servers").build();
  }

  private static void graphs(Chart chart) {
    OvmsModelServer llm =
        OvmsModelServer.Builder.create(chart, "llm")
            .namespace("language")
            .image(OvmsImage.of("2026.2.1"))
            .graph(Graph.of("llama", ModelSource.volumeClaim("llms", "llama").manyNodes()))
            .restWorkers(32)
            .build();
    PrometheusStack prometheus = Cases.prometheus(chart, llm).build();
    showing(
            chart,
            Cases.autoscaler(chart, llm, Cases.existingAdapter(chart, prometheus).build())
                .signal(LoadSignal.graphsInFlight(16))
                .build())
        .build();
  }

  private static void grafana(Chart chart) {
    grafana(chart, dashboard(chart).build()).build();
  }

  private static void grafanaEveryOption(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("https://prometheus.monitoring.svc:9090/a$b")
            .access(
                PrometheusAccess.open()
                    .ca("prometheus-ca")
                    .bearerToken("prometheus-token")
                    .clientCertificate("prometheus-client"))
            .build();
    RatioAutoscaler autoscaler = autoscaler(chart, resnet, prometheus);
    grafana(chart, showing(chart, autoscaler).namespace("grafana").folder("Earning $").build())
        .dashboard(
            Dashboard.Builder.create(chart, "second")
                .namespace("grafana")
                .autoscaler(autoscaler)
                .build())
        .name("board")
        .label("team", "vision")
        .image("registry.example.com/grafana:13.1.4")
        .resources(Resources.cpu("1").memory("1Gi"))
        .clients(NetworkPeer.namespace("ingress"))
        .build();
  }

  private static void secured(Chart chart, PrometheusAccess access) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("https://prometheus.monitoring.svc:9090")
            .access(access)
            .build();
    var adapter = Cases.adapter(chart, prometheus).build();
    grafana(chart, showing(chart, Cases.autoscaler(chart, resnet, adapter).build()).build())
        .build();
  }
}
