package io.github.cdk8sovms.planning;

import java.util.SplittableRandom;

/**
 * A number of requests in each interval. Given their number, the times of Poisson arrivals are
 * independent and uniform; the earliest of n that are left is drawn directly, so that none are
 * kept.
 */
record CountTraffic(long[] counts, double interval, Spacing spacing) implements Traffic {
  CountTraffic {
    if (counts.length == 0) {
      throw new IllegalArgumentException("traffic has no interval");
    }
    for (long count : counts) {
      Require.notNegative(count, "the number of requests in an interval");
    }
  }

  @Override
  public double seconds() {
    return counts.length * interval;
  }

  @Override
  public Arrivals arrivals(long seed) {
    return new Cursor(this, new SplittableRandom(seed));
  }

  private static final class Cursor implements Arrivals {
    private final CountTraffic traffic;
    private final boolean random;
    private final SplittableRandom chance;
    private int index = -1;
    private long left;
    private double now;
    private double end;

    Cursor(CountTraffic traffic, SplittableRandom chance) {
      this.traffic = traffic;
      this.random = traffic.spacing == Spacing.POISSON;
      this.chance = chance;
    }

    @Override
    public double next() {
      while (left == 0) {
        if (++index >= traffic.counts.length) {
          index = traffic.counts.length;
          return Double.POSITIVE_INFINITY;
        }
        left = traffic.counts[index];
        now = index * traffic.interval;
        end = now + traffic.interval;
      }
      now += random ? (end - now) * earliest() : evenPause();
      left--;
      return now;
    }

    private double earliest() {
      return 1 - StrictMath.pow(1 - chance.nextDouble(), 1.0 / left);
    }

    /** The first and the last are half a pause away from the ends of the interval. */
    private double evenPause() {
      double pause = traffic.interval / traffic.counts[index];
      return left == traffic.counts[index] ? pause / 2 : pause;
    }
  }
}
