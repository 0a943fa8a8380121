package io.github.cdk8sovms.internal.promql;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An expression that has been read and checked. Equal expressions have equal values, so that one
 * that occurs several times is evaluated once. Durations are in milliseconds.
 */
sealed interface Expr {
  /** How long Prometheus sees the last sample of a series that has not ended. */
  long LOOKBACK = 300_000;

  Type type();

  /** How far back it looks. */
  default long lookback() {
    return parts().stream().mapToLong(Expr::lookback).max().orElse(0);
  }

  /** What it is made of. */
  List<Expr> parts();

  /** All selectors in it. */
  default Stream<Selector> selectors() {
    return this instanceof Selector selector
        ? Stream.of(selector)
        : parts().stream().flatMap(Expr::selectors);
  }

  /** A number, or a duration in seconds. */
  record NumberLiteral(double value) implements Expr {
    @Override
    public Type type() {
      return Type.SCALAR;
    }

    @Override
    public List<Expr> parts() {
      return List.of();
    }
  }

  /** A string, which only functions take. */
  record StringLiteral(String value) implements Expr {
    @Override
    public Type type() {
      return Type.STRING;
    }

    @Override
    public List<Expr> parts() {
      return List.of();
    }
  }

  /** Series by their labels, the name of the metric included. */
  record Selector(List<Matcher> matchers, long offset) implements Expr {
    @Override
    public Type type() {
      return Type.VECTOR;
    }

    @Override
    public List<Expr> parts() {
      return List.of();
    }

    @Override
    public long lookback() {
      return LOOKBACK + offset;
    }
  }

  /** The samples of series in a range of time. */
  record Range(Selector selector, long range) implements Expr {
    @Override
    public Type type() {
      return Type.RANGE;
    }

    @Override
    public List<Expr> parts() {
      return List.of(selector);
    }

    @Override
    public long lookback() {
      return range + selector.offset();
    }
  }

  /** The values of an expression in a range of time. */
  record Subquery(Expr expr, long range, long step, long offset) implements Expr {
    @Override
    public Type type() {
      return Type.RANGE;
    }

    @Override
    public List<Expr> parts() {
      return List.of(expr);
    }

    @Override
    public long lookback() {
      return range + offset + expr.lookback();
    }
  }

  /** A function with its arguments. */
  record Call(Function function, List<Expr> arguments) implements Expr {
    @Override
    public Type type() {
      return function.result();
    }

    @Override
    public List<Expr> parts() {
      return arguments;
    }
  }

  /** One value of several. */
  record Aggregate(Aggregation aggregation, Grouping grouping, @Nullable Expr parameter, Expr expr)
      implements Expr {
    @Override
    public Type type() {
      return Type.VECTOR;
    }

    @Override
    public List<Expr> parts() {
      return parameter == null ? List.of(expr) : List.of(parameter, expr);
    }
  }

  /** The labels by which series are grouped. */
  record Grouping(boolean without, List<String> labels) {}

  /** Two sides and what is between them. */
  record Binary(Operator operator, boolean bool, Matching matching, Expr left, Expr right)
      implements Expr {
    @Override
    public Type type() {
      return left.type() == Type.SCALAR && right.type() == Type.SCALAR ? Type.SCALAR : Type.VECTOR;
    }

    @Override
    public List<Expr> parts() {
      return List.of(left, right);
    }
  }

  /** A minus. */
  record Negation(Expr expr) implements Expr {
    @Override
    public Type type() {
      return expr.type();
    }

    @Override
    public List<Expr> parts() {
      return List.of(expr);
    }
  }

  /** How many series of one side may match one of the other. */
  enum Cardinality {
    ONE_TO_ONE,
    MANY_TO_ONE,
    ONE_TO_MANY
  }

  /**
   * Which labels of two sides must be equal.
   *
   * @param on whether only these are compared, and not all others
   * @param include the labels that the result has from the side with one
   */
  record Matching(Cardinality cardinality, boolean on, List<String> labels, List<String> include) {
    static final Matching DEFAULT =
        new Matching(Cardinality.ONE_TO_ONE, false, List.of(), List.of());
  }
}
