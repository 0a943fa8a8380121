package io.github.cdk8sovms.internal.promql;

/**
 * A sum with what rounding has lost of it, as Prometheus adds: Kahan's algorithm with Neumaier's
 * improvement.
 */
final class KahanSum {
  double sum;
  double lost;

  void set(double first) {
    sum = first;
    lost = 0;
  }

  void add(double value) {
    double next = sum + value;
    if (Double.isInfinite(next)) {
      lost = 0;
    } else if (Math.abs(sum) >= Math.abs(value)) {
      lost += (sum - next) + value;
    } else {
      lost += (value - next) + sum;
    }
    sum = next;
  }

  double total() {
    return sum + lost;
  }
}
