package io.github.cdk8sovms.emulator;

import java.time.Duration;
import java.util.Random;

/** How long a stream takes for a request. */
@FunctionalInterface
public interface ServiceTime {
  /** The time of the next request, in seconds. */
  double seconds(Random random);

  /** Always the same, which is what inference is most like. */
  static ServiceTime constant(Duration time) {
    double seconds = Timeline.seconds(time);
    return random -> seconds;
  }

  /** Exponentially distributed, for which queues are solved. */
  static ServiceTime exponential(Duration mean) {
    double seconds = Timeline.seconds(mean);
    return random -> -seconds * StrictMath.log(1 - random.nextDouble());
  }

  /**
   * Lognormally distributed, as times of inputs of different size are.
   *
   * @param variation standard deviation by mean
   */
  static ServiceTime lognormal(Duration mean, double variation) {
    double variance = StrictMath.log(1 + variation * variation);
    double location = StrictMath.log(Timeline.seconds(mean)) - variance / 2;
    return random -> StrictMath.exp(location + StrictMath.sqrt(variance) * random.nextGaussian());
  }
}
