package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.CloudStorage;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs with alerts: each way in which rules get to a Prometheus, and every option. */
public final class AlertCases {
  private AlertCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("alerts-two-autoscalers", AlertCases::twoAutoscalers);
    cases.put("alerts-every-option", AlertCases::everyOption);
    cases.put("alerts-operator", AlertCases::operator);
    cases.put("alerts-existing-with-operator", AlertCases::existingWithOperator);
    cases.put("alerts-existing", AlertCases::existing);
    cases.put("alerts-store", AlertCases::store);
    cases.put("alerts-store-operator", AlertCases::storeWithOperator);
    return cases;
  }

  /** Alerts for one autoscaler of a Prometheus, with the minimal options. */
  public static Alerts.Builder alerts(Chart chart, Prometheus prometheus, OvmsModelServer server) {
    return Alerts.Builder.create(chart, "alerts")
        .autoscaler(
            Cases.autoscaler(chart, server, Cases.adapter(chart, prometheus).build()).build());
  }

  /** Two servers, one of graphs, watched by one Alerts, with an Alertmanager. */
  private static void twoAutoscalers(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    OvmsModelServer llm =
        OvmsModelServer.Builder.create(chart, "llm")
            .namespace("language")
            .image(OvmsImage.of("2026.2.1"))
            .graph(Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes()))
            .restWorkers(16)
            .build();
    PrometheusStack prometheus =
        Cases.prometheus(chart, resnet, llm)
            .alertmanager("http://alertmanager.alerting.svc:9093/prefix")
            .build();
    MetricsAdapter adapter = Cases.adapter(chart, prometheus).build();
    RatioAutoscaler ofGraphs =
        RatioAutoscaler.Builder.create(chart, "llm-autoscaler")
            .target(llm)
            .metrics(adapter)
            .signal(LoadSignal.graphsInFlight(8))
            .replicas(1, 5)
            .build();
    Alerts.Builder.create(chart, "alerts")
        .autoscaler(Cases.autoscaler(chart, resnet, adapter).build())
        .autoscaler(ofGraphs)
        .build();
  }

  private static void store(Chart chart) {
    OvmsModelServer resnet = fetched(chart);
    alerts(chart, Cases.prometheus(chart, resnet).build(), resnet).build();
  }

  private static void storeWithOperator(Chart chart) {
    OvmsModelServer resnet = fetched(chart);
    alerts(chart, Cases.operatorPrometheus(chart, resnet).build(), resnet)
        .kubeStateMetrics()
        .build();
  }

  /** A classic model, copied once from a bucket. */
  private static OvmsModelServer fetched(Chart chart) {
    CloudStorage bucket = ModelSource.of("s3://models/resnet50").credentials("s3-keys");
    ModelStore store =
        ModelStore.Builder.create(chart, "models")
            .namespace("serving")
            .size("1Gi")
            .fetch(bucket)
            .build();
    return OvmsModelServer.Builder.create(chart, "resnet")
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", store.files(bucket)).streams(2))
        .build();
  }

  private static void everyOption(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .model(Model.of("text/bert", ModelSource.of("s3://models/bert").anonymous()).streams(1))
            .startup(Duration.ofMinutes(30))
            .build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("http://prometheus.monitoring.svc:9090")
            .scrapeInterval(Duration.ofSeconds(90))
            .build();
    RatioAutoscaler autoscaler =
        Cases.autoscaler(chart, resnet, Cases.existingAdapter(chart, prometheus).build())
            .signal(LoadSignal.inFlightPerStream().model("resnet50").over(Duration.ofMinutes(6)))
            .ratio(1.5)
            .build();
    Alerts.Builder.create(chart, "alerts")
        .name("ovms")
        .namespace("rules")
        .label("team", "vision")
        .annotation("example.com/owner", "vision")
        .autoscaler(autoscaler)
        .latencyObjective(0.95, Duration.ofMillis(250))
        .errorRatio(0.001)
        .alertLabel("team", "vision")
        .runbookBase("https://runbooks.example.com/ovms/")
        .without(Alert.FLAPPING)
        .severity(Alert.ERROR_RATIO, AlertSeverity.INFO)
        .prometheusJob("prometheus-k8s")
        .adapterJob("prometheus-adapter")
        .kubeStateMetrics()
        .apiServerMetrics()
        .build();
  }

  /** Every alert that there is. */
  private static void operator(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    OperatorPrometheus prometheus =
        Cases.operatorPrometheus(chart, resnet)
            .alertmanager("http://alertmanager-operated.monitoring.svc:9093")
            .build();
    alerts(chart, prometheus, resnet)
        .latencyObjective(0.99, Duration.ofMillis(500))
        .kubeStateMetrics()
        .apiServerMetrics()
        .build();
  }

  private static void existingWithOperator(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("http://kube-prometheus-stack-prometheus.monitoring.svc:9090")
            .monitors(Monitors.POD_MONITOR)
            .release("kube-prometheus-stack")
            .build();
    alerts(chart, prometheus, resnet)
        .prometheusJob("kube-prometheus-stack-prometheus")
        .adapterJob("prometheus-adapter")
        .build();
  }

  private static void existing(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("http://prometheus.monitoring.svc:9090")
            .build();
    alerts(chart, prometheus, resnet).build();
  }
}
