package io.github.cdk8sovms.planning;

/**
 * A histogram of OVMS: times in microseconds. Its buckets are counted only if a query reads them.
 */
final class Timing {
  /** The bounds: 10 µs times 1.8 to the power of 0 to 32, rounded down. */
  static final double[] BOUNDS = bounds();

  private final long[] buckets;
  private double sum;
  private long count;

  Timing(boolean withBuckets) {
    this.buckets = new long[withBuckets ? BOUNDS.length + 1 : 0];
  }

  void observe(double seconds) {
    double micros = seconds * 1e6;
    sum += micros;
    count++;
    if (buckets.length > 0) {
      int low = 0;
      int high = BOUNDS.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (micros <= BOUNDS[middle]) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      buckets[low]++;
    }
  }

  double sum() {
    return sum;
  }

  long count() {
    return count;
  }

  /** Requests up to a bound, the last of which is infinite. */
  long upTo(int bound) {
    long below = 0;
    for (int i = 0; i <= bound; i++) {
      below += buckets[i];
    }
    return below;
  }

  private static double[] bounds() {
    double[] bounds = new double[33];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Math.floor(10 * StrictMath.pow(1.8, i));
    }
    return bounds;
  }
}
