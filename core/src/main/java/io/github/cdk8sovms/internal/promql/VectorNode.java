package io.github.cdk8sovms.internal.promql;

/** An expression that gives an instant vector, calculated once for each time of an evaluation. */
abstract class VectorNode {
  private final Clock clock;
  private final Vector result = new Vector();
  private final LabelMap seen = new LabelMap();
  private long round = -1;
  private long time;

  VectorNode(Clock clock) {
    this.clock = clock;
  }

  /** The result, which is valid until the next time. */
  final Vector at(long now) {
    if (round != clock.round() || time != now) {
      result.clear();
      compute(now, result);
      round = clock.round();
      time = now;
    }
    return result;
  }

  abstract void compute(long now, Vector out);

  /** Two series of a result must not have the same labels. */
  final void requireDistinct(Vector out) {
    seen.clear();
    for (int i = 0; i < out.size(); i++) {
      Labels labels = out.labels(i);
      if (seen.has(labels)) {
        throw new PromQlException(
            PromQlException.NOWHERE, "several series of a result have the labels " + labels);
      }
      seen.put(labels, i);
    }
  }
}
