package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;

/**
 * The pod of a Prometheus of our own; one that is there already has its own.
 *
 * @param image what it runs
 * @param storage where samples are, and how long
 * @param resources its CPU and memory
 * @param clients who may query it besides the adapter
 */
record PrometheusPod(
    PrometheusImage image, Storage storage, Resources resources, List<NetworkPeer> clients) {
  static final PrometheusPod DEFAULT =
      new PrometheusPod(
          PrometheusImage.DEFAULT, Storage.DEFAULT, Resources.cpu("500m").memory("1Gi"), List.of());

  PrometheusPod {
    clients = List.copyOf(clients);
  }

  PrometheusPod running(PrometheusImage other) {
    return new PrometheusPod(other, storage, resources, clients);
  }

  PrometheusPod storing(Storage other) {
    return new PrometheusPod(image, other, resources, clients);
  }

  PrometheusPod with(Resources other) {
    return new PrometheusPod(image, storage, other, clients);
  }

  PrometheusPod answering(List<NetworkPeer> callers) {
    return new PrometheusPod(image, storage, resources, callers);
  }

  void check(Findings findings) {
    image.check(findings);
    storage.check(findings);
    resources.check(findings, "resources");
    clients.forEach(peer -> peer.check(findings, "clients"));
  }
}
