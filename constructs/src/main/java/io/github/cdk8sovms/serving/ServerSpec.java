package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.ServingCapacity;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What every kind of server has.
 *
 * @param placement its place in the construct tree, and its names
 * @param servables models and graphs
 * @param image with the OVMS version
 * @param metrics that are exported
 * @param restWorkers threads for HTTP requests, if configured
 * @param ports for gRPC and HTTP
 * @param lifecycle startup, longest request and age of connections
 * @param clients that are allowed
 * @param configFile ConfigMap and key of the configuration
 * @param logLevel of OVMS
 * @param fileSystemPollInterval how often new model versions are looked for; zero for never
 * @param replicas a fixed number of pods, if configured
 * @param configuredResources CPU and memory of a pod, if configured
 */
record ServerSpec(
    Placement placement,
    List<Servable> servables,
    OvmsImage image,
    ExportedMetrics metrics,
    OptionalInt restWorkers,
    Ports ports,
    Lifecycle lifecycle,
    List<NetworkPeer> clients,
    ConfigFile configFile,
    LogLevel logLevel,
    Duration fileSystemPollInterval,
    OptionalInt replicas,
    Optional<Resources> configuredResources) {
  private static final Resources DEFAULT_RESOURCES = Resources.cpu("2").memory("2Gi");

  ServerSpec {
    servables = List.copyOf(servables);
    clients = List.copyOf(clients);
  }

  OvmsVersion version() {
    return image.version().orElseThrow();
  }

  /** Returns the name of the image, with the variant for the devices. */
  String imageText() {
    return image.text(new ServedDevices(servables).areAccelerated());
  }

  List<OvmsMetric> exportedMetrics() {
    return metrics.of(version());
  }

  ServingCapacity capacity() {
    return capacity(servables, restWorkers, version());
  }

  static ServingCapacity capacity(
      List<Servable> servables, OptionalInt restWorkers, OvmsVersion version) {
    List<Served> served = servables.stream().map(Servable::served).toList();
    return restWorkers.isPresent()
        ? new ServingCapacity(served, restWorkers)
        : ServingCapacity.derivedFrom(served, version.needsFilesForWorkers());
  }

  boolean needsFilesForWorkers() {
    return version().needsFilesForWorkers();
  }

  /** Returns CPU and memory, and the devices of the models. */
  Resources resources() {
    return resources(servables, configuredResources);
  }

  static Resources resources(List<Servable> servables, Optional<Resources> configured) {
    return new ServedDevices(servables).addTo(configured(configured));
  }

  static Resources configured(Optional<Resources> configured) {
    return configured.orElse(DEFAULT_RESOURCES);
  }
}
