package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Aggregate;
import io.github.cdk8sovms.internal.promql.Expr.Binary;
import io.github.cdk8sovms.internal.promql.Expr.Call;
import io.github.cdk8sovms.internal.promql.Expr.Grouping;
import io.github.cdk8sovms.internal.promql.Expr.Matching;
import io.github.cdk8sovms.internal.promql.Expr.Negation;
import io.github.cdk8sovms.internal.promql.Expr.NumberLiteral;
import io.github.cdk8sovms.internal.promql.Expr.StringLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an expression, and checks its types. */
final class Parser {
  private final Tokens tokens;
  private final SelectorParser selectors;

  private Parser(Tokens tokens) {
    this.tokens = tokens;
    this.selectors = new SelectorParser(tokens);
  }

  static Expr parse(String text) {
    Tokens tokens = new Tokens(new Lexer(text).tokens());
    Expr expr = new Parser(tokens).expression(1);
    Token next = tokens.peek();
    if (next.kind() != Token.Kind.END) {
      throw new PromQlException(next.position(), "unexpected " + next.quoted());
    }
    if (expr.type() == Type.RANGE || expr.type() == Type.STRING) {
      throw new PromQlException(
          0, "a query must be an instant vector or a scalar, not " + expr.type());
    }
    return expr;
  }

  private Expr expression(int weakest) {
    Expr left = unary();
    while (true) {
      Token word = tokens.peek();
      Operator operator = operator(word);
      if (operator == null || operator.precedence() < weakest) {
        return left;
      }
      tokens.next();
      boolean bool = tokens.takeWord("bool");
      Matching matching = new MatchingParser(tokens).matching(operator);
      int next = operator.precedence() + (operator.isRightAssociative() ? 0 : 1);
      Expr right = expression(next);
      left = binary(word, operator, bool, matching, left, right);
    }
  }

  private static @Nullable Operator operator(Token word) {
    return switch (word.kind()) {
      case WORD -> Operator.of(word.text().toLowerCase(java.util.Locale.ROOT));
      case SYMBOL -> Operator.of(word.text());
      default -> null;
    };
  }

  private static Expr binary(
      Token at, Operator operator, boolean bool, Matching matching, Expr left, Expr right) {
    for (Expr side : List.of(left, right)) {
      if (side.type() == Type.RANGE || side.type() == Type.STRING) {
        throw new PromQlException(
            at.position(), at.quoted() + " cannot be applied to " + side.type());
      }
    }
    boolean hasScalar = left.type() == Type.SCALAR || right.type() == Type.SCALAR;
    boolean areScalars = left.type() == Type.SCALAR && right.type() == Type.SCALAR;
    if (bool && !operator.isComparison()) {
      throw new PromQlException(at.position(), "\"bool\" belongs to comparisons only");
    }
    if (operator.isComparison() && areScalars && !bool) {
      throw new PromQlException(at.position(), "a comparison of scalars needs \"bool\"");
    }
    if (operator.isSet() && hasScalar) {
      throw new PromQlException(at.position(), at.quoted() + " needs instant vectors");
    }
    if (hasScalar && !matching.labels().isEmpty()) {
      throw new PromQlException(at.position(), "labels are matched of instant vectors only");
    }
    return new Binary(operator, bool, hasScalar ? Matching.DEFAULT : matching, left, right);
  }

  private Expr unary() {
    Token sign = tokens.peek();
    if (!sign.is("-") && !sign.is("+")) {
      return selectors.modified(primary(), sign.is("("));
    }
    tokens.next();
    Expr expr = expression(Operator.STRONGEST);
    if (expr.type() == Type.RANGE || expr.type() == Type.STRING) {
      throw new PromQlException(sign.position(), "a sign cannot precede " + expr.type());
    }
    if (sign.is("+")) {
      return expr;
    }
    return expr instanceof NumberLiteral number
        ? new NumberLiteral(-number.value())
        : new Negation(expr);
  }

  private Expr primary() {
    Token word = tokens.peek();
    switch (word.kind()) {
      case NUMBER, DURATION -> {
        tokens.next();
        return new NumberLiteral(Tokens.number(word));
      }
      case STRING -> {
        tokens.next();
        return new StringLiteral(word.text());
      }
      case WORD -> {
        return word();
      }
      default -> {
        if (tokens.take("(")) {
          Expr expr = expression(1);
          tokens.require(")");
          return expr;
        }
        if (word.is("{")) {
          return selectors.selector();
        }
        throw new PromQlException(word.position(), "unexpected " + word.quoted());
      }
    }
  }

  private Expr word() {
    Token word = tokens.peek();
    Token after = tokens.afterNext();
    boolean isCall = after.is("(");
    Optional<Aggregation> aggregation = Aggregation.of(word.text());
    boolean isGrouped = after.isWord("by") || after.isWord("without");
    if ((isCall || isGrouped)
        && Aggregation.UNSUPPORTED.contains(word.text().toLowerCase(java.util.Locale.ROOT))) {
      throw PromQlException.unsupported(word.position(), "the aggregation " + word.quoted());
    }
    if (aggregation.isPresent() && (isCall || isGrouped)) {
      tokens.next();
      return aggregate(word, aggregation.get());
    }
    if (isCall) {
      tokens.next();
      return call(word);
    }
    if (word.isWord("inf") || word.isWord("nan")) {
      tokens.next();
      return new NumberLiteral(word.isWord("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
    }
    return selectors.selector();
  }

  private Expr aggregate(Token word, Aggregation aggregation) {
    Grouping grouping = grouping();
    List<Expr> arguments = arguments();
    if (grouping == null) {
      grouping = grouping();
    }
    int count = aggregation.hasParameter() ? 2 : 1;
    if (arguments.size() != count) {
      throw new PromQlException(
          word.position(),
          "%s takes %d argument(s), not %d".formatted(word.quoted(), count, arguments.size()));
    }
    Expr expr = arguments.get(count - 1);
    requireType(word, expr, Type.VECTOR);
    Expr parameter = aggregation.hasParameter() ? arguments.get(0) : null;
    if (parameter != null) {
      requireType(word, parameter, Type.SCALAR);
    }
    Grouping labels = grouping == null ? new Grouping(false, List.of()) : grouping;
    return new Aggregate(aggregation, labels, parameter, expr);
  }

  private @Nullable Grouping grouping() {
    Token word = tokens.peek();
    if (!word.isWord("by") && !word.isWord("without")) {
      return null;
    }
    tokens.next();
    return new Grouping(
        word.isWord("without"), tokens.labelNames().stream().sorted().distinct().toList());
  }

  private List<Expr> arguments() {
    tokens.require("(");
    List<Expr> arguments = new ArrayList<>();
    if (tokens.take(")")) {
      return arguments;
    }
    do {
      arguments.add(expression(1));
    } while (tokens.take(","));
    tokens.require(")");
    return arguments;
  }

  private Expr call(Token word) {
    Function function = Function.of(word);
    List<Expr> arguments = arguments();
    function.check(word, arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      requireType(word, arguments.get(i), function.argument(i));
    }
    LabelEdits.check(function, arguments, word.position());
    return new Call(function, List.copyOf(arguments));
  }

  private static void requireType(Token word, Expr expr, Type type) {
    if (expr.type() != type) {
      throw new PromQlException(
          word.position(), "%s takes %s, not %s".formatted(word.quoted(), type, expr.type()));
    }
  }
}
