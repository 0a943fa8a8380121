package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.dashboard.Target.lines;

import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.Collection;
import java.util.List;

/** The rows for all servers of a dashboard, filtered by its variables. */
final class SharedRows {
  private static final String NAME = "name";

  private final SeriesLabels labels;
  private final SeriesSelector chosen;

  /**
   * Creates the rows for one Prometheus.
   *
   * @param labels the labels of series that identify a pod
   */
  SharedRows(SeriesLabels labels) {
    this.labels = labels;
    this.chosen = SeriesSelector.chosen(labels);
  }

  /** Returns the row on request latency. */
  Row latency() {
    OvmsMetric whole = OvmsMetric.REQUEST_TIME;
    OvmsMetric waiting = OvmsMetric.WAIT_FOR_INFER_REQUEST_TIME;
    OvmsMetric inference = OvmsMetric.INFERENCE_TIME;
    return Row.of(
        "Latency",
        TimeSeries.of(
            new PanelInfo(
                "Latency",
                "From receipt to response. Quantiles are estimated from buckets, each 1.8 times as"
                    + " wide as the one before, so the error is up to 80 %. Time in the queue for an"
                    + " HTTP worker is not included.",
                Unit.SECONDS,
                List.of(whole)),
            lines(chosen.quantile(0.5, "", whole), "p50"),
            lines(chosen.quantile(0.9, "", whole), "p90"),
            lines(chosen.quantile(0.99, "", whole), "p99"),
            lines(chosen.mean("", whole), "mean")),
        TimeSeries.of(
            new PanelInfo(
                "Queue and inference time",
                "Means, by model: the time in the queue for an infer request, and the inference"
                    + " time, which includes the wait for a stream inside OpenVINO.",
                Unit.SECONDS,
                List.of(waiting, inference)),
            lines(chosen.mean(NAME, waiting), "{{name}} queue"),
            lines(chosen.mean(NAME, inference), "{{name}} inference")),
        new Heatmap(
            new PanelInfo(
                "Latency, all requests",
                "Number of requests by duration, from receipt to response.",
                Unit.MICROSECONDS,
                List.of(whole)),
            new Target(chosen.buckets(whole), "{{le}}", Target.Form.BUCKETS)));
  }

  /** Returns the row on request rates and errors. */
  Row requests() {
    SeriesSelector inferences = chosen.ofInference();
    String good = inferences.perSecond(NAME, OvmsMetric.REQUESTS_SUCCESS);
    String bad = inferences.perSecond(NAME, OvmsMetric.REQUESTS_FAIL);
    String by = "interface, api, method";
    String legend = "{{interface}} {{api}} {{method}}";
    return Row.of(
        "Requests",
        TimeSeries.of(
            new PanelInfo(
                "Successful requests",
                "By interface, API and method.",
                Unit.PER_SECOND,
                List.of(OvmsMetric.REQUESTS_SUCCESS)),
            lines(inferences.perSecond(by, OvmsMetric.REQUESTS_SUCCESS), legend)),
        TimeSeries.of(
            new PanelInfo(
                    "Error ratio",
                    "Failed requests by model, as a share of the requests that reached it.",
                    Unit.SHARE,
                    List.of(OvmsMetric.REQUESTS_SUCCESS, OvmsMetric.REQUESTS_FAIL))
                .runbook(Alert.ERROR_RATIO),
            lines(SeriesSelector.fraction(bad, "(" + good + " + " + bad + ")"), "{{name}}")),
        TimeSeries.of(
            new PanelInfo(
                "Failed requests",
                "By interface, API and method. OVMS logs the reason, but does not export it.",
                Unit.PER_SECOND,
                List.of(OvmsMetric.REQUESTS_FAIL)),
            lines(inferences.perSecond(by, OvmsMetric.REQUESTS_FAIL), legend)));
  }

  /** Returns the row on streams and infer requests, and their use. */
  Row streams() {
    String perPod = "max by (" + labels.list() + ", name) (" + chosen.of(OvmsMetric.STREAMS) + ")";
    return Row.of(
        "Streams and infer requests",
        TimeSeries.of(
            new PanelInfo(
                "Requests in progress and streams",
                "Totals of all pods, by model. Since OVMS 2024.5 a request is in progress while it"
                    + " holds an infer request.",
                Unit.NUMBER,
                List.of(OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS)),
            lines(
                SeriesSelector.sum(NAME, chosen.of(OvmsMetric.CURRENT_REQUESTS)),
                "{{name}} in progress"),
            lines(SeriesSelector.sum(NAME, chosen.of(OvmsMetric.STREAMS)), "{{name}} streams")),
        TimeSeries.of(
            new PanelInfo(
                "Infer requests",
                "Totals of all pods, by model: existing and in use.",
                Unit.NUMBER,
                List.of(OvmsMetric.INFER_REQUESTS_ACTIVE, OvmsMetric.INFER_REQUEST_QUEUE_SIZE)),
            lines(
                SeriesSelector.sum(NAME, chosen.of(OvmsMetric.INFER_REQUESTS_ACTIVE)),
                "{{name}} in use"),
            lines(
                SeriesSelector.sum(NAME, chosen.of(OvmsMetric.INFER_REQUEST_QUEUE_SIZE)),
                "{{name}} total")),
        Stat.of(
            new PanelInfo(
                    "Models",
                    "Number of pods in which a model is loaded, and in which it is not: loading, failed"
                        + " or removed.",
                    Unit.NUMBER,
                    List.of(OvmsMetric.STREAMS))
                .runbook(Alert.MODEL_NOT_LOADED),
            List.of(
                Target.latest("count by (name) (" + perPod + " > 0)", "{{name}} loaded"),
                Target.latest("count by (name) (" + perPod + " == 0)", "{{name}} not loaded"))));
  }

