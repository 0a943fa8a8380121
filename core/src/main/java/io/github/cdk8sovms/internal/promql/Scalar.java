package io.github.cdk8sovms.internal.promql;

/** A scalar at a time. */
@FunctionalInterface
interface Scalar {
  double at(long time);
}
