package io.github.cdk8sovms.monitoring;

/** Whose monitors a Prometheus of the operator takes up. */
public enum MonitorScope {
  /** Those of every namespace: the selector {@code {}}. */
  ALL_NAMESPACES,
  /** Those of its own namespace: no selector, which means the opposite of an empty one. */
  OWN_NAMESPACE
}
