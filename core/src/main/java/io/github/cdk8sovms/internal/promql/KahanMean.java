package io.github.cdk8sovms.internal.promql;

/**
 * A mean as Prometheus calculates it: of the sum, and when that would be infinite, of the mean so
 * far.
 */
final class KahanMean {
  private final KahanSum sum = new KahanSum();
  private double count;
  private boolean isIncremental;

  void set(double first) {
    sum.set(first);
    count = 1;
    isIncremental = false;
  }

  void add(double value) {
    count++;
    if (!isIncremental) {
      double before = sum.sum;
      double lost = sum.lost;
      sum.add(value);
      if (!Double.isInfinite(sum.sum)) {
        return;
      }
      isIncremental = true;
      sum.sum = before / (count - 1);
      sum.lost = lost / (count - 1);
    }
    double share = (count - 1) / count;
    sum.sum = share * sum.sum;
    sum.lost = share * sum.lost;
    sum.add(value / count);
  }

  double mean() {
    return isIncremental ? sum.total() : sum.sum / count + sum.lost / count;
  }
}
