package io.github.cdk8sovms.timeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Values from zero on, along some pixels.
 *
 * @param step from one mark to the next: 1, 2 or 5 times a power of ten
 * @param end the value at the end
 */
record Axis(double step, double end) {
  private static final int MOST_STEPS = 6;

  /** An axis that ends with a mark, at the highest value or above it. */
  static Axis upTo(double highest) {
    double step = step(highest);
    return new Axis(step, step * Math.ceil(highest / step - 1e-9));
  }

  /** The same for counts, with marks at integers only. */
  static Axis ofCounts(double highest) {
    double step = Math.max(1, step(highest));
    return new Axis(step, step * Math.ceil(highest / step - 1e-9));
  }

  /** An axis that ends where the values end, so that no room is left empty. */
  static Axis endingAt(double highest) {
    return new Axis(step(highest), highest);
  }

  private static double step(double highest) {
    double rough = Math.max(highest, 1e-9) / MOST_STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power * 10;
    for (double factor : new double[] {5, 2, 1}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        step = factor * power;
      }
    }
    return step;
  }

  List<Double> marks() {
    return LongStream.rangeClosed(0, (long) Math.floor(end / step + 1e-9))
        .mapToObj(mark -> mark * step)
        .toList();
  }

  /** A mark with as many digits as the step has. */
  String label(double mark) {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return BigDecimal.valueOf(mark).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  /** The part of the axis below a value. */
  double part(double value) {
    return value / end;
  }
}
