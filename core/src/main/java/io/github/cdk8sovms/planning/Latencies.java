package io.github.cdk8sovms.planning;

import java.util.Arrays;

/**
 * How long requests took, as a histogram: the bounds of its buckets are less than 1 % apart, so its
 * size does not depend on the number of requests and a quantile is off by at most half a percent.
 */
public final class Latencies {
  /** 128 buckets for each power of two: 1 / 128 = 0.8 %. */
  private static final int BITS = 7;

  private static final int SHIFT = 52 - BITS;

  /** 2^-20 s is about a microsecond; less is counted as that. */
  private static final long FIRST = Double.doubleToRawLongBits(0x1p-20) >>> SHIFT;

  /** 2^24 s is half a year; more is counted as that. */
  private static final int BUCKETS = (24 + 20) << BITS;

  private final long[] counts;
  private final long count;
  private final double sum;

  private Latencies(long[] counts, double sum) {
    this.counts = counts;
    this.count = Arrays.stream(counts).sum();
    this.sum = sum;
  }

  /** Of no request. */
  public static Latencies none() {
    return new Latencies(new long[BUCKETS], 0);
  }

  /** The number of requests. */
  public long count() {
    return count;
  }

  /** The exact mean in seconds; NaN without any request. */
  public double mean() {
    return sum / count;
  }

  /**
   * The seconds that a part of the requests did not exceed, to half a percent; NaN without any
   * request.
   *
   * @param part from 0 to 1, such as 0.95
   */
  public double quantile(double part) {
    if (count == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(part * count));
    int bucket = 0;
    for (long below = counts[0]; below < rank; below += counts[bucket]) {
      bucket++;
    }
    double low = Double.longBitsToDouble((FIRST + bucket) << SHIFT);
    double high = Double.longBitsToDouble((FIRST + bucket + 1) << SHIFT);
    return (low + high) / 2;
  }

  /** Of the requests of both. */
  public Latencies plus(Latencies other) {
    long[] added = counts.clone();
    for (int i = 0; i < added.length; i++) {
      added[i] += other.counts[i];
    }
    return new Latencies(added, sum + other.sum);
  }

  /** Counts requests. */
  static final class Recorder {
    private final long[] counts = new long[BUCKETS];
    private double sum;

    void record(double seconds) {
      long bucket = (Double.doubleToRawLongBits(seconds) >>> SHIFT) - FIRST;
      sum += seconds;
      counts[(int) Math.max(0, Math.min(BUCKETS - 1, bucket))]++;
    }

    Latencies latencies() {
      return new Latencies(counts.clone(), sum);
    }
  }
}
