package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.validation.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/findings.md}, packaged in the jar. */
final class FindingGuide {
  private static final String DOCUMENT = "findings.md";
  private static final Pattern NUMBER = Pattern.compile("\\s*(?:ovms[-_ ]?)?(\\d{1,9})\\s*");

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\([^)]+\\)");

  private final String text;

  private FindingGuide(String text) {
    this.text = text;
  }

  static FindingGuide packaged() {
    try (InputStream document = FindingGuide.class.getResourceAsStream(DOCUMENT)) {
      if (document == null) {
        throw new IllegalStateException(DOCUMENT + " was not packaged");
      }
      return new FindingGuide(new String(document.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the finding for {@code OVMS407}, {@code ovms407} or {@code 407}. */
  static Optional<FindingCode> find(String input) {
    return Arrays.stream(FindingCode.values())
        .filter(code -> number(input) == number(code.code()))
        .findFirst();
  }

  /**
   * Returns the nearest finding: by its number if the input is one, else by the words of its title.
   */
  static FindingCode nearest(String input) {
    int number = number(input);
    Comparator<FindingCode> byDistance =
        number >= 0
            ? Comparator.comparingInt(code -> Math.abs(number(code.code()) - number))
            : Comparator.comparingInt(code -> -sharedWords(input, code.title()));
    return Arrays.stream(FindingCode.values()).min(byDistance).orElseThrow();
  }

  /** Returns its section as plain text, without the heading. */
  String section(FindingCode code) {
    String heading = "## " + code.code() + ": " + code.title() + "\n";
    int start = text.indexOf(heading);
    if (start < 0) {
      throw new IllegalStateException(DOCUMENT + " has no section " + heading);
    }
    String rest = text.substring(start + heading.length());
    int end = rest.indexOf("\n## ");
    String section = (end < 0 ? rest : rest.substring(0, end)).strip();
    return LINK.matcher(section).replaceAll("$1").replace("**", "");
  }

  private static int number(String input) {
    Matcher number = NUMBER.matcher(input.toLowerCase(Locale.ROOT));
    return number.matches() ? Integer.parseInt(number.group(1)) : -1;
  }

  private static int sharedWords(String input, String title) {
    return (int)
        Arrays.stream(input.toLowerCase(Locale.ROOT).split("\\W+"))
            .filter(word -> word.length() > 3 && title.toLowerCase(Locale.ROOT).contains(word))
            .count();
  }
}
