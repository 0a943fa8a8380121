package io.github.cdk8sovms.validation;

/** What a finding means for synthesis. */
public enum Severity {
  /**
   * Nothing is emitted: a cluster would refuse the objects, or they would not do what was asked.
   */
  ERROR,
  /** The objects are emitted; their author should know something about them. */
  WARNING
}
