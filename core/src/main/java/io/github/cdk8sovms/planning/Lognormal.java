package io.github.cdk8sovms.planning;

import java.util.random.RandomGenerator;

/**
 * A lognormal distribution around a mean. {@code RandomGenerator.nextGaussian} may change between
 * releases of Java, and {@link Math} between machines; this gives the same everywhere.
 */
final class Lognormal {
  private final double location;
  private final double deviation;

  /**
   * @param spread standard deviation divided by the mean
   */
  Lognormal(double spread) {
    double variance = StrictMath.log(1 + spread * spread);
    this.location = -variance / 2;
    this.deviation = StrictMath.sqrt(variance);
  }

  double next(double mean, RandomGenerator random) {
    return mean * StrictMath.exp(location + deviation * standardNormal(random));
  }

  /** The polar method of Marsaglia; the second value is not kept, so that no state is. */
  private static double standardNormal(RandomGenerator random) {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }
}
