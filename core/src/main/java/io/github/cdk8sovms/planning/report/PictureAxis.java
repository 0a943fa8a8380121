package io.github.cdk8sovms.planning.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Values from zero on.
 *
 * @param step between two marks: 1, 2 or 5 times a power of ten
 * @param end the highest value
 */
record PictureAxis(double step, double end) {
  private static final int MOST_VALUE_STEPS = 5;
  private static final int MOST_TIME_STEPS = 12;

  /** Returns an axis of values, which ends at a mark. */
  static PictureAxis upTo(double highest) {
    double step = step(highest, MOST_VALUE_STEPS);
    return new PictureAxis(step, step * Math.ceil(highest / step - 1e-9));
  }

  /** Returns an axis of whole numbers, such as replicas. */
  static PictureAxis wholeUpTo(double highest) {
    double step = Math.max(1, step(highest, MOST_VALUE_STEPS));
    return new PictureAxis(step, step * Math.max(1, Math.ceil(highest / step - 1e-9)));
  }

  /** Returns an axis of time, which ends where the traffic does. */
  static PictureAxis ofTime(double length) {
    return new PictureAxis(step(length, MOST_TIME_STEPS), length);
  }

  private static double step(double highest, int most) {
    double rough = highest / most;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return power * 10;
  }

  List<Double> marks() {
    return LongStream.rangeClosed(0, (long) Math.floor(end / step + 1e-9))
        .mapToObj(mark -> mark * step)
        .toList();
  }

  String label(double mark) {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return BigDecimal.valueOf(mark).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  double part(double value) {
    return value / end;
  }
}
