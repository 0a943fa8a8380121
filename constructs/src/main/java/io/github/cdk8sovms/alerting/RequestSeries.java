package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What becomes of the requests for each model, over all pods of a server. A graph has other series
 * than a model: none for its streams, none for the time of a request, and counters of its own.
 */
record RequestSeries(AutoscalerSettings told, AutoscalerSeries series) {
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(5);

  /** Of four scrapes, one may be lost. */
  private static final int FEWEST_SCRAPES = 4;

  /** Calls that ask about a model; each readiness probe of a client would hide a failed request. */
  private static final String INFERENCE =
      "method!~\"ModelReady|ModelMetadata|GetModelMetadata|GetModelStatus\"";

  /** What the server must export for an alert, besides the signal. */
  static Set<OvmsMetric> needs(Alert alert, LoadSignal signal) {
    return switch (alert) {
      case MODEL_NOT_LOADED -> EnumSet.of(OvmsMetric.STREAMS);
      case ERROR_RATIO ->
          isOfGraphs(signal)
              ? EnumSet.of(
                  OvmsMetric.REQUESTS_ACCEPTED,
                  OvmsMetric.REQUESTS_REJECTED,
                  OvmsMetric.GRAPH_ERROR)
              : EnumSet.of(OvmsMetric.REQUESTS_SUCCESS, OvmsMetric.REQUESTS_FAIL);
      case LATENCY_OBJECTIVE -> EnumSet.of(OvmsMetric.REQUEST_TIME);
      default -> EnumSet.noneOf(OvmsMetric.class);
    };
  }

  /** Whether what is served are graphs, which have no series of models. */
  static boolean isOfGraphs(LoadSignal signal) {
    return signal.needs().contains(OvmsMetric.CURRENT_GRAPHS);
  }

  /** The time that rates are taken over. */
  Duration window() {
    return Durations.longer(
        SHORTEST_WINDOW, told.scrapeInterval().interval().multipliedBy(FEWEST_SCRAPES));
  }

  /** Models of which a pod has no version loaded; one that was retired keeps its series at zero. */
  String modelsNotLoaded() {
    return told.server().capacity().models().stream()
        .map(
            model ->
                "max by (namespace, pod, name) ("
                    + series.series(
                        OvmsMetric.STREAMS.series(), LoadSignal.modelMatcher(model.name()))
                    + ") == 0")
        .collect(Collectors.joining(" or "));
  }

  /** The share of requests that fail; no value without requests. */
  String errorRatio() {
    return isOfGraphs(told.signal())
        ? share(
            sum(rate(OvmsMetric.GRAPH_ERROR)) + " + " + sum(rate(OvmsMetric.REQUESTS_REJECTED)),
            sum(rate(OvmsMetric.REQUESTS_ACCEPTED))
                + " + "
                + sum(rate(OvmsMetric.REQUESTS_REJECTED)))
        : share(
            sum(rate(OvmsMetric.REQUESTS_FAIL, INFERENCE)),
            sum(rate(OvmsMetric.REQUESTS_SUCCESS, INFERENCE))
                + " + "
                + sum(rate(OvmsMetric.REQUESTS_FAIL, INFERENCE)));
  }

  /** The time within which the promised share is answered, in milliseconds. */
  String latency(LatencyObjective objective) {
    return "("
        + objective
            .signal()
            .across(Aggregation.SUM)
            .perPod(series.pods(), "namespace, " + LoadSignal.MODEL_LABEL, window())
        + ")";
  }

  private static String share(String part, String whole) {
    return "(" + part + ") / ((" + whole + ") > 0)";
  }

  private String rate(OvmsMetric counter, String... matchers) {
    return "rate("
        + series.series(counter.series(), matchers)
        + "["
        + Durations.text(window())
        + "])";
  }

  private static String sum(String rates) {
    return "sum by (namespace, " + LoadSignal.MODEL_LABEL + ") (" + rates + ")";
  }
}
