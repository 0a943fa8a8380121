package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.planning.input.DurationTexts;
import java.util.Locale;

/** Numbers as reports show them. */
final class Numbers {
  private Numbers() {}

  /** Returns {@code 64.6 %}; a share that is not zero is never shown as zero. */
  static String percent(double share) {
    double percent = share * 100;
    if (percent > 0 && percent < 0.05) {
      return String.format(Locale.ROOT, "%.1g %%", percent).replaceFirst("e-0?(\\d+)", "e-$1");
    }
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** Returns {@code 12,480}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns {@code 0.42}, {@code 13.2} or {@code 1,204}. */
  static String amount(double amount) {
    String format = amount < 10 ? "%.2f" : amount < 1000 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, amount);
  }

  /** Returns a time with three digits, the resolution of the histogram of a plan. */
  static String seconds(double seconds) {
    if (Double.isNaN(seconds)) {
      return "none";
    }
    double unit = Math.pow(10, Math.floor(Math.log10(Math.max(seconds, 1e-6))) - 2);
    return DurationTexts.text(seconds < 60 ? Math.round(seconds / unit) * unit : seconds);
  }

  /** Returns {@code 1.5} or {@code 1}, without a fraction that is zero. */
  static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
