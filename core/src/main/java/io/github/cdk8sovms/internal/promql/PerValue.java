package io.github.cdk8sovms.internal.promql;

/** Functions of one value. */
final class PerValue {
  private PerValue() {}

  /** Halves are rounded up. */
  static double round(double value, double nearest) {
    double inverse = 1.0 / nearest;
    return Math.floor(value * inverse + 0.5) / inverse;
  }

  static double sign(double value) {
    return value < 0 ? -1 : value > 0 ? 1 : value;
  }

  static double clamp(double value, double lowest, double highest) {
    return higher(lowest, lower(highest, value));
  }

  /** As in Go, where an infinite value counts more than one that is not a number. */
  private static double higher(double a, double b) {
    return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
        ? Double.POSITIVE_INFINITY
        : Math.max(a, b);
  }

  private static double lower(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.min(a, b);
  }
}
