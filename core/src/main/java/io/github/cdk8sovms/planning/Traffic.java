package io.github.cdk8sovms.planning;

import java.time.Duration;
import java.util.List;

/**
 * Requests that clients send, by time. It can be replayed any number of times, and never holds more
 * than its own description in memory.
 */
public interface Traffic {
  /**
   * The times at which requests are sent, from the first on. The same seed gives the same times.
   */
  Arrivals arrivals(long seed);

  /** How long it is, in seconds. */
  double seconds();

  /** Times in ascending order. */
  @FunctionalInterface
  interface Arrivals {
    /** Seconds from the start to the next request; infinite after the last. */
    double next();
  }

  /** How requests of a rate are spaced. */
  enum Spacing {
    /** Independent of each other, as requests of many clients are. */
    POISSON,
    /** The same time between all. */
    EVEN
  }

  /**
   * A part of traffic.
   *
   * @param length of this part
   * @param perSecond requests a second
   */
  record Step(Duration length, double perSecond) {
    /**
     * @throws IllegalArgumentException if the length is not positive or the rate is negative
     */
    public Step {
      Require.positive(length, "the length of traffic");
      Require.notNegative(perSecond, "the rate of traffic");
    }
  }

  /** One rate all the time. */
  static Traffic constant(double perSecond, Duration length, Spacing spacing) {
    return steps(List.of(new Step(length, perSecond)), spacing);
  }

  /** One rate, and from some time on another. */
  static Traffic step(double before, double after, Duration at, Duration length, Spacing spacing) {
    return steps(List.of(new Step(at, before), new Step(length.minus(at), after)), spacing);
  }

  /** A rate that rises for some time, and is then as before. */
  static Traffic burst(
      double calm, double high, Duration at, Duration burst, Duration length, Spacing spacing) {
    return steps(
        List.of(
            new Step(at, calm),
            new Step(burst, high),
            new Step(length.minus(at).minus(burst), calm)),
        spacing);
  }

  /**
   * A rate that follows a sine with the period of a day: lowest at the start, highest after twelve
   * hours.
   */
  static Traffic daily(double lowest, double highest, Duration length, Spacing spacing) {
    return RateTraffic.sine(lowest, highest, Duration.ofDays(1), length, spacing);
  }

  /** One rate after the other. */
  static Traffic steps(List<Step> steps, Spacing spacing) {
    return RateTraffic.steps(steps, spacing);
  }

  /**
   * Exactly this number of requests in each interval: at random times within it ({@code POISSON},
   * given their number), or evenly spaced.
   *
   * @param counts requests in each interval; not copied
   */
  static Traffic counts(long[] counts, Duration interval, Spacing spacing) {
    return new CountTraffic(
        counts, Require.seconds(Require.positive(interval, "the interval")), spacing);
  }

  /**
   * Requests at known times.
   *
   * @param seconds from the start, in ascending order; not copied
   * @param length of the traffic; at least until the last request
   */
  static Traffic exact(double[] seconds, Duration length) {
    return new ExactTraffic(seconds, Require.seconds(length));
  }
}
