package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Cardinality;
import io.github.cdk8sovms.internal.promql.Expr.Matching;
import java.util.List;

/** Reads which labels of two vectors must be equal. */
final class MatchingParser {
  private final Tokens tokens;

  MatchingParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Matching matching(Operator operator) {
    boolean on = tokens.peek().isWord("on");
    boolean isSaid = (on || tokens.peek().isWord("ignoring")) && tokens.afterNext().is("(");
    List<String> labels = List.of();
    if (isSaid) {
      tokens.next();
      labels = tokens.labelNames();
    }
    Token group = tokens.peek();
    boolean left = group.isWord("group_left");
    if (isSaid && (left || group.isWord("group_right"))) {
      tokens.next();
      if (operator.isSet()) {
        throw new PromQlException(
            group.position(), group.quoted() + " cannot follow \"" + operator + "\"");
      }
      List<String> include = tokens.peek().is("(") ? tokens.labelNames() : List.of();
      requireDistinct(group, on, labels, include);
      refuseFill();
      return new Matching(
          left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY, on, labels, include);
    }
    refuseFill();
    return new Matching(Cardinality.ONE_TO_ONE, on && isSaid, labels, List.of());
  }

  private static void requireDistinct(
      Token group, boolean on, List<String> labels, List<String> include) {
    for (String label : include) {
      if (on && labels.contains(label)) {
        throw new PromQlException(
            group.position(), "\"" + label + "\" must not be in \"on\" and " + group.quoted());
      }
    }
  }

  private void refuseFill() {
    Token word = tokens.peek();
    boolean isFill = word.isWord("fill") || word.isWord("fill_left") || word.isWord("fill_right");
    if (isFill && tokens.afterNext().is("(")) {
      throw PromQlException.unsupported(word.position(), word.quoted());
    }
  }
}
