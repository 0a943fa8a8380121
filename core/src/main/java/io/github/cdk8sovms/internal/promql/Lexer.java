package io.github.cdk8sovms.internal.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a query into words. */
final class Lexer {
  private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  /** In brackets a colon is between range and step. */
  private static final Pattern WORD_IN_BRACKETS = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]+");
  private static final Pattern DURATION = Pattern.compile("(?:[0-9]+(?:ms|[smhdwy]))+");
  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern SYMBOL =
      Pattern.compile("==|!=|>=|<=|=~|!~|[-+*/%^=<>(){}\\[\\],@:]");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int brackets;

  Lexer(String text) {
    this.text = text;
  }

  List<Token> tokens() {
    skipSpace();
    while (position < text.length()) {
      next();
      skipSpace();
    }
    tokens.add(new Token(Token.Kind.END, "", position));
    return tokens;
  }

  private void skipSpace() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '#') {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        position++;
      } else {
        return;
      }
    }
  }

  private void next() {
    char c = text.charAt(position);
    if (c == '"' || c == '\'' || c == '`') {
      int start = position;
      int end = endOfString(c);
      position = end + 1;
      String inside = text.substring(start + 1, end);
      tokens.add(
          new Token(
              Token.Kind.STRING, c == '`' ? inside : Escapes.resolve(inside, start + 1), start));
    } else if (isDigit(c) || c == '.') {
      number();
    } else if (!take(brackets > 0 ? WORD_IN_BRACKETS : WORD, Token.Kind.WORD)
        && !take(SYMBOL, Token.Kind.SYMBOL)) {
      throw new PromQlException(position, "unexpected character \"" + c + "\"");
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private int endOfString(char quote) {
    for (int i = position + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i;
      }
      if (c == '\\' && quote != '`') {
        i++;
      } else if (c == '\n' && quote != '`') {
        break;
      }
    }
    throw new PromQlException(position, "a string without its second quote");
  }

  private void number() {
    int start = position;
    boolean found =
        take(HEX, Token.Kind.NUMBER)
            || take(DURATION, Token.Kind.DURATION)
            || take(NUMBER, Token.Kind.NUMBER);
    if (!found || position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
      throw new PromQlException(start, "not a number and not a duration");
    }
  }

  private boolean take(Pattern pattern, Token.Kind kind) {
    java.util.regex.Matcher found = pattern.matcher(text).region(position, text.length());
    if (!found.lookingAt()) {
      return false;
    }
    String word = found.group();
    tokens.add(new Token(kind, word, position));
    position = found.end();
    if (kind == Token.Kind.SYMBOL) {
      brackets += word.equals("[") ? 1 : word.equals("]") ? -1 : 0;
    }
    return true;
  }
}
