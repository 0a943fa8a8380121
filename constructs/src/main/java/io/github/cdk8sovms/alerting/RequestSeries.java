package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of requests per model and pod, so that one pod that fails all of its requests is not
 * averaged away among many that work. A graph has other series than a model: none for streams, none
 * for request time, and separate counters.
 */
record RequestSeries(AutoscalerSettings settings, AutoscalerSeries series) {
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(5);

  /** With a shorter window, a garbage collection pause of a client would look like a stuck pod. */
  private static final Duration SHORTEST_STUCK = Duration.ofMinutes(1);

  /** Of four scrapes, one may be lost. */
  private static final int FEWEST_SCRAPES = 4;

  /** Excludes status calls: each readiness probe of a client would hide a failed request. */
  private static final String INFERENCE =
      "method!~\"ModelReady|ModelMetadata|GetModelMetadata|GetModelStatus\"";

  /** Returns the metrics that the server must export for an alert, besides the signal. */
  static Set<OvmsMetric> needs(Alert alert, LoadSignal signal) {
    return switch (alert) {
      case MODEL_NOT_LOADED ->
          EnumSet.of(signal.isOfGraphs() ? OvmsMetric.CURRENT_GRAPHS : OvmsMetric.STREAMS);
      case ERROR_RATIO, POD_STUCK ->
          signal.isOfGraphs()
              ? EnumSet.of(
                  OvmsMetric.REQUESTS_ACCEPTED,
                  OvmsMetric.REQUESTS_REJECTED,
                  OvmsMetric.GRAPH_ERROR)
              : EnumSet.of(OvmsMetric.REQUESTS_SUCCESS, OvmsMetric.REQUESTS_FAIL);
      case LATENCY_OBJECTIVE -> EnumSet.of(OvmsMetric.REQUEST_TIME);
      case METRIC_MISSING,
          TARGET_ABSENT,
          TARGET_DOWN,
          STORE_FAILED,
          LOAD_ABOVE_TARGET,
          AT_MAX_REPLICAS,
          FLAPPING,
          CANARY_WORSE,
          SCALING_INACTIVE,
          ADAPTER_DOWN,
          METRIC_NOT_QUERIED,
          METRICS_API_UNAVAILABLE,
          RULE_FAILURES,
          VOLUME_FILLING ->
          EnumSet.noneOf(OvmsMetric.class);
    };
  }

  /** Returns the window of rates. */
  Duration window() {
    return Durations.longer(
        SHORTEST_WINDOW, series.scrapeInterval().interval().multipliedBy(FEWEST_SCRAPES));
  }

  /**
   * Returns the models of which a live pod has no version loaded. Not based on the models' series
   * alone: a model whose directory could not be listed has none, and a retired one keeps them, at
   * zero.
   */
  String modelsNotLoaded() {
    return settings.server().servables().stream()
        .map(Servable::name)
        .map(
            model ->
                "label_replace("
                    + series.live()
                    + " unless on ("
                    + labels().list()
                    + ") ("
                    + served(model)
                    + "), \"name\", \""
                    + model
                    + "\", \"\", \"\")")
        .collect(Collectors.joining(" or "));
  }

  /** Returns a value for each pod that serves a model, or a graph of that name. */
  private String served(String model) {
    String name = LoadSignal.modelMatcher(model);
    List<String> alternatives = new ArrayList<>();
    if (exports(OvmsMetric.STREAMS)) {
      alternatives.add(series.series(OvmsMetric.STREAMS.series(), name) + " > 0");
    }
    if (settings.signal().isOfGraphs()
        || (exports(OvmsMetric.CURRENT_GRAPHS)
            && ServerLink.of(settings.server()).serving().version().takesGraphsAsModels())) {
      alternatives.add(series.series(OvmsMetric.CURRENT_GRAPHS.series(), name));
    }
    return String.join(" or ", alternatives);
  }

  /** Returns the models with requests in progress all the time in a pod, and none completed. */
  String stuck() {
    OvmsMetric inProgress =
        settings.signal().isOfGraphs() ? OvmsMetric.CURRENT_GRAPHS : OvmsMetric.CURRENT_REQUESTS;
    return sum(perPod(), "min_over_time(" + range(inProgress, stuckWindow(), models()) + ")")
        + " > 0 unless on ("
        + labels().list()
        + ", "
        + LoadSignal.MODEL_LABEL
        + ") ("
        + progress()
            .map(counter -> "increase(" + counter + ") > 0")
            .collect(Collectors.joining(" or "))
        + ")";
  }

