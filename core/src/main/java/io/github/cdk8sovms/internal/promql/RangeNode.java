package io.github.cdk8sovms.internal.promql;

/** Series with their samples in a range of time. */
interface RangeNode {
  /** Moves the range so that it ends at a time. */
  void moveTo(long now);

  int size();

  Labels labels(int index);

  /** The samples of a series, valid until the next call. */
  Window window(int index);
}
