package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the builders of every kind of server take. */
final class ServerChoices {
  private final OvmsVersion proposed;
  private final List<Servable> servables = new ArrayList<>();
  private @Nullable OvmsImage image;
  private @Nullable Resources resources;
  private @Nullable ConfigFile configFile;
  private @Nullable List<NetworkPeer> clients;
  private LogLevel logLevel = LogLevel.INFO;
  private Duration fileSystemPollInterval = Duration.ZERO;
  private ExportedMetrics metrics = ExportedMetrics.DEFAULT;
  private OptionalInt replicas = OptionalInt.empty();
  private OptionalInt restWorkers = OptionalInt.empty();
  private Ports ports = Ports.DEFAULT;
  private boolean claimsDevices;

  /**
   * @param proposed the version that reports propose. The other options are checked for it if the
   *     image is missing, or does not tell its version, so that one report has all mistakes
   */
  ServerChoices(OvmsVersion proposed) {
    this.proposed = proposed;
  }

  void image(OvmsImage ovms) {
    this.image = ovms;
  }

  void servable(Servable servable) {
    servables.add(servable);
  }

  void resources(Resources perPod) {
    this.resources = perPod;
  }

  void metrics(List<OvmsMetric> chosen) {
    this.metrics = metrics.with(chosen);
  }

  void restWorkers(int count) {
    this.restWorkers = OptionalInt.of(count);
  }

  void replicas(int count) {
    this.replicas = OptionalInt.of(count);
  }

  void configFile(String configMap, String key) {
    this.configFile = new ConfigFile(configMap, key);
  }

  void fileSystemPollInterval(Duration interval) {
    this.fileSystemPollInterval = interval;
  }

  void logLevel(LogLevel level) {
    this.logLevel = level;
  }

  void ports(int grpc, int rest) {
    this.ports = new Ports(grpc, rest);
  }

  void claimsDevices() {
    this.claimsDevices = true;
  }

  void clients(List<NetworkPeer> callers) {
    List<NetworkPeer> all = new ArrayList<>(clients == null ? List.of() : clients);
    all.addAll(callers);
    this.clients = all;
  }

  boolean areClientsGiven() {
    return clients != null;
  }

  List<Servable> servables() {
    return servables;
  }

  /** Returns the OVMS version, or the proposed one if it is not known. */
  OvmsVersion version() {
    return imageWithVersion().version().orElse(proposed);
  }

  private OvmsImage imageWithVersion() {
    if (image == null) {
      return OvmsImage.of(proposed.toString());
    }
    return image.version().isPresent() ? image : image.version(proposed.toString());
  }

  /**
   * Checks everything that all kinds of server have.
   *
   * @param hasDefaultResources whether CPU and memory have defaults
   */
  void check(Findings findings, boolean hasDefaultResources) {
    checkImage(findings);
    Resources ofPod = ServerSpec.resources(servables, Optional.ofNullable(resources));
    new ServedModels(servables)
        .check(findings, ofPod, hasDefaultResources || resources != null, claimsDevices);
    new ServedDevices(servables)
        .checkResources(findings, ServerSpec.configured(Optional.ofNullable(resources)));
    if (configFile != null) {
      configFile.check(findings);
    }
    ports.check(findings);
    if (clients != null) {
      clients.forEach(peer -> Peer.of(peer).check(findings, "clients"));
    }
    ResourceAmounts.of(ofPod).check(findings, "resources");
    Durations.check(
        findings,
        "fileSystemPollInterval",
        fileSystemPollInterval,
        Duration.ZERO,
        Duration.ofDays(1));
    replicas.ifPresent(
        count ->
            findings.require(
                count >= 0,
                FindingCode.REPLICAS,
                "replicas",
                quote(count) + " is not a valid number of pods; it must be 0 or more",
                "Write .replicas(1), or leave it to an autoscaler."));
    ServerSpec.capacity(servables, restWorkers, version()).check(findings);
  }

  private void checkImage(Findings findings) {
    if (image == null) {
      findings.add(
          FindingCode.MISSING,
          "image",
          "no image is given; the metrics for autoscaling depend on the OVMS version",
          "Add .image(" + OvmsImage.proposal(proposed) + ").");
    } else {
      image.check(findings, proposed);
      new ServedDevices(servables).checkImage(findings, image);
    }
    metrics.checkFor(version(), findings);
    servables.forEach(each -> each.checkFor(version(), each.in(findings)));
  }

  /**
   * Resolves the options.
   *
   * @param name of the server, from which the ConfigMap takes its name by default
   */
  ServerSpec spec(Placement placement, String name, Lifecycle lifecycle) {
    return new ServerSpec(
        placement,
        servables,
        imageWithVersion(),
        metrics,
        restWorkers,
        ports,
        lifecycle,
        clients == null ? List.of(NetworkPeer.sameNamespace()) : List.copyOf(clients),
        configFile == null ? new ConfigFile(name + "-config", ConfigFile.DEFAULT_KEY) : configFile,
        logLevel,
        fileSystemPollInterval,
        replicas,
        Optional.ofNullable(resources));
  }
}
