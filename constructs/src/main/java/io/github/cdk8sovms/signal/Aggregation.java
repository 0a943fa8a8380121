package io.github.cdk8sovms.signal;

/** How one value for a pod is made of the values of its models and their versions. */
public enum Aggregation {
  /**
   * The highest. The default: whoever waits is seen. A pod is scaled for its busiest model, with
   * all its models in it.
   */
  MAX("max", ""),
  /** The mean. Hides one busy model among idle ones: 1 of 5 at 2.0 reads 0.4. */
  MEAN("avg", "_mean"),
  /**
   * All models as one: the sum of the loads by the sum of the streams. Right where models are used
   * alike; hides a busy model with few streams beside an idle one with many.
   */
  SUM("sum", "_sum");

  private final String operator;
  private final String suffix;

  Aggregation(String operator, String suffix) {
    this.operator = operator;
    this.suffix = suffix;
  }

  /** The operator of PromQL. */
  String operator() {
    return operator;
  }

  /** What tells the metric from that of the default. */
  String suffix() {
    return suffix;
  }
}
