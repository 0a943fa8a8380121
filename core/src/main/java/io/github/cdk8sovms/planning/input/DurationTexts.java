package io.github.cdk8sovms.planning.input;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DurationTexts as Prometheus and Go write them: {@code 200ms}, {@code 1m30s}, {@code 7d}. */
public final class DurationTexts {
  private static final Pattern WHOLE = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ms|us|[smhdw]))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|[smhdw])");

  /** A hundred years: longer is a typing error, and would overflow counts of nanoseconds. */
  private static final double LONGEST = 3_155_760_000.0;

  private DurationTexts() {}

  /** Parses a duration; empty if it is none. */
  public static Optional<Duration> parse(String text) {
    return seconds(text).map(DurationTexts::of);
  }

  /** Parses a duration to seconds; empty if it is none. */
  public static Optional<Double> seconds(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    double sum = 0;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum +=
          Double.parseDouble(part.group(1)) * unit(part.group(2).charAt(0), part.group(2).length());
    }
    return sum <= LONGEST ? Optional.of(sum) : Optional.empty();
  }

  private static double unit(char unit, int length) {
    return switch (unit) {
      case 'u' -> 1e-6;
      case 's' -> 1;
      case 'm' -> length == 2 ? 1e-3 : 60;
      case 'h' -> 3600;
      case 'd' -> 86_400;
      default -> 604_800;
    };
  }

  /** Returns a duration of fractional seconds. */
  public static Duration of(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** Returns the text of a duration, with at most two units. */
  public static String text(Duration duration) {
    return text(duration.getSeconds() + duration.getNano() / 1e9);
  }

  /** Returns the text of seconds: {@code 200ms}, {@code 1.5s}, {@code 2m5s}, {@code 7d}. */
  public static String text(double seconds) {
    if (seconds < 0) {
      return "-" + text(-seconds);
    }
    if (seconds < 1) {
      return number(seconds * 1e3) + (seconds == 0 ? "s" : "ms");
    }
    if (seconds < 60) {
      return number(seconds) + "s";
    }
    long whole = Math.round(seconds);
    if (whole < 3600) {
      return pair(whole, 60, "m", 1, "s");
    }
    return whole < 86_400 ? pair(whole, 3600, "h", 60, "m") : pair(whole, 86_400, "d", 3600, "h");
  }

  private static String pair(long seconds, long unit, String name, long smaller, String other) {
    long rest = seconds % unit / smaller;
    return seconds / unit + name + (rest == 0 ? "" : rest + other);
  }

  private static String number(double value) {
    double rounded = value < 10 ? Math.round(value * 100) / 100.0 : Math.round(value * 10) / 10.0;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }
}
