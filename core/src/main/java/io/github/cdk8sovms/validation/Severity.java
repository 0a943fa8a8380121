package io.github.cdk8sovms.validation;

/** The effect of a finding on synthesis. */
public enum Severity {
  /**
   * Nothing is emitted: a cluster would reject the objects, or they would not work as configured.
   */
  ERROR,
  /** The objects are emitted, but need attention. */
  WARNING
}