  /** Returns twice the longest request; a request that takes longer will never complete. */
  Duration stuckWindow() {
    return Durations.longer(
        SHORTEST_STUCK,
        Durations.longer(
            ServerLink.of(settings.server()).maxRequestDuration().multipliedBy(2),
            series.scrapeInterval().interval().multipliedBy(FEWEST_SCRAPES)));
  }

  /**
   * Returns the counters that increase while requests complete, with or without an error. For
   * graphs also the accepted requests: with a pool of graphs OVMS 2026.2 and 2026.3 count no
   * response to unary requests.
   */
  private Stream<String> progress() {
    return settings.signal().isOfGraphs()
        ? Stream.of(
                OvmsMetric.REQUESTS_ACCEPTED,
                OvmsMetric.REQUESTS_REJECTED,
                OvmsMetric.RESPONSES,
                OvmsMetric.GRAPH_ERROR)
            .filter(this::exports)
            .map(counter -> range(counter, stuckWindow()))
        : Stream.of(OvmsMetric.REQUESTS_SUCCESS, OvmsMetric.REQUESTS_FAIL)
            .map(counter -> range(counter, stuckWindow(), INFERENCE));
  }

  private boolean exports(OvmsMetric metric) {
    return ServerLink.of(settings.server()).exportedMetrics().contains(metric);
  }

  /** Matches only configured models: those that a graph uses are counted with the graph. */
  private String models() {
    return LoadSignal.MODEL_LABEL
        + "=~\""
        + settings.server().servables().stream()
            .map(model -> model.name().replace(".", "[.]"))
            .collect(Collectors.joining("|"))
        + "\"";
  }

  /** Returns the share of requests that fail, per model and pod; no value without requests. */
  String errorRatio() {
    return errorRatio(perPod());
  }

  /**
   * Returns the same for other labels.
   *
   * @param by the labels, such as {@code name}
   */
  String errorRatio(String by) {
    return share(
        settings.signal().isOfGraphs()
            ? sum(by, rate(OvmsMetric.GRAPH_ERROR))
                + " + "
                + sum(by, rate(OvmsMetric.REQUESTS_REJECTED))
            : sum(by, rate(OvmsMetric.REQUESTS_FAIL, INFERENCE)),
        requests(by));
  }

  /** Returns the requests per second, failed ones included. */
  String requests(String by) {
    return settings.signal().isOfGraphs()
        ? sum(by, rate(OvmsMetric.REQUESTS_ACCEPTED))
            + " + "
            + sum(by, rate(OvmsMetric.REQUESTS_REJECTED))
        : sum(by, rate(OvmsMetric.REQUESTS_SUCCESS, INFERENCE))
            + " + "
            + sum(by, rate(OvmsMetric.REQUESTS_FAIL, INFERENCE));
  }

  /**
   * Returns a quantile of the request time in milliseconds; no value without requests, where the
   * quantile is NaN.
   */
  String latency(double quantile, String by) {
    return "histogram_quantile("
        + Numbers.text(quantile)
        + ", sum by ("
        + by
        + ", le) (rate("
        + series.series(OvmsMetric.REQUEST_TIME.series() + "_bucket")
        + "["
        + Durations.text(window())
        + "]))) / 1e3 >= 0";
  }

  /** Returns the time within which the objective's share completes, in milliseconds. */
  String latency(LatencyObjective objective) {
    return "("
        + objective
            .signal()
            .across(Aggregation.SUM)
            .over(window())
            .perPod(
                series.pods(),
                labels().namespace() + ", " + LoadSignal.MODEL_LABEL,
                series.scrapeInterval().interval())
        + ")";
  }

  private static String share(String part, String whole) {
    return "(" + part + ") / ((" + whole + ") > 0)";
  }

  private String rate(OvmsMetric counter, String... matchers) {
    return "rate(" + range(counter, window(), matchers) + ")";
  }

  private String range(OvmsMetric metric, Duration window, String... matchers) {
    return series.series(metric.series(), matchers) + "[" + Durations.text(window) + "]";
  }

  private SeriesLabels labels() {
    return series.podLabels();
  }

  private String perPod() {
    return labels().list() + ", " + LoadSignal.MODEL_LABEL;
  }

  private static String sum(String by, String values) {
    return "sum by (" + by + ") (" + values + ")";
  }
}