  /** Returns the row on graphs, such as language models: without streams, with separate series. */
  Row graphs() {
    OvmsMetric time = OvmsMetric.GRAPH_PROCESSING_TIME;
    return Row.of(
        "Graphs, such as language models",
        TimeSeries.of(
            new PanelInfo(
                "Graphs in flight",
                "Totals of all pods, by name. A graph is counted once an HTTP worker runs it, so"
                    + " requests in the queue for a worker are not included.",
                Unit.NUMBER,
                List.of(OvmsMetric.CURRENT_GRAPHS)),
            lines(SeriesSelector.sum(NAME, chosen.of(OvmsMetric.CURRENT_GRAPHS)), "{{name}}")),
        TimeSeries.of(
            new PanelInfo(
                "Graph latency",
                "By name, up to the last response of a stream. With a pool of graphs, the default of"
                    + " language models, unary calls are not included.",
                Unit.SECONDS,
                List.of(time)),
            lines(chosen.quantile(0.5, NAME, time), "{{name}} p50"),
            lines(chosen.quantile(0.99, NAME, time), "{{name}} p99"),
            lines(chosen.mean(NAME, time), "{{name}} mean")),
        TimeSeries.of(
            new PanelInfo(
                "Requests for graphs",
                "By name: accepted, rejected before the graph ran, and failed.",
                Unit.PER_SECOND,
                List.of(
                    OvmsMetric.REQUESTS_ACCEPTED,
                    OvmsMetric.REQUESTS_REJECTED,
                    OvmsMetric.GRAPH_ERROR)),
            lines(chosen.perSecond(NAME, OvmsMetric.REQUESTS_ACCEPTED), "{{name}} accepted"),
            lines(chosen.perSecond(NAME, OvmsMetric.REQUESTS_REJECTED), "{{name}} rejected"),
            lines(chosen.perSecond(NAME, OvmsMetric.GRAPH_ERROR), "{{name}} errors")));
  }

  /** Returns the row on scraping, on which all other panels depend. */
  Row scraping(Collection<ModelServer> servers, ScrapeInterval interval) {
    SeriesSelector pods = ServerPods.of(servers, labels);
    String up = "max by (" + labels.list() + ") (" + pods.of("up") + ")";
    double timeout = interval.timeout().toMillis() / 1e3;
    return Row.of(
        "Scraping",
        TimeSeries.of(
                new PanelInfo(
                        "Scraped pods",
                        "Up: scrapes succeed. Down: scrapes fail, so the autoscaler has no value for the"
                            + " pod. Pods that Prometheus does not discover are not included.",
                        Unit.NUMBER,
                        List.of())
                    .runbook(Alert.TARGET_DOWN),
                lines("count(" + up + " == 1) or vector(0)", "up"),
                lines("count(" + up + " == 0) or vector(0)", "down"))
            .overrides(new FieldOverride("down", "red", false)),
        TimeSeries.of(
                new PanelInfo(
                    "Scrape duration",
                    "The slowest scrape of each pod. HTTP requests and scrapes share the same"
                        + " workers: near the timeout of "
                        + Durations.text(interval.timeout())
                        + " values start to be missing.",
                    Unit.SECONDS,
                    List.of()),
                lines(
                    "max by (" + labels.pod() + ") (" + pods.of("scrape_duration_seconds") + ")",
                    legend(labels)),
                Target.constant(timeout, "timeout"))
            .overrides(FieldOverride.target("timeout")));
  }

  /** Returns the row on CPU and memory, from the kubelet's container metrics. */
  static Row containers(Collection<ModelServer> servers, SeriesLabels labels) {
    SeriesSelector containers = ServerPods.of(servers, labels).and("container!=\"\"");
    String periods = "container_cpu_cfs_periods_total";
    String throttled = "container_cpu_cfs_throttled_periods_total";
    return Row.of(
        "CPU and memory",
        TimeSeries.of(
            new PanelInfo("CPU", "CPU cores used by each pod.", Unit.NUMBER, List.of()),
            lines(
                SeriesSelector.sum(
                    labels.pod(), containers.rate("container_cpu_usage_seconds_total")),
                legend(labels))),
        TimeSeries.of(
            new PanelInfo(
                "CPU throttling",
                "The share of 100 ms periods in which a pod reached its CPU limit. Throttling delays"
                    + " requests without a visible queue.",
                Unit.SHARE,
                List.of()),
            lines(
                SeriesSelector.fraction(
                    SeriesSelector.sum(labels.pod(), containers.rate(throttled)),
                    SeriesSelector.sum(labels.pod(), containers.rate(periods))),
                legend(labels))),
        TimeSeries.of(
            new PanelInfo(
                "Memory",
                "The working set of each pod; at its memory limit the pod is killed.",
                Unit.BYTES,
                List.of()),
            lines(
                SeriesSelector.sum(
                    labels.pod(), containers.of("container_memory_working_set_bytes")),
                legend(labels))));
  }

  private static String legend(SeriesLabels labels) {
    return "{{" + labels.pod() + "}}";
  }
}
