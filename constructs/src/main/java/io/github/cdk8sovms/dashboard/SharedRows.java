package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.dashboard.Target.lines;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.monitoring.ScrapeInterval;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.Collection;
import java.util.List;

/** The rows for all servers of a dashboard, narrowed by what is chosen at its top. */
final class SharedRows {
  private static final String NAME = "name";

  private final SeriesLabels labels;
  private final SeriesSelector chosen;

  /**
   * Rows of one store.
   *
   * @param labels by which series say of which pod they are
   */
  SharedRows(SeriesLabels labels) {
    this.labels = labels;
    this.chosen = SeriesSelector.chosen(labels);
  }

  /** Times of requests. */
  Row latency() {
    OvmsMetric whole = OvmsMetric.REQUEST_TIME;
    OvmsMetric waiting = OvmsMetric.WAIT_FOR_INFER_REQUEST_TIME;
    OvmsMetric inference = OvmsMetric.INFERENCE_TIME;
    return Row.of(
        "Latency",
        TimeSeries.of(
            new PanelInfo(
                "Latency",
                "From receipt to answer. Quantiles are worked out from buckets of which each is 1.8"
                    + " times as wide as the one before, so they are up to 80 % off. What waits for"
                    + " an HTTP worker is not timed.",
                Unit.SECONDS,
                List.of(whole)),
            lines(chosen.quantile(0.5, "", whole), "p50"),
            lines(chosen.quantile(0.9, "", whole), "p90"),
            lines(chosen.quantile(0.99, "", whole), "p99"),
            lines(chosen.mean("", whole), "mean")),
        TimeSeries.of(
            new PanelInfo(
                "Waiting and inference",
                "Means, by model: the time that a request waits for an infer request, and the time"
                    + " that inference takes, which includes waiting for a stream inside OpenVINO.",
                Unit.SECONDS,
                List.of(waiting, inference)),
            lines(chosen.mean(NAME, waiting), "{{name}} waits"),
            lines(chosen.mean(NAME, inference), "{{name}} infers")),
        new Heatmap(
            new PanelInfo(
                "Latency, all requests",
                "How many requests took how long, from receipt to answer.",
                Unit.MICROSECONDS,
                List.of(whole)),
            new Target(chosen.buckets(whole), "{{le}}", Target.Form.BUCKETS)));
  }

  /** Requests and those that failed. */
  Row requests() {
    SeriesSelector inferences = chosen.ofInference();
    String good = inferences.perSecond(NAME, OvmsMetric.REQUESTS_SUCCESS);
    String bad = inferences.perSecond(NAME, OvmsMetric.REQUESTS_FAIL);
    String way = "interface, api, method";
    String legend = "{{interface}} {{api}} {{method}}";
    return Row.of(
        "Requests",
        TimeSeries.of(
            new PanelInfo(
                "Answered requests",
                "Without an error, by the way they came.",
                Unit.PER_SECOND,
                List.of(OvmsMetric.REQUESTS_SUCCESS)),
            lines(inferences.perSecond(way, OvmsMetric.REQUESTS_SUCCESS), legend)),
        TimeSeries.of(
            new PanelInfo(
                "Share of requests that fail",
                "By model; of requests that reached it.",
                Unit.SHARE,
                List.of(OvmsMetric.REQUESTS_SUCCESS, OvmsMetric.REQUESTS_FAIL)),
            lines(SeriesSelector.fraction(bad, "(" + good + " + " + bad + ")"), "{{name}}")),
        TimeSeries.of(
            new PanelInfo(
                "Failed requests",
                "By the way they came; OVMS exports no reason, its log has it.",
                Unit.PER_SECOND,
                List.of(OvmsMetric.REQUESTS_FAIL)),
            lines(inferences.perSecond(way, OvmsMetric.REQUESTS_FAIL), legend)));
  }

  /** What models have, and how much of it is in use. */
  Row streams() {
    String perPod = "max by (" + labels.list() + ", name) (" + chosen.of(OvmsMetric.STREAMS) + ")";
    return Row.of(
        "Streams and infer requests",
        TimeSeries.of(
            new PanelInfo(
                "Requests in progress and streams",
                "Of all pods together, by model. Since OVMS 2024.5 a request is in progress while"
                    + " it holds an infer request.",
                Unit.NUMBER,
                List.of(OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS)),
            lines(
                SeriesSelector.sum(NAME, chosen.of(OvmsMetric.CURRENT_REQUESTS)),
                "{{name}} in progress"),
            lines(SeriesSelector.sum(NAME, chosen.of(OvmsMetric.STREAMS)), "{{name}} streams")),
        TimeSeries.of(
            new PanelInfo(
                "Infer requests",
                "Of all pods together, by model: how many there are, and how many are in use.",
                Unit.NUMBER,
                List.of(OvmsMetric.INFER_REQUESTS_ACTIVE, OvmsMetric.INFER_REQUEST_QUEUE_SIZE)),
            lines(
                SeriesSelector.sum(NAME, chosen.of(OvmsMetric.INFER_REQUESTS_ACTIVE)),
                "{{name}} in use"),
            lines(
                SeriesSelector.sum(NAME, chosen.of(OvmsMetric.INFER_REQUEST_QUEUE_SIZE)),
                "{{name}} all")),
        new Stat(
            new PanelInfo(
                "Models",
                "In how many pods a model is loaded, and in how many it is not: it loads, failed to,"
                    + " or was taken away.",
                Unit.NUMBER,
                List.of(OvmsMetric.STREAMS)),
            List.of(
                new Target(
                    "count by (name) (" + perPod + " > 0)", "{{name}} loaded", Target.Form.LATEST),
                new Target(
                    "count by (name) (" + perPod + " == 0)",
                    "{{name}} not loaded",
                    Target.Form.LATEST))));
  }

