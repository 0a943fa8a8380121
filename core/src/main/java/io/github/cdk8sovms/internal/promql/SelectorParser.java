package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Range;
import io.github.cdk8sovms.internal.promql.Expr.Selector;
import io.github.cdk8sovms.internal.promql.Expr.Subquery;
import java.util.ArrayList;
import java.util.List;

/** Reads selectors, and what follows them or another expression: ranges, steps and offsets. */
final class SelectorParser {
  /** Prometheus' evaluation interval, unless it is configured. */
  private static final long DEFAULT_STEP = 60_000;

  private final Tokens tokens;

  SelectorParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Selector selector() {
    List<Matcher> matchers = new ArrayList<>();
    Token name = tokens.peek();
    boolean isNamed = name.kind() == Token.Kind.WORD;
    if (isNamed) {
      tokens.next();
      matchers.add(Matcher.of(Labels.NAME, Matcher.Kind.EQUAL, name.text(), name.position()));
    }
    if (tokens.peek().is("{")) {
      matchers.addAll(matchers(isNamed));
    }
    if (matchers.stream().allMatch(Matcher::matchesEmpty)) {
      throw new PromQlException(
          name.position(), "a selector needs a matcher that does not match an empty label");
    }
    return new Selector(List.copyOf(matchers), 0);
  }

  private List<Matcher> matchers(boolean isNamed) {
    List<Matcher> matchers = new ArrayList<>();
    tokens.require("{");
    while (!tokens.take("}")) {
      Token label = tokens.next();
      Matcher matcher = matcher(label);
      if (isNamed && matcher.name().equals(Labels.NAME)) {
        throw new PromQlException(label.position(), "a metric must not have two names");
      }
      matchers.add(matcher);
      if (!tokens.peek().is("}")) {
        tokens.require(",");
      }
    }
    return matchers;
  }

  private Matcher matcher(Token label) {
    if (label.kind() == Token.Kind.STRING && (tokens.peek().is(",") || tokens.peek().is("}"))) {
      return Matcher.of(Labels.NAME, Matcher.Kind.EQUAL, label.text(), label.position());
    }
    if (label.kind() != Token.Kind.WORD && label.kind() != Token.Kind.STRING) {
      throw new PromQlException(label.position(), "expected a label instead of " + label.quoted());
    }
    Token operator = tokens.next();
    Matcher.Kind kind =
        switch (operator.text()) {
          case "=" -> Matcher.Kind.EQUAL;
          case "!=" -> Matcher.Kind.NOT_EQUAL;
          case "=~" -> Matcher.Kind.REGEX;
          case "!~" -> Matcher.Kind.NOT_REGEX;
          default ->
              throw new PromQlException(
                  operator.position(), "expected a matcher instead of " + operator.quoted());
        };
    Token value = tokens.next();
    if (value.kind() != Token.Kind.STRING) {
      throw new PromQlException(value.position(), "expected a string instead of " + value.quoted());
    }
    return Matcher.of(label.text(), kind, value.text(), value.position());
  }

  /**
   * Adds what follows.
   *
   * @param isInParentheses whether the expression is, so that only a subquery may follow
   */
  Expr modified(Expr expr, boolean isInParentheses) {
    Expr result = expr;
    boolean isBare = !isInParentheses;
    boolean hasOffset = false;
    while (true) {
      Token word = tokens.peek();
      if (word.is("[")) {
        result = ranged(result, isBare && !hasOffset);
        isBare = true;
        hasOffset = false;
      } else if (word.isWord("offset")) {
        tokens.next();
        if (hasOffset || !isBare) {
          throw new PromQlException(
              word.position(), "\"offset\" must follow a selector, a range or a subquery, once");
        }
        result = withOffset(result, word);
        hasOffset = true;
      } else if (word.is("@") || word.isWord("anchored") || word.isWord("smoothed")) {
        throw PromQlException.unsupported(word.position(), word.quoted());
      } else {
        return result;
      }
    }
  }

  private Expr withOffset(Expr expr, Token word) {
    long offset = tokens.duration();
    if (expr instanceof Selector selector) {
      return new Selector(selector.matchers(), offset);
    }
    if (expr instanceof Range range) {
      return new Range(new Selector(range.selector().matchers(), offset), range.range());
    }
    if (expr instanceof Subquery query) {
      return new Subquery(query.expr(), query.range(), query.step(), offset);
    }
    throw new PromQlException(
        word.position(), "\"offset\" must follow a selector, a range or a subquery, once");
  }

  private Expr ranged(Expr expr, boolean isBare) {
    Token bracket = tokens.next();
    long range = positive(bracket, tokens.duration());
    if (tokens.take(":")) {
      long step = tokens.peek().is("]") ? DEFAULT_STEP : positive(bracket, tokens.duration());
      tokens.require("]");
      if (expr.type() != Type.VECTOR) {
        throw new PromQlException(
            bracket.position(), "a subquery is of an instant vector, not of " + expr.type());
      }
      return new Subquery(expr, range, step, 0);
    }
    tokens.require("]");
    if (expr instanceof Selector selector && isBare) {
      return new Range(selector, range);
    }
    throw new PromQlException(
        bracket.position(), "a range must follow a selector without \"offset\"");
  }

  private static long positive(Token at, long millis) {
    if (millis <= 0) {
      throw new PromQlException(at.position(), "a duration must be above 0");
    }
    return millis;
  }
}
