package io.github.cdk8sovms.internal.promql;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A binary operator. */
enum Operator {
  OR("or", 1),
  AND("and", 2),
  UNLESS("unless", 2),
  EQUAL("==", 3),
  NOT_EQUAL("!=", 3),
  GREATER(">", 3),
  LESS("<", 3),
  GREATER_OR_EQUAL(">=", 3),
  LESS_OR_EQUAL("<=", 3),
  ADD("+", 4),
  SUBTRACT("-", 4),
  MULTIPLY("*", 5),
  DIVIDE("/", 5),
  MODULO("%", 5),
  ATAN2("atan2", 5),
  POWER("^", 6);

  /** That of the operator that binds strongest. */
  static final int STRONGEST = 6;

  private static final Map<String, Operator> BY_TEXT = new HashMap<>();

  static {
    for (Operator operator : values()) {
      BY_TEXT.put(operator.text, operator);
    }
  }

  private final String text;
  private final int precedence;

  Operator(String text, int precedence) {
    this.text = text;
    this.precedence = precedence;
  }

  static @Nullable Operator of(String text) {
    return BY_TEXT.get(text);
  }

  int precedence() {
    return precedence;
  }

  boolean isRightAssociative() {
    return this == POWER;
  }

  boolean isSet() {
    return precedence <= 2;
  }

  boolean isComparison() {
    return precedence == 3;
  }

  /** The value of the operation; of a comparison the left value, if it {@link #holds}. */
  double apply(double left, double right) {
    return switch (this) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case ATAN2 -> Math.atan2(left, right);
      case POWER -> Math.pow(left, right);
      default -> left;
    };
  }

  /** Whether a comparison holds; anything else does. */
  boolean holds(double left, double right) {
    return switch (this) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case GREATER -> left > right;
      case LESS -> left < right;
      case GREATER_OR_EQUAL -> left >= right;
      case LESS_OR_EQUAL -> left <= right;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
