package io.github.cdk8sovms.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects what is wrong with one construct, so that everything is reported at once.
 *
 * <p>{@link #within(String)} gives a view that adds to the same collection under a longer path.
 */
public final class Findings {
  private static final int LONGEST_QUOTE = 80;

  private final List<Finding> collected;
  private final Supplier<String> path;

  private Findings(List<Finding> collected, Supplier<String> path) {
    this.collected = collected;
    this.path = path;
  }

  /**
   * An empty collection.
   *
   * @param path where the construct is; asked for only if something is found
   */
  public static Findings at(Supplier<String> path) {
    return new Findings(new ArrayList<>(), path);
  }

  /** A view on the same collection for a part of the construct, such as {@code model[resnet50]}. */
  public Findings within(String part) {
    return new Findings(collected, () -> path.get() + "/" + part);
  }

  /**
   * Adds a finding.
   *
   * @param option the builder method or field that holds the value
   * @param problem the quoted value and the rule, without a full stop
   * @param fix a sentence that says what to write instead
   */
  public void add(FindingCode code, String option, String problem, String fix) {
    collected.add(new Finding(code, path.get() + "." + option, problem, fix));
  }

  /** Adds a finding unless the condition holds. */
  public void require(
      boolean condition, FindingCode code, String option, String problem, String fix) {
    if (!condition) {
      add(code, option, problem, fix);
    }
  }

  /** Everything found, in the order in which it was found. */
  public List<Finding> all() {
    return List.copyOf(collected);
  }

  /**
   * Ends the checks of a construct.
   *
   * @return the warnings; each has been written to standard error on one line, or through {@link
   *     System.Logger} if the program has configured logging
   * @throws InvalidConfigurationException if there is an error; it lists every error
   */
  public List<Finding> orThrow() {
    List<Finding> errors = ofSeverity(Severity.ERROR);
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
    List<Finding> warnings = ofSeverity(Severity.WARNING);
    WarningLog.write(warnings);
    return warnings;
  }

  /**
   * A value in quotes for a message: control characters are escaped, so that a report stays one
   * line a finding, passwords are left out, and a long value is shortened.
   */
  public static String quote(Object value) {
    String text = Redaction.of(String.valueOf(value));
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(LONGEST_QUOTE).forEach(c -> appendEscaped(quoted, c));
    return quoted
        .append(text.codePointCount(0, text.length()) > LONGEST_QUOTE ? "…\"" : "\"")
        .toString();
  }

  /**
   * A text with everything escaped that would break its line or not be seen, and shortened.
   *
   * @param longest how many characters are kept
   */
  static String onOneLine(String text, int longest) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(
            c -> {
              if (isInvisible(c)) {
                appendEscaped(escaped, c);
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return text.codePointCount(0, text.length()) > longest
        ? escaped.append('…').toString()
        : escaped.toString();
  }

  private static void appendEscaped(StringBuilder quoted, int codePoint) {
    switch (codePoint) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (isInvisible(codePoint)) {
          quoted.append("\\u%04x".formatted(codePoint));
        } else {
          quoted.appendCodePoint(codePoint);
        }
      }
    }
  }

  /** What would break a line, or make a report read differently from what it says. */
  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private List<Finding> ofSeverity(Severity severity) {
    return collected.stream().filter(finding -> finding.severity() == severity).toList();
  }
}
