package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Binary;

/** An operation of a vector and a scalar. */
final class ScalarOperationNode extends VectorNode {
  private final Operator operator;
  private final boolean bool;
  private final boolean isVectorLeft;
  private final VectorNode vector;
  private final Scalar scalar;
  private final LabelFunction withoutName;

  ScalarOperationNode(
      Clock clock, LabelTable table, Binary binary, VectorNode vector, Scalar scalar) {
    super(clock);
    this.operator = binary.operator();
    this.bool = binary.bool();
    this.isVectorLeft = binary.left().type() == Type.VECTOR;
    this.vector = vector;
    this.scalar = scalar;
    this.withoutName = LabelFunction.withoutName(table);
  }

  @Override
  void compute(long now, Vector out) {
    double other = scalar.at(now);
    Vector values = vector.at(now);
    for (int i = 0; i < values.size(); i++) {
      double value = values.value(i);
      double left = isVectorLeft ? value : other;
      double right = isVectorLeft ? other : value;
      if (!operator.isComparison()) {
        out.add(withoutName.of(values.labels(i)), operator.apply(left, right));
      } else if (bool) {
        out.add(withoutName.of(values.labels(i)), operator.holds(left, right) ? 1 : 0);
      } else if (operator.holds(left, right)) {
        out.add(values.labels(i), value);
      }
    }
    if (bool || !operator.isComparison()) {
      requireDistinct(out);
    }
  }
}
