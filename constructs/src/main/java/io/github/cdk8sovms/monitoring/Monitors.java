package io.github.cdk8sovms.monitoring;

/** Which kind of object tells a Prometheus Operator what to scrape. */
public enum Monitors {
  /** One PodMonitor a server: pods are scraped also while they are not ready. */
  POD_MONITOR,
  /** One ServiceMonitor a server: through the Service's endpoints. */
  SERVICE_MONITOR,
  /** None: Prometheus knows already what to scrape. */
  NONE
}
