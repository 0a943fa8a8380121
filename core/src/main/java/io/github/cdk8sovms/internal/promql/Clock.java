package io.github.cdk8sovms.internal.promql;

/** Counts evaluations, so that a result is calculated once in each. */
final class Clock {
  private long round;

  void next() {
    round++;
  }

  long round() {
    return round;
  }
}
