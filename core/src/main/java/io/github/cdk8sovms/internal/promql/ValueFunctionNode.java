package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Function.OfValue;
import java.util.List;

/** A function of each value. */
final class ValueFunctionNode extends VectorNode {
  private final OfValue calculation;
  private final VectorNode argument;
  private final List<Scalar> scalars;
  private final double[] parameters;
  private final LabelFunction withoutName;

  ValueFunctionNode(
      Clock clock,
      LabelTable table,
      OfValue calculation,
      VectorNode argument,
      List<Scalar> scalars) {
    super(clock);
    this.calculation = calculation;
    this.argument = argument;
    this.scalars = scalars;
    this.parameters = new double[scalars.size()];
    this.withoutName = LabelFunction.withoutName(table);
  }

  @Override
  void compute(long now, Vector out) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = scalars.get(i).at(now);
    }
    Vector values = argument.at(now);
    for (int i = 0; i < values.size(); i++) {
      out.add(withoutName.of(values.labels(i)), calculation.apply(values.value(i), parameters));
    }
    requireDistinct(out);
  }
}
