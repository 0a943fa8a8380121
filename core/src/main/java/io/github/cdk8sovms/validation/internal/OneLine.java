package io.github.cdk8sovms.validation.internal;

/** Text of users in reports, which have one line per finding. */
public final class OneLine {
  private OneLine() {}

  /**
   * Returns a text on one line: line breaks and invisible characters are escaped, and it is
   * shortened.
   *
   * @param longest the maximum number of characters
   */
  public static String of(String text, int longest) {
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

  /** Appends a character as it is written between quotes. */
  static void appendEscaped(StringBuilder quoted, int codePoint) {
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

  /** Returns whether a character would break a line, or change the appearance of a report. */
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
}
