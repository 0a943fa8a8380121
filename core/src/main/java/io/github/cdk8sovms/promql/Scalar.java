package io.github.cdk8sovms.promql;

/** A scalar at a time. */
@FunctionalInterface
interface Scalar {
  double at(long time);
}
