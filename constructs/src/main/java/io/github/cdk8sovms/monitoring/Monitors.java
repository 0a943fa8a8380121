package io.github.cdk8sovms.monitoring;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kind of object that configures scrapes. */
public enum Monitors {
  /** One PodMonitor per server: pods are scraped even while they are not ready. */
  POD_MONITOR("monitoring.coreos.com/v1", "PodMonitor", null),
  /** One ServiceMonitor per server: targets are the Service's endpoints. */
  SERVICE_MONITOR("monitoring.coreos.com/v1", "ServiceMonitor", null),
  /**
   * One PodMonitoring per server, for Google Cloud Managed Service for Prometheus. Its collectors
   * run in {@code gmp-system}, on Autopilot in {@code gke-gmp-system}; rules become {@code Rules}
   * in the namespace of the servers.
   */
  GOOGLE_POD_MONITORING("monitoring.googleapis.com/v1", "PodMonitoring", "gmp-system"),
  /**
   * One PodMonitor of Azure's API group per server, for Azure Monitor's managed Prometheus. Its
   * collectors run in {@code kube-system}. Rules are Azure resources; those of {@code Alerts} are
   * in a ConfigMap.
   */
  AZURE_POD_MONITOR("azmonitoring.coreos.com/v1", "PodMonitor", "kube-system"),
  /** None: the scrapes of Prometheus are configured already. */
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

  /** Returns the namespace of the collectors, if it is known. */
  Optional<String> collectors() {
    return collectors;
  }

  /** Returns whether the Prometheus Operator reads them. */
  boolean areOfOperator() {
    return this == POD_MONITOR || this == SERVICE_MONITOR;
  }
}
