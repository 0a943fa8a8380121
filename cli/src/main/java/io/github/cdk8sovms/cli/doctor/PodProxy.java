package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A proxy in front of the server in a pod.
 *
 * @param name for people
 * @param remedy the configuration that allows scrapes, as a sentence
 */
record PodProxy(String name, String remedy) {
  private static final String AMBIENT =
      "A STRICT PeerAuthentication rejects clients outside the mesh. Add Prometheus to the mesh"
          + " (label istio.io/dataplane-mode=ambient on its namespace), or set portLevelMtls of port"
          + " %1$d to PERMISSIVE.";
  private static final String ISTIO =
      "A STRICT PeerAuthentication rejects clients outside the mesh. Set portLevelMtls of port %1$d"
          + " to PERMISSIVE, or exclude the port with the annotation"
          + " traffic.sidecar.istio.io/excludeInboundPorts: \"%1$d\" on the pods.";
  private static final String LINKERD =
      "Exclude the port with the annotation config.linkerd.io/skip-inbound-ports: \"%1$d\" on the"
          + " pods, or authorize Prometheus for a Server of port %1$d.";
  private static final String OTHER =
      "Configure it to forward GET /metrics to port %1$d. Read its log:";

  /** Returns the proxy in front of a port, as far as the pod and its namespace show. */
  static Optional<PodProxy> of(Cluster cluster, Pod pod, int port) {
    JsonNode annotations = pod.object().at("/metadata/annotations");
    if (annotations.path("ambient.istio.io/redirection").asText().equals("enabled")
        || isAmbient(cluster, pod)) {
      return Optional.of(
          new PodProxy("the ztunnel of Istio's ambient mesh", AMBIENT.formatted(port)));
    }
    List<JsonNode> containers =
        Stream.of("initContainers", "containers")
            .flatMap(list -> pod.object().at("/spec/" + list).valueStream())
            .filter(ProxyContainer::isProxy)
            .toList();
    return containers.stream()
        .findFirst()
        .map(
            container -> {
              String name = container.path("name").asText();
              String remedy =
                  switch (name) {
                    case "istio-proxy" -> ISTIO;
                    case "linkerd-proxy" -> LINKERD;
                    default ->
                        OTHER
                            + " kubectl logs %s --namespace %s --container %s"
                                .formatted(pod.name(), pod.namespace(), name);
                  };
              return new PodProxy("container " + name, remedy.formatted(port));
            });
  }

  private static boolean isAmbient(Cluster cluster, Pod pod) {
    JsonNode labels = pod.object().at("/metadata/labels");
    String own = labels.path("istio.io/dataplane-mode").asText();
    if (!own.isEmpty()) {
      return own.equals("ambient");
    }
    try {
      return cluster
          .find("/api/v1/namespaces/" + pod.namespace())
          .filter(
              namespace ->
                  namespace
                      .at("/metadata/labels")
                      .path("istio.io/dataplane-mode")
                      .asText()
                      .equals("ambient"))
          .isPresent();
    } catch (UnseenException e) {
      return false;
    }
  }
}
