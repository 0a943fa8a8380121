package io.github.cdk8sovms.internal.promql;

/**
 * A word of a query.
 *
 * @param text its text: of a string what is between the quotes, without escapes
 * @param position of its first character
 */
record Token(Kind kind, String text, int position) {

  /** What kind of word it is. */
  enum Kind {
    WORD,
    NUMBER,
    DURATION,
    STRING,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  String quoted() {
    return kind == Kind.END ? "the end of the query" : "\"" + text + "\"";
  }
}
