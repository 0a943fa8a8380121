package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;

/** The buckets of a histogram: how many observations are at most at each bound. */
final class Buckets {
  /** A smaller difference, for their sum, is due to floating point. */
  private static final double SMALL_DIFFERENCE = 1e-12;

  private double[] bounds = new double[16];
  private double[] counts = new double[16];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds a bucket in its place, or to one with the same bound. */
  void add(double bound, double count) {
    int place = size;
    while (place > 0 && bounds[place - 1] > bound) {
      place--;
    }
    if (place > 0 && bounds[place - 1] == bound) {
      counts[place - 1] += count;
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    System.arraycopy(bounds, place, bounds, place + 1, size - place);
    System.arraycopy(counts, place, counts, place + 1, size - place);
    bounds[place] = bound;
    counts[place] = count;
    size++;
  }

  /** The value below which a share of the observations is, between the bounds of its bucket. */
  double quantile(double share) {
    if (Double.isNaN(share)) {
      return Double.NaN;
    }
    if (share < 0 || share > 1) {
      return share < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (size < 2 || bounds[size - 1] != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    makeMonotonic();
    double observations = counts[size - 1];
    if (observations == 0) {
      return Double.NaN;
    }
    double rank = share * observations;
    int bucket = firstReaching(rank);
    if (bucket == size - 1) {
      return bounds[size - 2];
    }
    if (bucket == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = bucket == 0 ? 0 : bounds[bucket - 1];
    double before = bucket == 0 ? 0 : counts[bucket - 1];
    return start + (bounds[bucket] - start) * ((rank - before) / (counts[bucket] - before));
  }

  /** A binary search as Go's, which decides what happens to values that are not a number. */
  private int firstReaching(double rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (!(counts[middle] >= rank)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void makeMonotonic() {
    double before = counts[0];
    for (int i = 1; i < size; i++) {
      if (counts[i] == before) {
        continue;
      }
      if (isAlmostEqual(before, counts[i]) || counts[i] < before) {
        counts[i] = before;
      } else {
        before = counts[i];
      }
    }
  }

  private static boolean isAlmostEqual(double a, double b) {
    if (Double.isNaN(a) && Double.isNaN(b)) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < SMALL_DIFFERENCE * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < SMALL_DIFFERENCE;
  }
}
