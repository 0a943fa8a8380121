package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Aggregate;
import io.github.cdk8sovms.internal.promql.Expr.Binary;
import io.github.cdk8sovms.internal.promql.Expr.Call;
import io.github.cdk8sovms.internal.promql.Expr.Negation;
import io.github.cdk8sovms.internal.promql.Expr.NumberLiteral;
import io.github.cdk8sovms.internal.promql.Expr.Range;
import io.github.cdk8sovms.internal.promql.Expr.Selector;
import io.github.cdk8sovms.internal.promql.Expr.Subquery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes nodes of expressions, one node of equal ones. A subquery has separate nodes, because it
 * needs their results at other times.
 */
final class Compiler implements CallCompiler.Operands {
  private final Clock clock;
  private final SeriesIndex index;
  private final LabelTable table;
  private final Map<Expr, VectorNode> vectors = new HashMap<>();

  Compiler(Clock clock, SeriesIndex index) {
    this.clock = clock;
    this.index = index;
    this.table = index.table();
  }

  @Override
  public VectorNode vector(Expr expr) {
    VectorNode known = vectors.get(expr);
    if (known == null) {
      known = newVector(expr);
      vectors.put(expr, known);
    }
    return known;
  }

  private VectorNode newVector(Expr expr) {
    if (expr instanceof Selector selector) {
      return new SelectorNode(clock, index, selector, false);
    }
    if (expr instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (expr instanceof Binary binary) {
      return binary(binary);
    }
    if (expr instanceof Negation negation) {
      return new ValueFunctionNode(
          clock, table, (value, scalars) -> -value, vector(negation.expr()), List.of());
    }
    if (expr instanceof Call call) {
      return new CallCompiler(this, clock, index).vector(call);
    }
    throw new IllegalStateException("not a vector: " + expr);
  }

  private VectorNode aggregate(Aggregate aggregate) {
    Expr argument = aggregate.parameter();
    Scalar parameter = argument == null ? time -> 0 : scalar(argument);
    VectorNode values = vector(aggregate.expr());
    Aggregation aggregation = aggregate.aggregation();
    return aggregation.keepsSeries()
        ? new TopNode(
            clock, table, aggregation == Aggregation.TOPK, aggregate.grouping(), parameter, values)
        : new AggregateNode(clock, table, aggregation, aggregate.grouping(), parameter, values);
  }

  private VectorNode binary(Binary binary) {
    boolean isLeft = binary.left().type() == Type.VECTOR;
    boolean isRight = binary.right().type() == Type.VECTOR;
    if (!isLeft || !isRight) {
      return new ScalarOperationNode(
          clock,
          table,
          binary,
          vector(isLeft ? binary.left() : binary.right()),
          scalar(isLeft ? binary.right() : binary.left()));
    }
    VectorNode left = vector(binary.left());
    VectorNode right = vector(binary.right());
    return binary.operator().isSet()
        ? new SetNode(clock, table, binary.operator(), binary.matching(), left, right)
        : new MatchNode(clock, table, binary, left, right);
  }

  @Override
  public Scalar scalar(Expr expr) {
    if (expr instanceof NumberLiteral number) {
      double value = number.value();
      return time -> value;
    }
    if (expr instanceof Negation negation) {
      Scalar inner = scalar(negation.expr());
      return time -> -inner.at(time);
    }
    if (expr instanceof Binary binary) {
      return scalar(binary);
    }
    if (expr instanceof Call call && call.function().body() == Function.Special.TIME) {
      return time -> time / 1000.0;
    }
    if (expr instanceof Call call && call.function().body() == Function.Special.SCALAR) {
      VectorNode vector = vector(call.arguments().get(0));
      return time -> {
        Vector values = vector.at(time);
        return values.size() == 1 ? values.value(0) : Double.NaN;
      };
    }
    throw new IllegalStateException("not a scalar: " + expr);
  }

  private Scalar scalar(Binary binary) {
    Scalar left = scalar(binary.left());
    Scalar right = scalar(binary.right());
    Operator operator = binary.operator();
    return operator.isComparison()
        ? time -> operator.holds(left.at(time), right.at(time)) ? 1 : 0
        : time -> operator.apply(left.at(time), right.at(time));
  }

  @Override
  public RangeNode range(Expr expr) {
    if (expr instanceof Range range) {
      return new SelectedRange(index, range);
    }
    if (expr instanceof Subquery query) {
      return new SubqueryRange(query, new Compiler(clock, index).vector(query.expr()));
    }
    throw new IllegalStateException("not a range: " + expr);
  }
}
