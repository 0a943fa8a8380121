package io.github.cdk8sovms.timeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Values from zero on, along some pixels.
 *
 * @param step from one mark to the next: 1, 2 or 5 times a power of ten
 * @param steps how many there are
 */
record Axis(double step, long steps) {
  private static final int MOST_STEPS = 6;

  /** An axis that a value fits on. */
  static Axis upTo(double highest) {
    double rough = Math.max(highest, 1e-9) / MOST_STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power * 10;
    for (double factor : new double[] {5, 2, 1}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        step = factor * power;
      }
    }
    return new Axis(step, (long) Math.ceil(highest / step - 1e-9));
  }

  double end() {
    return step * steps;
  }

  List<Double> marks() {
    return LongStream.rangeClosed(0, steps).mapToObj(mark -> mark * step).toList();
  }

  /** A mark with as many digits as the step has. */
  String label(double mark) {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return BigDecimal.valueOf(mark).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  /** The part of the axis below a value. */
  double part(double value) {
    return value / end();
  }
}
