package io.github.cdk8sovms.internal.promql;

/** How a counter or gauge changes in a range, and where it will be. */
final class Rates {
  private static final double THRESHOLD = 1.1;

  private Rates() {}

  static double rate(Window window) {
    double change = change(window, true);
    return change * (factor(window, change, true) / seconds(window.range));
  }

  /**
   * The increase of a counter, or the change of a gauge, extrapolated to the limits of the range:
   * as far as there, if the samples come close, else by half of the distance between samples, and
   * never beyond the time at which a counter would have been 0.
   */
  static double extrapolated(Window window, boolean isCounter) {
    double change = change(window, isCounter);
    return change * factor(window, change, isCounter);
  }

  private static double change(Window window, boolean isCounter) {
    double change = window.values[window.to - 1] - window.values[window.from];
    if (isCounter) {
      for (int i = window.from + 1; i < window.to; i++) {
        if (window.values[i] < window.values[i - 1]) {
          change += window.values[i - 1];
        }
      }
    }
    return change;
  }

  private static double factor(Window window, double change, boolean isCounter) {
    long first = window.times[window.from];
    long last = window.times[window.to - 1];
    double toStart = seconds(first - (window.end - window.range));
    double toEnd = seconds(window.end - last);
    double sampled = seconds(last - first);
    double distance = sampled / (window.size() - 1);
    double threshold = distance * THRESHOLD;
    if (toStart >= threshold) {
      toStart = distance / 2;
    }
    double firstValue = window.values[window.from];
    if (isCounter && change > 0 && firstValue >= 0) {
      double toZero = sampled * (firstValue / change);
      toStart = toZero < toStart ? toZero : toStart;
    }
    if (toEnd >= threshold) {
      toEnd = distance / 2;
    }
    return (sampled + toStart + toEnd) / sampled;
  }

  /** Of the last two samples. */
  static double instant(Window window, boolean isRate) {
    int last = window.to - 1;
    double value = window.values[last];
    double before = window.values[last - 1];
    double change = isRate && value < before ? value : value - before;
    return isRate ? change / seconds(window.times[last] - window.times[last - 1]) : change;
  }

  static double derivative(Window window) {
    return regression(window, window.times[window.from])[0];
  }

  static double predicted(Window window, double seconds) {
    double[] line = regression(window, window.now);
    return line[0] * seconds + line[1];
  }

  /** Slope and value at a time of the line with the least squares. */
  private static double[] regression(Window window, long at) {
    KahanSum x = new KahanSum();
    KahanSum y = new KahanSum();
    KahanSum xy = new KahanSum();
    KahanSum xx = new KahanSum();
    double first = window.values[window.from];
    boolean isConstant = true;
    for (int i = window.from; i < window.to; i++) {
      double value = window.values[i];
      isConstant &= i == window.from || value == first;
      double time = (window.times[i] - at) / 1e3;
      x.add(time);
      y.add(value);
      xy.add(time * value);
      xx.add(time * time);
    }
    if (isConstant) {
      return Double.isInfinite(first)
          ? new double[] {Double.NaN, Double.NaN}
          : new double[] {0, first};
    }
    double count = window.size();
    double covariance = xy.total() - x.total() * y.total() / count;
    double variance = xx.total() - x.total() * x.total() / count;
    double slope = covariance / variance;
    return new double[] {slope, y.total() / count - slope * x.total() / count};
  }

  private static double seconds(long millis) {
    return millis / 1000.0;
  }
}
