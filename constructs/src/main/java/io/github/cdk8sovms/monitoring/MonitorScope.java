package io.github.cdk8sovms.monitoring;

/** The namespaces whose monitors a Prometheus of the operator selects. */
public enum MonitorScope {
  /** Monitors in every namespace: the selector {@code {}}. */
  ALL_NAMESPACES,
  /**
   * Monitors in the namespace of Prometheus: no selector, which is the opposite of an empty one.
   */
  OWN_NAMESPACE
}
