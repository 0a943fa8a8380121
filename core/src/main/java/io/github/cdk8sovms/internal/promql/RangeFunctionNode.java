package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Function.EachWindow;

/** A function of the samples of each series in a range. */
final class RangeFunctionNode extends VectorNode {
  private final EachWindow body;
  private final RangeNode range;
  private final Scalar scalar;
  private final LabelFunction withoutName;

  RangeFunctionNode(
      Clock clock, LabelTable table, EachWindow body, RangeNode range, Scalar scalar) {
    super(clock);
    this.body = body;
    this.range = range;
    this.scalar = scalar;
    this.withoutName = LabelFunction.withoutName(table);
  }

  @Override
  void compute(long now, Vector out) {
    double parameter = scalar.at(now);
    range.moveTo(now);
    for (int i = 0; i < range.size(); i++) {
      Window window = range.window(i);
      if (window.size() >= body.fewest()) {
        Labels labels = range.labels(i);
        out.add(
            body.keepsName() ? labels : withoutName.of(labels),
            body.calculation().apply(window, parameter));
      }
    }
    requireDistinct(out);
  }
}
