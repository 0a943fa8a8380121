package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.AlertCases;
import io.github.cdk8sovms.acceptance.cases.CanarySides;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
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
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Alerts that would never fire, or that nothing would send, each for one reason. */
final class BadAlerts {
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
  private static final String EXISTING = "http://prometheus.monitoring.svc:9090";

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadAlerts() {
    addOptions();
    addSeries();
    addPrometheus();
    addTwice();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadAlerts().inputs;
  }

  private void addOptions() {
    inputs.put("no autoscaler", chart -> Alerts.Builder.create(chart, "alerts").build());
    alerts("error ratio in percent", alerts -> alerts.errorRatio(5));
    alerts("error ratio of none", alerts -> alerts.errorRatio(0));
    alerts("objective in percent", alerts -> alerts.latencyObjective(99, HALF_A_SECOND));
    alerts("objective of no time", alerts -> alerts.latencyObjective(0.99, Duration.ZERO));
    alerts("label of the severity", alerts -> alerts.alertLabel("severity", "page"));
    alerts("label of Kubernetes", alerts -> alerts.alertLabel("example.com/team", "vision"));
    alerts("label without a value", alerts -> alerts.alertLabel("team", ""));
    alerts("label of a template", alerts -> alerts.alertLabel("team", "{{ $labels.team"));
    alerts("job of an expression", alerts -> alerts.adapterJob("a\"} or vector(1) #"));
    alerts("runbooks without scheme", alerts -> alerts.runbookBase("wiki/runbooks"));
    alerts(
        "more than an object holds", alerts -> alerts.alertLabel("story", "long ".repeat(20_000)));
  }

