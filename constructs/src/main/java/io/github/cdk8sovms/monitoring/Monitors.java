package io.github.cdk8sovms.monitoring;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which kind of object says what is to be scraped. */
public enum Monitors {
  /** One PodMonitor a server: pods are scraped also while they are not ready. */
  POD_MONITOR("monitoring.coreos.com/v1", "PodMonitor", null),
  /** One ServiceMonitor a server: through the Service's endpoints. */
  SERVICE_MONITOR("monitoring.coreos.com/v1", "ServiceMonitor", null),
  /**
   * One PodMonitoring a server, for Google Cloud Managed Service for Prometheus. Its collectors run
   * in {@code gmp-system}, on Autopilot in {@code gke-gmp-system}; rules become {@code Rules} in
   * the namespace of the servers.
   */
  GOOGLE_POD_MONITORING("monitoring.googleapis.com/v1", "PodMonitoring", "gmp-system"),
  /**
   * One PodMonitor of Azure's group a server, for Azure Monitor's managed Prometheus. Its
   * collectors run in {@code kube-system}. Rules are resources of Azure there; those of {@code
   * Alerts} are in a ConfigMap.
   */
  AZURE_POD_MONITOR("azmonitoring.coreos.com/v1", "PodMonitor", "kube-system"),
  /** None: Prometheus knows already what to scrape. */
  NONE("", "", null);

  private final String apiVersion;
  private final String kind;
  private final Optional<String> collectors;

  Monitors(String apiVersion, String kind, @Nullable String collectors) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.collectors = Optional.ofNullable(collectors);
  }

  String apiVersion() {
    return apiVersion;
  }

  String kind() {
    return kind;
  }

  /** The namespace of what scrapes by them, where it is known. */
  Optional<String> collectors() {
    return collectors;
  }

  /** Whether the Prometheus Operator reads them. */
  boolean areOfOperator() {
    return this == POD_MONITOR || this == SERVICE_MONITOR;
  }
}
