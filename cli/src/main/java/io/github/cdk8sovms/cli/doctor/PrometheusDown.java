package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Why a Prometheus behind a Service does not answer, as far as its Service and pods show. */
final class PrometheusDown {
  private final Cluster cluster;
  private final PrometheusAddress address;

  PrometheusDown(Cluster cluster, PrometheusAddress address) {
    this.cluster = cluster;
    this.address = address;
  }

  /**
   * Looks at them; empty if they are as they should be, or cannot be seen.
   *
   * @throws UnseenException if it is none of the cluster's
   */
  Optional<HopResult> look() {
    Answer service = cluster.answer(address.object());
    if (service.isNotFound()) {
      return missing();
    }
    return service.isOk() ? notReady(service.json()) : Optional.empty();
  }

  /** A host of two labels may be anywhere, unless the second is a namespace. */
  private Optional<HopResult> missing() {
    if (!address.isOfCluster()
        && !cluster.answer("/api/v1/namespaces/" + address.namespace()).isOk()) {
      throw new UnseenException(
          "asked is %s.%s, which is no Service that could be seen; say where it is with --prometheus"
              .formatted(address.service(), address.namespace()));
    }
    return Optional.of(
        HopResult.broken(
            Diagnosis.PROMETHEUS_MISSING,
            "there is no " + address,
            "Apply the Prometheus, or start the adapter with another --prometheus-url."));
  }

  private Optional<HopResult> notReady(JsonNode service) {
    if (service.at("/spec/type").asText().equals("ExternalName")) {
      throw new UnseenException(
          "%s leads out of the cluster, to %s; ask it there with --prometheus"
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
