package io.github.cdk8sovms.internal.promql;

/** A scalar as the only value of an instant vector, without labels. */
final class ConstantNode extends VectorNode {
  private final Labels none;
  private final Scalar scalar;

  ConstantNode(Clock clock, LabelTable table, Scalar scalar) {
    super(clock);
    this.none = table.empty();
    this.scalar = scalar;
  }

  @Override
  void compute(long now, Vector out) {
    out.add(none, scalar.at(now));
  }
}
