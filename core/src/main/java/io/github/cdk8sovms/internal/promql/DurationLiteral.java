package io.github.cdk8sovms.internal.promql;

import java.util.regex.Pattern;

/** DurationLiteral as Prometheus writes them, in milliseconds. */
final class DurationLiteral {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private static final long SECOND = 1000;
  private static final long DAY = 86_400 * SECOND;
  private static final long[] UNITS = {
    365 * DAY, 7 * DAY, DAY, 3600 * SECOND, 60 * SECOND, SECOND, 1
  };

  private DurationLiteral() {}

  static long millis(String text, int position) {
    java.util.regex.Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new PromQlException(position, "\"" + text + "\" is not a duration");
    }
    long sum = 0;
    try {
      for (int unit = 0; unit < UNITS.length; unit++) {
        String number = parts.group(unit + 1);
        if (number != null) {
          sum = Math.addExact(sum, Math.multiplyExact(Long.parseLong(number), UNITS[unit]));
        }
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw new PromQlException(position, "the duration \"" + text + "\" is too long");
    }
    return sum;
  }
}
