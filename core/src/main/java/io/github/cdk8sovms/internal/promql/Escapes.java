package io.github.cdk8sovms.internal.promql;

/** Escapes in strings, which are those of Go. */
final class Escapes {
  private static final String SIMPLE = "abfnrtv\\'\"";
  private static final String MEANING = "\u0007\b\f\n\r\t\u000b\\'\"";

  private Escapes() {}

  static String resolve(String text, int position) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        result.append(c);
        continue;
      }
      char kind = text.charAt(++i);
      int simple = SIMPLE.indexOf(kind);
      if (simple >= 0) {
        result.append(MEANING.charAt(simple));
        continue;
      }
      boolean isOctal = kind >= '0' && kind <= '7';
      int digits = isOctal ? 3 : kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
      int from = isOctal ? i : i + 1;
      try {
        result.appendCodePoint(
            Integer.parseInt(text.substring(from, from + digits), isOctal ? 8 : 16));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new PromQlException(position + i - 1, "unknown escape \"\\" + kind + "\"");
      }
      i = from + digits - 1;
    }
    return result.toString();
  }
}
