package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.math.BigDecimal;

/**
 * Series of some pods and models, and what panels make of them.
 *
 * @param matchers label matchers that choose them, without braces
 */
record SeriesSelector(String matchers) {
  static final String NAMESPACE_VARIABLE = "namespace";
  static final String MODEL_VARIABLE = "model";

  /**
   * Calls that ask about a model, as readiness checks do, and are no work for it; those of the API
   * that went with OVMS 2026.3 included.
   */
  private static final String ABOUT_A_MODEL =
      "ModelReady|ModelMetadata|GetModelStatus|GetModelMetadata";

  /** At least four scrapes, however far the picture is zoomed in. */
  private static final String WINDOW = "[$__rate_interval]";

  private static final String MICROSECONDS = " / 1e6";

  /** Those of the namespaces and models that are chosen at the top of the dashboard. */
  static SeriesSelector chosen(SeriesLabels labels) {
    return ofNamespaces(labels).and(chosenModels());
  }

  /** Those of the chosen namespaces, for series that know no model. */
  static SeriesSelector ofNamespaces(SeriesLabels labels) {
    return new SeriesSelector(labels.namespace() + "=~\"$" + NAMESPACE_VARIABLE + "\"");
  }

  /** A matcher for the chosen models. */
  static String chosenModels() {
    return LoadSignal.MODEL_LABEL + "=~\"$" + MODEL_VARIABLE + "\"";
  }

  /** Fewer of them. */
  SeriesSelector and(String matcher) {
    return new SeriesSelector(matchers + "," + matcher);
  }

  /** Those that stand for inference. */
  SeriesSelector ofInference() {
    return and("method!~\"" + ABOUT_A_MODEL + "\"");
  }

  /** The newest values. */
  String of(String name) {
    return name + "{" + matchers + "}";
  }

  /** The newest values of what OVMS exports. */
  String of(OvmsMetric metric) {
    return of(metric.series());
  }

  /** How much a counter grows in a second. */
  String rate(String counter) {
    return "rate(" + of(counter) + WINDOW + ")";
  }

  /** How many are counted in a second. */
  String perSecond(String by, OvmsMetric counter) {
    return sum(by, rate(counter.series()));
  }

  /** The mean of a time, in seconds. */
  String mean(String by, OvmsMetric time) {
    return fraction(sum(by, rate(time.series() + "_sum")), sum(by, rate(time.series() + "_count")))
        + MICROSECONDS;
  }

  /** The time within which a share of what was timed was done, in seconds. */
  String quantile(double share, String by, OvmsMetric time) {
    String labels = by.isEmpty() ? "le" : by + ", le";
    return "histogram_quantile("
        + number(share)
        + ", "
        + sum(labels, rate(time.series() + "_bucket"))
        + ")"
        + MICROSECONDS;
  }

  /** How many fell into each bucket between two points of the picture. */
  String buckets(OvmsMetric time) {
    return sum("le", "increase(" + of(time.series() + "_bucket") + WINDOW + ")");
  }

  /** A sum for each value of labels, or one for all. */
  static String sum(String by, String expression) {
    return "sum" + (by.isEmpty() ? " " : " by (" + by + ") ") + "(" + expression + ")";
  }

  /** A fraction that has no value where there is nothing to divide by. */
  static String fraction(String numerator, String denominator) {
    return numerator + " / (" + denominator + " > 0)";
  }

  /** A number as PromQL reads it. */
  static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
