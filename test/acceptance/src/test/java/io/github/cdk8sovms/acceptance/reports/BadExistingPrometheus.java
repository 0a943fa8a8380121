package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.KedaCases;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.PodIdentity;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Mistakes about an existing Prometheus. */
final class BadExistingPrometheus {
  private static final String STORE = "http://prometheus.monitoring.svc:9090";

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadExistingPrometheus() {
    at("store of several clusters", "https://mimir.example.com/prometheus");
    at("https without an authority", "https://prometheus.monitoring.svc:9090");
    at("path of a query", "http://prometheus.monitoring.svc:9090/api/v1/query");
    at("path of two slashes", "http://prometheus.monitoring.svc:9090//");
    at("port of no number", "http://prometheus.monitoring.svc:");
    at("Grafana Cloud without a path", "https://prometheus-prod-24.grafana.net");
    at("path to write to", "http://mimir.monitoring.svc:8080/api/v1/push");
    at("Alertmanager by its port", "http://am.monitoring.svc:9093");
    at("agent", "http://prometheus-agent.monitoring.svc:9090");
    at("Grafana", "http://kube-prometheus-stack-grafana.monitoring.svc");
    at("all Prometheus of the operator", "http://prometheus-operated.monitoring.svc:9090");
    at("Amazon", "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1");
    at("Azure", "https://ovms-a1b2.westeurope.prometheus.monitor.azure.com");
    at("Amazon without a workspace", "https://aps-workspaces.eu-west-1.api.aws");
    at("Grafana Cloud", "https://prometheus-prod-24-prod-eu-west-2.grafana.net/api/prom/push");
    at("Chronosphere", "https://acme.chronosphere.io/data/metrics");
    at("VictoriaMetrics without a tenant", "http://vmselect.vm.svc:8481");
    at("ruler of Thanos", "http://thanos-ruler-operated.monitoring.svc:9090");
    at("one namespace of OpenShift", "https://thanos-querier.openshift-monitoring.svc:9092");
    at("the pod itself", "http://localhost:9090");
    at("Google", "https://monitoring.googleapis.com/v1/projects/shop/location/global/prometheus");
    matcher("matcher of our own label", "namespace", "serving");
    matcher("matcher of no label", "my-cluster", "prod");
    matcher("matcher of a template", "cluster", "<<.Cluster>>");
    access("region of no cloud", PrometheusAccess.open().podIdentity(PodIdentity.aws("Frankfurt")));
    access("header of two values", PrometheusAccess.open().header("X-Scope-OrgID", "a,b"));
    access("header with a key", PrometheusAccess.open().header("X-Api-Key", "b7c1"));
    access("header of credentials", PrometheusAccess.open().header("Authorization", "Bearer"));
    labels("label of UTF-8", SeriesLabels.of("k8s.namespace.name", "k8s.pod.name"));
    labels("one label twice", SeriesLabels.of("kubernetes_pod_name", "kubernetes_pod_name"));
    labels("reserved label", SeriesLabels.of("__meta_kubernetes_namespace", "pod"));
    labels("label of the model", SeriesLabels.of("namespace", "name"));
    labels("label of an address", SeriesLabels.of("namespace", "instance"));
    labels("labels in the wrong order", SeriesLabels.of("k8s_pod_name", "k8s_namespace_name"));
    addContradictions();
    addLabels();
    addIdentities();
    addRules();
  }

  private void addContradictions() {
    access(
        "one header twice",
        PrometheusAccess.open().header("X-Scope-OrgID", "a").header("x-scope-orgid", "b"));
    inputs.put(
        "matcher twice",
        chart ->
            Cases.existingPrometheus(chart)
                .url(STORE)
                .matcher("cluster", "a")
                .matcher("cluster", "b")
                .build());
    inputs.put(
        "OpenShift and another address",
        chart -> Cases.existingPrometheus(chart).url(STORE).openShift().build());
    inputs.put(
        "monitors of Google on OpenShift",
        chart ->
            Cases.existingPrometheus(chart, Cases.server(chart, "resnet").build())
                .openShift()
                .monitors(Monitors.GOOGLE_POD_MONITORING)
                .build());
    inputs.put(
        "Service without svc",
        chart ->
            ExistingPrometheus.Builder.create(chart, "prometheus")
                .url("http://prometheus-server.monitoring:80")
                .scrape(Cases.server(chart, "resnet").build())
                .build());
  }

  private void addLabels() {
    SeriesLabels labels = SeriesLabels.of("exported_namespace", "exported_pod");
    inputs.put(
        "other labels than the monitors write",
        chart ->
            Cases.existingPrometheus(chart)
                .url(STORE)
                .seriesLabels(labels)
                .monitors(Monitors.POD_MONITOR)
                .build());
    inputs.put(
        "labels of exporters",
        chart ->
            Cases.existingPrometheus(chart)
                .url(STORE)
                .exporterLabels(SeriesLabels.of("", "exported-pod"))
                .build());
    inputs.put(
        "matcher of the label of pods",
        chart ->
            Cases.existingPrometheus(chart)
                .url(STORE)
                .seriesLabels(labels)
                .matcher("exported_pod", "prod")
                .build());
  }

  private void labels(String what, SeriesLabels labels) {
    inputs.put(
        what, chart -> Cases.existingPrometheus(chart).url(STORE).seriesLabels(labels).build());
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadExistingPrometheus().inputs;
  }

  private void addIdentities() {
    inputs.put(
        "adapter that should sign",
        chart ->
            Cases.adapter(
                    chart,
                    Cases.existingPrometheus(chart)
                        .url("https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/w")
                        .matcher("cluster", "prod")
                        .access(
                            PrometheusAccess.open()
                                .podIdentity(PodIdentity.aws("eu-west-1"))
                                .queryParameter("dedup", "true"))
                        .build())
                .build());
  }

  private void addRules() {
    alerts(
        "rules apart from their Prometheus",
        (chart, server) -> Cases.prometheus(chart, server).build());
    alerts(
        "rules of user workloads elsewhere",
        (chart, server) -> Cases.existingPrometheus(chart, server).openShift().build());
  }

  private void alerts(String what, BiFunction<Chart, OvmsModelServer, Prometheus> prometheus) {
    inputs.put(
        what,
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          Keda keda = Keda.with(prometheus.apply(chart, resnet));
          Alerts.Builder.create(chart, "alerts")
              .namespace("elsewhere")
              .autoscaler(KedaCases.autoscaler(chart, resnet, keda).build())
              .build();
        });
  }

  private void at(String what, String url) {
    inputs.put(what, chart -> Cases.existingPrometheus(chart).url(url).build());
  }

  private void matcher(String what, String label, String value) {
    inputs.put(
        what, chart -> Cases.existingPrometheus(chart).url(STORE).matcher(label, value).build());
  }

  private void access(String what, PrometheusAccess access) {
    inputs.put(
        what,
        chart ->
            Cases.existingPrometheus(chart)
                .url("http://prometheus.monitoring.svc:9090")
                .access(access)
                .build());
  }
}
