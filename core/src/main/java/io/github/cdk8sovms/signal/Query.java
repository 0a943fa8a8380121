package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.values.Durations;
import java.time.Duration;

/**
 * Builds the PromQL parts that signals share.
 *
 * @param matchers label matchers that select the pods
 * @param groupBy the labels that identify a pod
 * @param window the averaging window, in Prometheus notation
 */
record Query(String matchers, String groupBy, String window) {
  /** The label that identifies the model in all series. */
  static final String MODEL_LABEL = "name";

  private static final String MODEL = ", " + MODEL_LABEL + ", version";

  /** Returns the same with another window. */
  Query over(Duration other) {
    return new Query(matchers, groupBy, Durations.text(other));
  }

  /** Returns a gauge, averaged over the window. */
  String average(OvmsMetric gauge) {
    return "avg_over_time(" + gauge.series() + "{" + matchers + "}[" + window + "])";
  }

  /** Returns the per-second rate of a counter. */
  String rate(String counter) {
    return "rate(" + counter + "{" + matchers + "}[" + window + "])";
  }

  /** Aggregates to one value per pod. */
  String perPod(Aggregation aggregation, String expression) {
    return aggregation.operator() + " by (" + groupBy + ") (" + expression + ")";
  }

  /**
   * Aggregates to one value per model version and pod; labels such as the interface are summed
   * away.
   */
  String perModel(String expression) {
    return "sum by (" + groupBy + MODEL + ") (" + expression + ")";
  }

  /** Aggregates likewise, but keeps the bucket bounds of a histogram. */
  String bucketsPerModel(String expression) {
    return "sum by (" + groupBy + MODEL + ", le) (" + expression + ")";
  }

  /** Aggregates the buckets of all models of a pod. */
  String bucketsPerPod(String expression) {
    return "sum by (" + groupBy + ", le) (" + expression + ")";
  }

  /**
   * Returns a fraction that has no value unless the denominator is above zero. A model that is
   * loading or retired exports 0/0, which the adapter would convert to 0 and the HPA would treat as
   * idle.
   *
   * <p>The parentheses matter: without them {@code > 0} would drop idle pods, and the HPA would
   * never scale down.
   */
  static String fraction(String numerator, String denominator) {
    return numerator + " / (" + denominator + " > 0)";
  }

  /**
   * Returns the per-second rate of a counter in microseconds, per stream of a model. It has no
   * value if the counter did not increase: the model may be idle, or its requests may take longer
   * than the window.
   */
  String timePerStream(String counter) {
    return timeByStreams(perModel(rate(counter)), perModel(average(OvmsMetric.STREAMS)));
  }

  /** Returns the same for a pod, with all its models as one. */
  String timePerStreamOfPod(String counter) {
    return timeByStreams(
        perPod(Aggregation.SUM, rate(counter)),
        perPod(Aggregation.SUM, average(OvmsMetric.STREAMS)));
  }

  private static String timeByStreams(String microseconds, String streams) {
    return fraction("(" + microseconds + " > 0) / 1e6", streams);
  }

  /** Returns zero for each loaded model without a request at any scrape of the window. */
  String idleModel() {
    return idle(
        perModel(average(OvmsMetric.CURRENT_REQUESTS)), perModel(average(OvmsMetric.STREAMS)));
  }

  /** Returns zero for each pod with loaded models, none of which had a request. */
  String idlePod() {
    return idle(
        perPod(Aggregation.SUM, average(OvmsMetric.CURRENT_REQUESTS)),
        perPod(Aggregation.SUM, average(OvmsMetric.STREAMS)));
  }

  private static String idle(String requests, String streams) {
    return "(" + requests + " == 0 and " + streams + " > 0)";
  }

  /** Returns the label matcher for one model. */
  static String modelMatcher(String name) {
    return matcher(MODEL_LABEL, name);
  }

  /** Returns a label matcher for one value. */
  static String matcher(String label, String value) {
    return label
        + "=\""
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + "\"";
  }
}
