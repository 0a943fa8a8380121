package io.github.cdk8sovms.internal.promql;

/** Functions of the samples of a series in a range. */
final class OverTime {
  private OverTime() {}

  static double average(Window window) {
    KahanMean mean = new KahanMean();
    mean.set(window.values[window.from]);
    for (int i = window.from + 1; i < window.to; i++) {
      mean.add(window.values[i]);
    }
    return mean.mean();
  }

  static double sum(Window window) {
    KahanSum sum = new KahanSum();
    for (int i = window.from; i < window.to; i++) {
      sum.add(window.values[i]);
    }
    return Double.isInfinite(sum.sum) ? sum.sum : sum.total();
  }

  static double lowest(Window window) {
    double lowest = window.values[window.from];
    for (int i = window.from; i < window.to; i++) {
      double value = window.values[i];
      if (value < lowest || Double.isNaN(lowest)) {
        lowest = value;
      }
    }
    return lowest;
  }

  static double highest(Window window) {
    double highest = window.values[window.from];
    for (int i = window.from; i < window.to; i++) {
      double value = window.values[i];
      if (value > highest || Double.isNaN(highest)) {
        highest = value;
      }
    }
    return highest;
  }

  static double quantile(Window window, double share) {
    return quantile(window.sorted(), share);
  }

  /** Between the two values next to the rank. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0 || Double.isNaN(share)) {
      return Double.NaN;
    }
    if (share < 0 || share > 1) {
      return share < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double rank = share * (sorted.length - 1);
    int lower = (int) Math.max(0, Math.floor(rank));
    int upper = Math.min(sorted.length - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return sorted[lower] * (1 - weight) + sorted[upper] * weight;
  }

  static double variance(Window window) {
    double count = 0;
    KahanSum mean = new KahanSum();
    KahanSum squares = new KahanSum();
    for (int i = window.from; i < window.to; i++) {
      count++;
      double value = window.values[i];
      double delta = value - mean.total();
      mean.add(delta / count);
      squares.add(delta * (value - mean.total()));
    }
    return squares.total() / count;
  }

  static double changes(Window window) {
    int changes = 0;
    for (int i = window.from + 1; i < window.to; i++) {
      double before = window.values[i - 1];
      double value = window.values[i];
      if (value != before && !(Double.isNaN(value) && Double.isNaN(before))) {
        changes++;
      }
    }
    return changes;
  }

  static double resets(Window window) {
    int resets = 0;
    for (int i = window.from + 1; i < window.to; i++) {
      if (window.values[i] < window.values[i - 1]) {
        resets++;
      }
    }
    return resets;
  }

  static double last(Window window) {
    return window.values[window.to - 1];
  }
}
