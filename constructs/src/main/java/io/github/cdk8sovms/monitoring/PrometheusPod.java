package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pod of a Prometheus that this library creates.
 *
 * @param image of Prometheus
 * @param storage of samples
 * @param resources CPU and memory
 * @param clients allowed besides the adapter
 * @param replicas that all scrape the same servers
 * @param remote labels and stores for samples that leave it
 */
record PrometheusPod(
    PrometheusImage image,
    Storage storage,
    Resources resources,
    List<NetworkPeer> clients,
    int replicas,
    RemoteStorage remote) {
  static final PrometheusPod DEFAULT =
      new PrometheusPod(
          PrometheusImage.DEFAULT,
          Storage.DEFAULT,
          Resources.cpu("500m").memory("1Gi"),
          List.of(),
          1,
          RemoteStorage.NONE);

  private static final int MOST_REPLICAS = 5;

  PrometheusPod {
    clients = List.copyOf(clients);
  }

  PrometheusPod withImage(PrometheusImage other) {
    return new PrometheusPod(other, storage, resources, clients, replicas, remote);
  }

  PrometheusPod withStorage(Storage other) {
    return new PrometheusPod(image, other, resources, clients, replicas, remote);
  }

  PrometheusPod withResources(Resources other) {
    return new PrometheusPod(image, storage, other, clients, replicas, remote);
  }

  PrometheusPod withClients(List<NetworkPeer> callers) {
    List<NetworkPeer> all = Stream.concat(clients.stream(), callers.stream()).toList();
    return new PrometheusPod(image, storage, resources, all, replicas, remote);
  }

  PrometheusPod withReplicas(int count) {
    return new PrometheusPod(image, storage, resources, clients, count, remote);
  }

  PrometheusPod withRemote(RemoteStorage other) {
    return new PrometheusPod(image, storage, resources, clients, replicas, other);
  }

  boolean isReplicated() {
    return replicas > 1;
  }

  /**
   * Returns the metrics about itself.
   *
   * @param job of its self-scrape
   * @param isolated whether a NetworkPolicy restricts its clients
   */
  SelfMonitoring ownSeries(String job, boolean isolated) {
    return new SelfMonitoring(job, storage.size(), isolated && clients.isEmpty());
  }

  void check(Findings findings) {
    image.check(findings);
    storage.check(findings);
    ResourceAmounts.of(resources).check(findings, "resources");
    clients.forEach(peer -> Peer.of(peer).check(findings, "clients"));
    remote.check(findings);
    findings.require(
        replicas >= 1 && replicas <= MOST_REPLICAS,
        FindingCode.REPLICAS,
        "replicas",
        quote(replicas)
            + " is not a number of Prometheus replicas; it must be 1 to "
            + MOST_REPLICAS
            + ", since each scrapes and stores everything",
        "Write .replicas(2).");
  }
}