  private void addSeries() {
    inputs.put(
        "canary of a server that is not watched, twice",
        chart -> {
          CanarySides sides = CanarySides.in(chart);
          Alerts.Builder.create(chart, "alerts")
              .autoscaler(sides.ofStable())
              .canary(sides.canary())
              .canary(sides.canary())
              .build();
        });
    inputs.put(
        "canary without request times",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          OvmsModelServer candidate =
              Cases.server(chart, "candidate")
                  .metrics(
                      OvmsMetric.STREAMS,
                      OvmsMetric.CURRENT_REQUESTS,
                      OvmsMetric.REQUESTS_SUCCESS,
                      OvmsMetric.REQUESTS_FAIL)
                  .build();
          PrometheusStack prometheus =
              Cases.prometheus(chart, resnet, candidate)
                  .alertmanager("http://alertmanager.alerting.svc:9093")
                  .build();
          MetricsAdapter adapter = Cases.adapter(chart, prometheus).build();
          Alerts.Builder.create(chart, "alerts")
              .autoscaler(Cases.autoscaler(chart, resnet, adapter).build())
              .autoscaler(
                  RatioAutoscaler.Builder.create(chart, "second")
                      .target(candidate)
                      .metrics(adapter)
                      .replicas(1, 3)
                      .build())
              .canary(Canary.of(resnet, candidate))
              .build();
        });
    alerts("kube-state-metrics that is not scraped", Alerts.Builder::kubeStateMetrics);
    alerts("API server that is not scraped", Alerts.Builder::apiServerMetrics);
    alerts("job that is known", alerts -> alerts.prometheusJob("prometheus"));
    inputs.put(
        "counters that are not exported",
        chart -> {
          OvmsModelServer resnet =
              Cases.server(chart, "resnet").metrics(OvmsMetric.REQUESTS_SUCCESS).build();
          AlertCases.alerts(chart, sending(chart, resnet).build(), resnet)
              .latencyObjective(0.99, HALF_A_SECOND)
              .build();
        });
    inputs.put(
        "objective for graphs",
        chart -> {
          OvmsModelServer llm =
              OvmsModelServer.Builder.create(chart, "llm")
                  .namespace("language")
                  .image(OvmsImage.of("2026.2.1"))
                  .graph(Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes()))
                  .restWorkers(16)
                  .build();
          RatioAutoscaler autoscaler =
              Cases.autoscaler(
                      chart, llm, Cases.adapter(chart, sending(chart, llm).build()).build())
                  .signal(LoadSignal.graphsInFlight(8))
                  .build();
          Alerts.Builder.create(chart, "alerts")
              .autoscaler(autoscaler)
              .latencyObjective(0.99, HALF_A_SECOND)
              .build();
        });
    inputs.put(
        "Prometheus of which nothing is known",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          ExistingPrometheus prometheus =
              Cases.existingPrometheus(chart, resnet).url(EXISTING).build();
          Alerts.Builder.create(chart, "alerts")
              .autoscaler(
                  Cases.autoscaler(chart, resnet, Cases.existingAdapter(chart, prometheus).build())
                      .build())
              .build();
        });
  }

  private void addPrometheus() {
    prometheus("Alertmanager nowhere", stack -> stack);
    prometheus(
        "Alertmanager in the pod itself", stack -> stack.alertmanager("http://localhost:9093"));
    prometheus("Alertmanager without scheme", stack -> stack.alertmanager("alertmanager:9093"));
    inputs.put(
        "Alertmanager outside, for the operator",
        chart ->
            Cases.operatorPrometheus(chart, Cases.server(chart, "resnet").build())
                .alertmanager("https://alertmanager.example.com")
                .build());
  }

  private void addTwice() {
    inputs.put(
        "an autoscaler twice",
        chart -> {
          RatioAutoscaler autoscaler = autoscaler(chart, "resnet", "prometheus");
          Alerts.Builder.create(chart, "alerts")
              .autoscaler(autoscaler)
              .autoscaler(autoscaler)
              .build();
        });
    inputs.put(
        "two alerts of one name",
        chart -> {
          RatioAutoscaler autoscaler = autoscaler(chart, "resnet", "prometheus");
          Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();
          Alerts.Builder.create(chart, "more").name("alerts").autoscaler(autoscaler).build();
        });
    inputs.put(
        "autoscalers of two Prometheus",
        chart ->
            Alerts.Builder.create(chart, "alerts")
                .autoscaler(autoscaler(chart, "resnet", "prometheus"))
                .autoscaler(autoscaler(chart, "bert", "other"))
                .build());
  }

  private static RatioAutoscaler autoscaler(Chart chart, String server, String prometheus) {
    OvmsModelServer scaled = Cases.server(chart, server).build();
    ExistingAdapter adapter =
        ExistingAdapter.Builder.create(chart, prometheus + "-adapter")
            .prometheus(
                PrometheusStack.Builder.create(chart, prometheus)
                    .namespace("monitoring")
                    .scrape(scaled)
                    .alertmanager("http://alertmanager.monitoring.svc:9093")
                    .build())
            .build();
    return RatioAutoscaler.Builder.create(chart, server + "-autoscaler")
        .target(scaled)
        .metrics(adapter)
        .replicas(1, 3)
        .build();
  }

  private static PrometheusStack.Builder sending(Chart chart, OvmsModelServer server) {
    return Cases.prometheus(chart, server).alertmanager("http://alertmanager.monitoring.svc:9093");
  }

  private void alerts(String what, UnaryOperator<Alerts.Builder> mistake) {
    inputs.put(
        what,
        chart ->
            mistake
                .apply(
                    Alerts.Builder.create(chart, "alerts")
                        .autoscaler(autoscaler(chart, "resnet", "prometheus")))
                .build());
  }

  private void prometheus(String what, UnaryOperator<PrometheusStack.Builder> mistake) {
    inputs.put(
        what,
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          PrometheusStack prometheus = mistake.apply(Cases.prometheus(chart, resnet)).build();
          Alerts.Builder.create(chart, "alerts")
              .autoscaler(
                  Cases.autoscaler(chart, resnet, Cases.existingAdapter(chart, prometheus).build())
                      .build())
              .build();
        });
  }
}
