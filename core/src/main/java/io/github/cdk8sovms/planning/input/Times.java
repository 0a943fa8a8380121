package io.github.cdk8sovms.planning.input;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time: seconds from any start, Unix time in seconds to nanoseconds, or RFC 3339. A space
 * may replace the T; without a zone it is UTC.
 */
final class Times {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)(\\.\\d+)?\\s*"
              + "([Zz]|UTC|([+-])(\\d\\d):?(\\d\\d))?");

  /** Seconds until the year 5138; larger numbers are of smaller units. */
  private static final double LARGEST_SECONDS = 1e11;

  private Times() {}

  /** Returns seconds; empty if it is no time. */
  static OptionalDouble seconds(String text) {
    return text.length() > 4 && text.charAt(4) == '-' ? ofDate(text) : ofNumber(text);
  }

  /** Returns whether a time is a date and not relative to the start of the traffic. */
  static boolean isDate(double seconds) {
    // 2001-09-09, and more than 31 years of relative seconds.
    return seconds >= 1e9;
  }

  private static OptionalDouble ofNumber(String text) {
    try {
      double number = Double.parseDouble(text);
      while (number >= LARGEST_SECONDS && number < 1e21) {
        number /= 1000;
      }
      boolean isTime = number >= 0 && number < LARGEST_SECONDS && isDecimal(text);
      return isTime ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Java also parses {@code 1f} and hexadecimal numbers. */
  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && ".eE+-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static OptionalDouble ofDate(String text) {
    Matcher parts = RFC_3339.matcher(text);
    if (!parts.matches()) {
      return OptionalDouble.empty();
    }
    try {
      long day = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3)).toEpochDay();
      int seconds = number(parts, 4) * 3600 + number(parts, 5) * 60 + number(parts, 6);
      double fraction = parts.group(7) == null ? 0 : Double.parseDouble(parts.group(7));
      int offset = 0;
      if (parts.group(9) != null) {
        offset = number(parts, 10) * 3600 + number(parts, 11) * 60;
        offset = parts.group(9).equals("-") ? -offset : offset;
      }
      return OptionalDouble.of(day * 86_400.0 + seconds + fraction - offset);
    } catch (DateTimeException e) {
      return OptionalDouble.empty();
    }
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
