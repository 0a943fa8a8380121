package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.Promise;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Promises in words: {@code 95%<1s}. */
public final class Promises {
  private static final Pattern TEXT =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*%\\s*<\\s*([\\d.a-z]+)\\s*");

  private Promises() {}

  /**
   * Parses a promise.
   *
   * @throws InvalidInputException if it is none
   */
  public static Promise parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (parts.matches()) {
      double percent = Double.parseDouble(parts.group(1));
      double limit = DurationTexts.seconds(parts.group(2)).orElse(0.0);
      if (percent > 0 && percent <= 100 && limit > 0) {
        return new Promise(DurationTexts.of(limit), percent / 100);
      }
    }
    throw new InvalidInputException(
        "\"%s\" is not a promise. Use 95%%<1s for 95 %% of the requests within 1 s."
            .formatted(text));
  }
}
