package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Matching;

/** {@code and}, {@code or} and {@code unless}. */
final class SetNode extends VectorNode {
  private final Operator operator;
  private final VectorNode left;
  private final VectorNode right;
  private final LabelFunction signature;
  private final LabelMap present = new LabelMap();

  SetNode(
      Clock clock,
      LabelTable table,
      Operator operator,
      Matching matching,
      VectorNode left,
      VectorNode right) {
    super(clock);
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.signature = MatchNode.signature(table, matching);
  }

  @Override
  void compute(long now, Vector out) {
    Vector lefts = left.at(now);
    Vector rights = right.at(now);
    if (operator == Operator.OR) {
      mark(lefts);
      addAll(lefts, out);
      addMarked(rights, false, out);
      requireDistinct(out);
    } else {
      mark(rights);
      addMarked(lefts, operator == Operator.AND, out);
    }
  }

  private void mark(Vector values) {
    present.clear();
    for (int i = 0; i < values.size(); i++) {
      present.put(signature.of(values.labels(i)), i);
    }
  }

  private void addMarked(Vector values, boolean isMarked, Vector out) {
    for (int i = 0; i < values.size(); i++) {
      if (present.has(signature.of(values.labels(i))) == isMarked) {
        out.add(values.labels(i), values.value(i));
      }
    }
  }

  private static void addAll(Vector values, Vector out) {
    for (int i = 0; i < values.size(); i++) {
      out.add(values.labels(i), values.value(i));
    }
  }
}
