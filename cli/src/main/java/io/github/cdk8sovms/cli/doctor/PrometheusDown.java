package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Why a Prometheus behind a Service does not respond, as far as its Service and pods show. */
final class PrometheusDown {
  private final Cluster cluster;
  private final PrometheusAddress address;

  PrometheusDown(Cluster cluster, PrometheusAddress address) {
    this.cluster = cluster;
    this.address = address;
  }

  /**
   * Checks them; empty if they are healthy, or cannot be read.
   *
   * @throws UnseenException if it is not in the cluster
   */
  Optional<HopResult> check() {
    Answer service = cluster.answer(address.object());
    if (service.isNotFound()) {
      return missing();
    }
    return service.isOk() ? notReady(service.json()) : Optional.empty();
  }

  /** Handles a missing Service: a host with two labels may be external. */
  private Optional<HopResult> missing() {
    if (!address.isOfCluster()
        && !cluster.answer("/api/v1/namespaces/" + address.namespace()).isOk()) {
      throw new UnseenException(
          "the queried host is %s.%s, which is no known Service; set its URL with --prometheus"
              .formatted(address.service(), address.namespace()));
    }
    return Optional.of(
        HopResult.broken(
            Diagnosis.PROMETHEUS_MISSING,
            address + " does not exist",
            "Apply the Prometheus, or start the adapter with another --prometheus-url."));
  }

  private Optional<HopResult> notReady(JsonNode service) {
    if (service.at("/spec/type").asText().equals("ExternalName")) {
      throw new UnseenException(
          "%s is an alias of %s outside the cluster; set its URL with --prometheus"
              .formatted(address, service.at("/spec/externalName").asText()));
    }
    String selector = Cluster.selector(service.at("/spec/selector"));
    if (selector.isEmpty()) {
      return Optional.empty();
    }
    Answer list = cluster.answer(Cluster.podsPath(address.namespace(), selector));
    if (!list.isOk()) {
      return Optional.empty();
    }
    List<Pod> pods = cluster.pods(address.namespace(), selector);
    if (pods.stream().anyMatch(Pod::isReady)) {
      return Optional.empty();
    }
    String reason =
        pods.stream()
            .findFirst()
            .map(pod -> "pod " + pod.name() + ": " + pod.reason())
            .orElse("it selects no pods: " + selector);
    return Optional.of(
        HopResult.broken(
            Diagnosis.PROMETHEUS_NOT_READY,
            address + "; " + reason,
            "kubectl get statefulsets,deployments,pods --namespace " + address.namespace(),
            "kubectl describe pods --namespace %s --selector %s"
                .formatted(address.namespace(), selector)));
  }
}
