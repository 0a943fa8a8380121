package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
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
 */
record PrometheusPod(
    PrometheusImage image, Storage storage, Resources resources, List<NetworkPeer> clients) {
  static final PrometheusPod DEFAULT =
      new PrometheusPod(
          PrometheusImage.DEFAULT, Storage.DEFAULT, Resources.cpu("500m").memory("1Gi"), List.of());

  PrometheusPod {
    clients = List.copyOf(clients);
  }

  PrometheusPod withImage(PrometheusImage other) {
    return new PrometheusPod(other, storage, resources, clients);
  }

  PrometheusPod withStorage(Storage other) {
    return new PrometheusPod(image, other, resources, clients);
  }

  PrometheusPod withResources(Resources other) {
    return new PrometheusPod(image, storage, other, clients);
  }

  PrometheusPod withClients(List<NetworkPeer> callers) {
    return new PrometheusPod(
        image, storage, resources, Stream.concat(clients.stream(), callers.stream()).toList());
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
    resources.check(findings, "resources");
    clients.forEach(peer -> peer.check(findings, "clients"));
  }
}
