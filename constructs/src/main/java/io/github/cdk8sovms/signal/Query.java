package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.serving.OvmsMetric;

/**
 * Writes the parts of an expression that all signals are made of.
 *
 * @param matchers label matchers that choose the pods
 * @param groupBy the labels that tell pods apart
 * @param window the time to look back over, in the notation of Prometheus
 */
record Query(String matchers, String groupBy, String window) {
  private static final String MODEL = ", name, version";

  /** A gauge, averaged over the window. */
  String average(OvmsMetric gauge) {
    return "avg_over_time(" + gauge.series() + "{" + matchers + "}[" + window + "])";
  }

  /** The growth of a counter in a second. */
  String rate(String counter) {
    return "rate(" + counter + "{" + matchers + "}[" + window + "])";
  }

  /** One value for each pod. */
  String perPod(Aggregation aggregation, String expression) {
    return aggregation.operator() + " by (" + groupBy + ") (" + expression + ")";
  }

  /** One value for each model version of each pod; labels such as the interface are summed away. */
  String perModel(String expression) {
    return "sum by (" + groupBy + MODEL + ") (" + expression + ")";
  }

  /** The same with the bounds of a histogram kept. */
  String bucketsPerModel(String expression) {
    return "sum by (" + groupBy + MODEL + ", le) (" + expression + ")";
  }

  /** The buckets of all models of a pod together. */
  String bucketsPerPod(String expression) {
    return "sum by (" + groupBy + ", le) (" + expression + ")";
  }

  /**
   * A fraction that has no value where the denominator is not above zero. A model that loads or was
   * retired exports 0/0, which the adapter would read as 0 and the autoscaler as idle.
   *
   * <p>The parentheses matter: without them {@code > 0} would drop idle pods, and nothing would
   * scale down.
   */
  static String fraction(String numerator, String denominator) {
    return numerator + " / (" + denominator + " > 0)";
  }

  /**
   * The time that a counter in microseconds grew by in each second, for each stream of a model. It
   * has no value where the counter stood still: that may be an idle model, or one whose requests
   * outlast the window.
   */
  String timePerStream(String counter) {
    return timeByStreams(perModel(rate(counter)), perModel(average(OvmsMetric.STREAMS)));
  }

  /** The same for a pod, with all its models as one. */
  String timePerStreamOfPod(String counter) {
    return timeByStreams(
        perPod(Aggregation.SUM, rate(counter)),
        perPod(Aggregation.SUM, average(OvmsMetric.STREAMS)));
  }

  private static String timeByStreams(String microseconds, String streams) {
    return fraction("(" + microseconds + " > 0) / 1e6", streams);
  }

  /** Zero for each model that is loaded and has had no request at any scrape of the window. */
  String idleModel() {
    return idle(
        perModel(average(OvmsMetric.CURRENT_REQUESTS)), perModel(average(OvmsMetric.STREAMS)));
  }

  /** Zero for each pod that has models loaded, none of which has had a request. */
  String idlePod() {
    return idle(
        perPod(Aggregation.SUM, average(OvmsMetric.CURRENT_REQUESTS)),
        perPod(Aggregation.SUM, average(OvmsMetric.STREAMS)));
  }

  private static String idle(String requests, String streams) {
    return "(" + requests + " == 0 and " + streams + " > 0)";
  }

  /** A matcher for one value of a label. */
  static String matcher(String label, String value) {
    return label
        + "=\""
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + "\"";
  }
}
