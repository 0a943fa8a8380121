package io.github.cdk8sovms.planning;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** How long a stream, or a graph, takes for a request. */
@FunctionalInterface
public interface ServiceTime {
  /**
   * The time of the next request, in seconds.
   *
   * @param busy requests of the servable that the pod executes, this one included
   * @param random to be used for all chance, so that a seed gives the same plan again
   */
  double seconds(int busy, RandomGenerator random);

  /** The same for every request, which inference on inputs of one size nearly is. */
  static ServiceTime constant(Duration time) {
    double seconds = Require.seconds(Require.positive(time, "the service time"));
    return (busy, random) -> seconds;
  }

  /**
   * Lognormally distributed, as times of inputs of different size are.
   *
   * @param spread standard deviation divided by the mean; 0 for none
   */
  static ServiceTime lognormal(Duration mean, double spread) {
    double seconds = Require.seconds(Require.positive(mean, "the mean service time"));
    Require.notNegative(spread, "the spread of the service time");
    return spread == 0 ? constant(mean) : spread(busy -> seconds, spread);
  }

  /** Exponentially distributed, as in textbooks on queues. */
  static ServiceTime exponential(Duration mean) {
    double seconds = Require.seconds(Require.positive(mean, "the mean service time"));
    return (busy, random) -> -seconds * StrictMath.log(1 - random.nextDouble());
  }

  /**
   * By the number of requests that are executed at the same time in the pod, as streams that share
   * cores or a continuous batch have it. It is taken when a request starts, and does not change
   * while others start and end.
   *
   * @param secondsByBusy mean seconds with 1, 2, 3, … requests; the last one also holds for more
   * @param spread standard deviation divided by the mean; 0 for none
   */
  static ServiceTime byConcurrency(double[] secondsByBusy, double spread) {
    if (secondsByBusy.length == 0) {
      throw new IllegalArgumentException("the profile has no service time");
    }
    double[] seconds = secondsByBusy.clone();
    for (double each : seconds) {
      Require.positive(each, "a service time of the profile");
    }
    Require.notNegative(spread, "the spread of the service time");
    int last = seconds.length - 1;
    return spread == 0
        ? (busy, random) -> seconds[Math.min(busy - 1, last)]
        : spread(busy -> seconds[Math.min(busy - 1, last)], spread);
  }

  private static ServiceTime spread(IntToDoubleFunction mean, double spread) {
    Lognormal distribution = new Lognormal(spread);
    return (busy, random) -> distribution.next(mean.applyAsDouble(busy), random);
  }
}