  /** What runs as a graph, such as language models: it has no streams and series of its own. */
  Row graphs() {
    OvmsMetric time = OvmsMetric.GRAPH_PROCESSING_TIME;
    return Row.of(
        "Graphs, as of language models",
        TimeSeries.of(
            new PanelInfo(
                "Graphs in flight",
                "Of all pods together, by name. A graph is counted once an HTTP worker took it, so"
                    + " what waits for one is not seen.",
                Unit.NUMBER,
                List.of(OvmsMetric.CURRENT_GRAPHS)),
            lines(SeriesSelector.sum(NAME, chosen.of(OvmsMetric.CURRENT_GRAPHS)), "{{name}}")),
        TimeSeries.of(
            new PanelInfo(
                "Time of a graph",
                "By name, to the last answer of a stream. With a pool of graphs, which language"
                    + " models have by default, calls that do not stream are not timed.",
                Unit.SECONDS,
                List.of(time)),
            lines(chosen.quantile(0.5, NAME, time), "{{name}} p50"),
            lines(chosen.quantile(0.99, NAME, time), "{{name}} p99"),
            lines(chosen.mean(NAME, time), "{{name}} mean")),
        TimeSeries.of(
            new PanelInfo(
                "Requests for graphs",
                "By name: accepted, rejected before a graph ran, and ended by an error.",
                Unit.PER_SECOND,
                List.of(
                    OvmsMetric.REQUESTS_ACCEPTED,
                    OvmsMetric.REQUESTS_REJECTED,
                    OvmsMetric.GRAPH_ERROR)),
            lines(chosen.perSecond(NAME, OvmsMetric.REQUESTS_ACCEPTED), "{{name}} accepted"),
            lines(chosen.perSecond(NAME, OvmsMetric.REQUESTS_REJECTED), "{{name}} rejected"),
            lines(chosen.perSecond(NAME, OvmsMetric.GRAPH_ERROR), "{{name}} errors")));
  }

  /** Whether everything else on the dashboard can be believed. */
  Row scraping(Collection<OvmsModelServer> servers, ScrapeInterval interval) {
    SeriesSelector pods = ServerPods.of(servers, labels);
    String up = "max by (" + labels.list() + ") (" + pods.of("up") + ")";
    double timeout = interval.timeout().toMillis() / 1e3;
    return Row.of(
        "Scraping",
        TimeSeries.of(
                new PanelInfo(
                    "Pods that answer Prometheus",
                    "A pod that does not answer is not seen by the autoscaler either. A pod that"
                        + " Prometheus does not find at all is in neither number.",
                    Unit.NUMBER,
                    List.of()),
                lines("count(" + up + " == 1) or vector(0)", "answer"),
                lines("count(" + up + " == 0) or vector(0)", "do not answer"))
            .accents(new FieldOverride("do not answer", "red", false)),
        TimeSeries.of(
                new PanelInfo(
                    "Time of a scrape",
                    "The slowest answer of each pod. Over HTTP a scrape waits for the same workers"
                        + " as requests do: near the timeout of "
                        + Durations.text(interval.timeout())
                        + " series begin to be missing.",
                    Unit.SECONDS,
                    List.of()),
                lines(
                    "max by (" + labels.pod() + ") (" + pods.of("scrape_duration_seconds") + ")",
                    legend(labels)),
                Target.constant(timeout, "timeout"))
            .accents(FieldOverride.target("timeout")));
  }

  /** What the node gives to containers, from the kubelet. */
  static Row containers(Collection<OvmsModelServer> servers, SeriesLabels labels) {
    SeriesSelector containers = ServerPods.of(servers, labels).and("container!=\"\"");
    String periods = "container_cpu_cfs_periods_total";
    String throttled = "container_cpu_cfs_throttled_periods_total";
    return Row.of(
        "CPU and memory",
        TimeSeries.of(
            new PanelInfo("CPU", "Cores that each pod uses.", Unit.NUMBER, List.of()),
            lines(
                SeriesSelector.sum(
                    labels.pod(), containers.rate("container_cpu_usage_seconds_total")),
                legend(labels))),
        TimeSeries.of(
            new PanelInfo(
                "CPU held back",
                "The share of periods of 100 ms in which a pod had used its limit up. It lets"
                    + " requests wait that no queue shows.",
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
                "What each pod cannot give back; at its limit it is killed.",
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
