package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.ServiceTime;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Service times in words: {@code 200ms}, or {@code 200ms±50%} with a standard deviation. */
public final class ServiceTimes {
  private static final Pattern TEXT =
      Pattern.compile("([\\d.a-z]+?)\\s*(?:(?:±|\\+-|\\+/-)\\s*(\\d+(?:\\.\\d+)?)\\s*%)?");

  private ServiceTimes() {}

  /** Returns whether a text is a service time, and not the name of a file. */
  public static boolean isTime(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    return parts.matches() && DurationTexts.seconds(parts.group(1)).isPresent();
  }

  /**
   * Parses a service time.
   *
   * @throws InvalidInputException if it is none
   */
  public static ServiceTime parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    Duration mean =
        parts.matches() ? DurationTexts.parse(parts.group(1)).orElse(Duration.ZERO) : Duration.ZERO;
    if (mean.isZero()) {
      throw new InvalidInputException(
          "\"%s\" is not a service time. Use 200ms, 200ms±50%% for a mean and its standard deviation, or a profile file."
              .formatted(text));
    }
    double spread = parts.group(2) == null ? 0 : Double.parseDouble(parts.group(2)) / 100;
    return ServiceTime.lognormal(mean, spread);
  }
}
