package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Selector;

/** The last sample of each series that has not ended. */
final class SelectorNode extends VectorNode {
  private final Matches matches;
  private final long offset;
  private final boolean ofTimes;
  private final LabelFunction labels;

  /**
   * @param ofTimes whether the values are the times of the samples, in seconds
   */
  SelectorNode(Clock clock, SeriesIndex index, Selector selector, boolean ofTimes) {
    super(clock);
    this.matches = new Matches(index, selector);
    this.offset = selector.offset();
    this.ofTimes = ofTimes;
    this.labels = LabelFunction.withoutName(index.table());
  }

  @Override
  void compute(long now, Vector out) {
    long until = now - offset;
    for (Series series : matches.series()) {
      int last = series.lastIndex(until - Expr.LOOKBACK, until);
      if (last >= 0 && ofTimes) {
        out.add(labels.of(series.labels()), series.time(last) / 1000.0);
      } else if (last >= 0) {
        out.add(series.labels(), series.value(last));
      }
    }
    if (ofTimes) {
      requireDistinct(out);
    }
  }
}
