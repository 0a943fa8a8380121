package io.github.cdk8sovms.planning;

import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Lognormal service times around a mean. {@code RandomGenerator.nextGaussian} may change between
 * releases of Java, and {@link Math} between machines; this gives the same everywhere.
 */
final class Lognormal implements ServiceTime {
  private final IntToDoubleFunction mean;
  private final double location;
  private final double deviation;

  Lognormal(IntToDoubleFunction mean, double spread) {
    double variance = StrictMath.log(1 + spread * spread);
    this.mean = mean;
    this.location = -variance / 2;
    this.deviation = StrictMath.sqrt(variance);
  }

  @Override
  public double seconds(int busy, RandomGenerator random) {
    return mean.applyAsDouble(busy) * StrictMath.exp(location + deviation * standardNormal(random));
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
