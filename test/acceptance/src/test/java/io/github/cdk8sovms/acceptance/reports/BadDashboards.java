package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.DashboardCases;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.dashboard.Grafana;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** A dashboard or a Grafana with one thing wrong each, by what is wrong. */
final class BadDashboards {
  /** Each makes a row of nine kilobytes. */
  private static final int TOO_MANY = 120;

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadDashboards() {
    addDashboards();
    addAutoscalers();
    addGrafanas();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadDashboards().inputs;
  }

  private void addDashboards() {
    inputs.put(
        "dashboard of nothing", chart -> Dashboard.Builder.create(chart, "dashboard").build());
    dashboard("uid of 41 characters", it -> it.uid("12345678901234567890123456789012345678901"));
    dashboard("uid with a slash", it -> it.uid("shop/ovms"));
    dashboard("title of nothing", it -> it.title(" "));
    dashboard("title of two lines", it -> it.title("Model\nservers"));
    dashboard("folder outside", it -> it.folder("../../etc"));
    dashboard("label of the sidecar with spaces", it -> it.sidecar("grafana dashboard", "1"));
    dashboard("annotation of the sidecar with spaces", it -> it.folderAnnotation("grafana folder"));
    dashboard(
        "sidecar and operator",
        it ->
            it.sidecar("grafana_dashboard", "1")
                .folderAnnotation("folder")
                .grafanaOperator("dashboards", "grafana"));
    dashboard("label of the operator with spaces", it -> it.grafanaOperator("my grafana", "1"));
    dashboard("container metrics of our own Prometheus", Dashboard.Builder::containerMetrics);
  }

  private void addAutoscalers() {
    inputs.put(
        "an autoscaler twice",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          RatioAutoscaler autoscaler = autoscaler(chart, resnet);
          DashboardCases.showing(chart, autoscaler).autoscaler(autoscaler).build();
        });
    inputs.put(
        "autoscalers of two Prometheus",
        chart -> {
          RatioAutoscaler one = autoscaler(chart, Cases.server(chart, "resnet").build());
          DashboardCases.showing(chart, one).autoscaler(elsewhere(chart)).build();
        });
    inputs.put("a server that exports less than another", BadDashboards::exportingLess);
    inputs.put("more autoscalers than a ConfigMap holds", BadDashboards::tooMany);
  }

  private void addGrafanas() {
    inputs.put("Grafana of nothing", chart -> Grafana.Builder.create(chart, "grafana").build());
    grafana("Grafana of no version", it -> it.image("docker.io/grafana/grafana"));
    grafana("administrator of a strange name", it -> it.adminSecret("The Admin"));
    grafana(
        "memory of Grafana is no quantity", it -> it.resources(Resources.cpu("1").memory("lots")));
    grafana("client of Grafana of no block", it -> it.clients(NetworkPeer.addresses("10.0.0.0")));
    grafana("Grafana elsewhere than its dashboard", it -> it.namespace("grafana"));
    inputs.put(
        "Grafana of an object of the operator",
        chart -> {
          Dashboard dashboard =
              DashboardCases.dashboard(chart).grafanaOperator("dashboards", "grafana").build();
          DashboardCases.grafana(chart, dashboard).build();
        });
    inputs.put(
        "Grafana with two dashboards of one uid",
        chart -> {
          RatioAutoscaler autoscaler = autoscaler(chart, Cases.server(chart, "resnet").build());
          Dashboard one = DashboardCases.showing(chart, autoscaler).uid("shop").build();
          Dashboard other =
              Dashboard.Builder.create(chart, "other").autoscaler(autoscaler).uid("shop").build();
          DashboardCases.grafana(chart, one).dashboard(other).build();
        });
    inputs.put(
        "Grafana of two Prometheus",
        chart -> {
          Dashboard one = DashboardCases.dashboard(chart).build();
          Dashboard other =
              Dashboard.Builder.create(chart, "other").autoscaler(elsewhere(chart)).build();
          DashboardCases.grafana(chart, one).dashboard(other).build();
        });
  }

  private static void exportingLess(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    OvmsModelServer bert = Cases.server(chart, "bert").metrics(OvmsMetric.REQUESTS_SUCCESS).build();
    ExistingAdapter adapter = adapter(chart, resnet, bert);
    Dashboard.Builder.create(chart, "dashboard")
        .autoscaler(Cases.autoscaler(chart, resnet, adapter).build())
        .autoscaler(second(chart, "bert-autoscaler", bert, adapter))
        .build();
  }

  private static void tooMany(Chart chart) {
    OvmsModelServer[] servers = new OvmsModelServer[TOO_MANY];
    for (int i = 0; i < TOO_MANY; i++) {
      servers[i] = Cases.server(chart, "server-" + i).build();
    }
    ExistingAdapter adapter = adapter(chart, servers);
    Dashboard.Builder dashboard = Dashboard.Builder.create(chart, "dashboard");
    for (OvmsModelServer server : servers) {
      dashboard.autoscaler(second(chart, server.serviceName() + "-autoscaler", server, adapter));
    }
    dashboard.build();
  }

  private static RatioAutoscaler elsewhere(Chart chart) {
    OvmsModelServer bert = Cases.server(chart, "bert").build();
    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "second-prometheus")
            .namespace("monitoring")
            .scrape(bert)
            .build();
    ExistingAdapter adapter =
        ExistingAdapter.Builder.create(chart, "second-adapter").prometheus(prometheus).build();
    return second(chart, "bert-autoscaler", bert, adapter);
  }

  private static RatioAutoscaler second(
      Chart chart, String id, OvmsModelServer server, PrometheusAdapter adapter) {
    return RatioAutoscaler.Builder.create(chart, id)
        .target(server)
        .metrics(adapter)
        .replicas(1, 3)
        .build();
  }

  private static ExistingAdapter adapter(Chart chart, OvmsModelServer... servers) {
    return Cases.existingAdapter(chart, Cases.prometheus(chart, servers).build()).build();
  }

  private static RatioAutoscaler autoscaler(Chart chart, OvmsModelServer server) {
    return Cases.autoscaler(chart, server, adapter(chart, server)).build();
  }

  private void dashboard(String what, UnaryOperator<Dashboard.Builder> wrong) {
    inputs.put(what, chart -> wrong.apply(DashboardCases.dashboard(chart)).build());
  }

  private void grafana(String what, UnaryOperator<Grafana.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(DashboardCases.grafana(chart, DashboardCases.dashboard(chart).build()))
                .build());
  }
}
