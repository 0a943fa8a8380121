package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.math.BigDecimal;

/**
 * Selects series of pods and models, and builds the expressions of panels.
 *
 * @param matchers label matchers, without braces
 */
record SeriesSelector(String matchers) {
  static final String NAMESPACE_VARIABLE = "namespace";
  static final String MODEL_VARIABLE = "model";

  /**
   * Calls for the status of a model, such as readiness checks, which are no inference; including
   * those of the API that OVMS 2026.3 removed.
   */
  private static final String STATUS_METHODS =
      "ModelReady|ModelMetadata|GetModelStatus|GetModelMetadata";

  /** At least four scrapes at any zoom level. */
  private static final String WINDOW = "[$__rate_interval]";

  private static final String MICROSECONDS = " / 1e6";

  /** Selects the namespaces and models of the dashboard's variables. */
  static SeriesSelector chosen(SeriesLabels labels) {
    return ofNamespaces(labels).and(chosenModels());
  }

  /** Selects the chosen namespaces, for series without a model label. */
  static SeriesSelector ofNamespaces(SeriesLabels labels) {
    return new SeriesSelector(labels.namespace() + "=~\"$" + NAMESPACE_VARIABLE + "\"");
  }

  /** Returns the matcher for the chosen models. */
  static String chosenModels() {
    return LoadSignal.MODEL_LABEL + "=~\"$" + MODEL_VARIABLE + "\"";
  }

  /** Returns this selector with one more matcher. */
  SeriesSelector and(String matcher) {
    return new SeriesSelector(matchers + "," + matcher);
  }

  /** Selects inference calls only. */
  SeriesSelector ofInference() {
    return and("method!~\"" + STATUS_METHODS + "\"");
  }

  /** Returns the instant vector selector of a metric. */
  String of(String name) {
    return name + "{" + matchers + "}";
  }

  /** Returns the instant vector selector of an OVMS metric. */
  String of(OvmsMetric metric) {
    return of(metric.series());
  }

  /** Returns the per-second rate of a counter. */
  String rate(String counter) {
    return "rate(" + of(counter) + WINDOW + ")";
  }

  /** Returns the per-second rate of a counter, summed by labels. */
  String perSecond(String by, OvmsMetric counter) {
    return sum(by, rate(counter.series()));
  }

  /** Returns the mean of a duration, in seconds. */
  String mean(String by, OvmsMetric time) {
    return fraction(sum(by, rate(time.series() + "_sum")), sum(by, rate(time.series() + "_count")))
        + MICROSECONDS;
  }

  /** Returns a quantile of a duration, in seconds. */
  String quantile(double share, String by, OvmsMetric time) {
    String labels = by.isEmpty() ? "le" : by + ", le";
    return "histogram_quantile("
        + number(share)
        + ", "
        + sum(labels, rate(time.series() + "_bucket"))
        + ")"
        + MICROSECONDS;
  }

  /** Returns the number of observations in each bucket between two points of the graph. */
  String buckets(OvmsMetric time) {
    return sum("le", "increase(" + of(time.series() + "_bucket") + WINDOW + ")");
  }

  /** Returns a sum by labels, or a total. */
  static String sum(String by, String expression) {
    return "sum" + (by.isEmpty() ? " " : " by (" + by + ") ") + "(" + expression + ")";
  }

  /** Returns a fraction without a value where the denominator is 0. */
  static String fraction(String numerator, String denominator) {
    return numerator + " / (" + denominator + " > 0)";
  }

  /** Returns a number in PromQL syntax. */
  static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
