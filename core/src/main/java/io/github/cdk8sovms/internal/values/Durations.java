package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations in whole seconds, as required by Kubernetes and Prometheus. */
public final class Durations {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  private Durations() {}

  /** Checks that a duration is whole seconds within bounds. */
  public static void check(
      Findings findings, String option, Duration value, Duration shortest, Duration longest) {
    check(findings, FindingCode.INVALID_DURATION, option, value, shortest, longest);
  }

  /** Checks that a duration is whole seconds within bounds, with the code of the caller. */
  public static void check(
      Findings findings,
      FindingCode code,
      String option,
      Duration value,
      Duration shortest,
      Duration longest) {
    boolean inBounds = value.compareTo(shortest) >= 0 && value.compareTo(longest) <= 0;
    findings.require(
        inBounds && value.getNano() == 0,
        code,
        option,
        quote(value)
            + " is not within "
            + text(shortest)
            + " to "
            + text(longest)
            + " in whole seconds",
        "Write a duration such as " + code(nearest(value, shortest, longest)) + ".");
  }

  private static Duration nearest(Duration value, Duration shortest, Duration longest) {
    if (value.compareTo(longest) > 0) {
      return longest;
    }
    Duration least = longer(shortest, Duration.ofSeconds(1));
    return value.compareTo(least) < 0 ? least : value.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns the Java code for a duration of whole seconds, in its largest unit. */
  private static String code(Duration value) {
    long seconds = value.toSeconds();
    if (seconds % DAY == 0) {
      return "Duration.ofDays(" + seconds / DAY + ")";
    }
    if (seconds % HOUR == 0) {
      return "Duration.ofHours(" + seconds / HOUR + ")";
    }
    return seconds % MINUTE == 0
        ? "Duration.ofMinutes(" + seconds / MINUTE + ")"
        : "Duration.ofSeconds(" + seconds + ")";
  }

  /** Returns a duration in Prometheus notation: {@code 1h30m}, {@code 15s}, {@code 0s}. */
  public static String text(Duration value) {
    if (value.isZero()) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    append(text, value.toDays(), "d");
    append(text, value.toHoursPart(), "h");
    append(text, value.toMinutesPart(), "m");
    append(text, value.toSecondsPart(), "s");
    return text.toString();
  }

  /** Returns the sum of durations, or the maximum duration on overflow. */
  public static Duration sum(Duration one, Duration other) {
    try {
      return one.plus(other);
    } catch (ArithmeticException e) {
      return Duration.ofSeconds(Long.MAX_VALUE);
    }
  }

  /** Returns a multiple of a duration, or the longest duration on overflow. */
  public static Duration times(int factor, Duration value) {
    try {
      return value.multipliedBy(factor);
    } catch (ArithmeticException e) {
      return Duration.ofSeconds(value.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
  }

  /** Returns the longer of two durations. */
  public static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Returns the shorter of two durations. */
  public static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
