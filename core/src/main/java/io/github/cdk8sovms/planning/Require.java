package io.github.cdk8sovms.planning;

import java.time.Duration;
import java.util.Locale;

/** Conditions on the values of a plan, and the texts of their violations. */
final class Require {
  private Require() {}

  static int atLeast(int least, int value, String what) {
    if (value < least) {
      throw new IllegalArgumentException(what + " is " + value + "; at least " + least);
    }
    return value;
  }

  static double positive(double value, String what) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " is " + text(value) + "; it must be positive");
    }
    return value;
  }

  static double notNegative(double value, String what) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " is " + text(value) + "; it must not be negative");
    }
    return value;
  }

  static Duration positive(Duration value, String what) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " is " + value + "; it must be positive");
    }
    return value;
  }

  static Duration notNegative(Duration value, String what) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(what + " is " + value + "; it must not be negative");
    }
    return value;
  }

  static String notBlank(String value, String what) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return value;
  }

  static double seconds(Duration value) {
    return value.getSeconds() + value.getNano() / 1e9;
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }
}
