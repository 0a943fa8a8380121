package io.github.cdk8sovms.signal;

/** How the values of a pod's models and their versions are aggregated to one value. */
public enum Aggregation {
  /**
   * The maximum. The default: no queue is hidden. A pod, with all its models, is scaled for its
   * busiest model.
   */
  MAX("max", ""),
  /** The mean. Hides one busy model among idle ones: 1 of 5 at 2.0 yields 0.4. */
  MEAN("avg", "_mean"),
  /**
   * All models as one: the sum of the loads divided by the sum of the streams. Suitable for models
   * with similar load; hides a busy model with few streams next to an idle one with many.
   */
  SUM("sum", "_sum");

  private final String operator;
  private final String suffix;

  Aggregation(String operator, String suffix) {
    this.operator = operator;
    this.suffix = suffix;
  }

  /** Returns the PromQL aggregation operator. */
  String operator() {
    return operator;
  }

  /** Returns the suffix that distinguishes the metric from that of the default. */
  String suffix() {
    return suffix;
  }
}
