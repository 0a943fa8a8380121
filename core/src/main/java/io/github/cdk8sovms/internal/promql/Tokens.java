package io.github.cdk8sovms.internal.promql;

import java.util.ArrayList;
import java.util.List;

/** The words of a query, and where a parser is. */
final class Tokens {
  private final List<Token> all;
  private int next;

  Tokens(List<Token> all) {
    this.all = all;
  }

  Token peek() {
    return all.get(next);
  }

  Token afterNext() {
    return all.get(Math.min(next + 1, all.size() - 1));
  }

  Token next() {
    Token token = all.get(next);
    next = Math.min(next + 1, all.size() - 1);
    return token;
  }

  boolean take(String symbol) {
    boolean found = peek().is(symbol);
    if (found) {
      next();
    }
    return found;
  }

  boolean takeWord(String word) {
    boolean found = peek().isWord(word);
    if (found) {
      next();
    }
    return found;
  }

  void require(String symbol) {
    if (!take(symbol)) {
      throw new PromQlException(
          peek().position(), "expected \"" + symbol + "\" instead of " + peek().quoted());
    }
  }

  /** Names of labels in parentheses; a comma may follow the last. */
  List<String> labelNames() {
    List<String> names = new ArrayList<>();
    require("(");
    while (!take(")")) {
      Token name = next();
      if (name.kind() != Token.Kind.WORD && name.kind() != Token.Kind.STRING) {
        throw new PromQlException(name.position(), "expected a label instead of " + name.quoted());
      }
      names.add(name.text());
      if (!peek().is(")")) {
        require(",");
      }
    }
    return names;
  }

  /** A duration, or a number of seconds, in milliseconds. */
  long duration() {
    Token sign = peek();
    boolean isNegative = take("-");
    if (!isNegative) {
      take("+");
    }
    Token token = next();
    if (token.kind() == Token.Kind.DURATION) {
      long millis = DurationLiteral.millis(token.text(), token.position());
      return isNegative ? -millis : millis;
    }
    if (token.kind() == Token.Kind.NUMBER) {
      double millis = number(token) * 1000;
      if (millis <= Long.MAX_VALUE / 2) {
        return Math.round(isNegative ? -millis : millis);
      }
    }
    throw new PromQlException(sign.position(), "expected a duration instead of " + token.quoted());
  }

  static double number(Token token) {
    if (token.kind() == Token.Kind.DURATION) {
      return DurationLiteral.millis(token.text(), token.position()) / 1000.0;
    }
    String text = token.text();
    return text.length() > 1 && Character.toLowerCase(text.charAt(1)) == 'x'
        ? new java.math.BigInteger(text.substring(2), 16).doubleValue()
        : Double.parseDouble(text);
  }
}
