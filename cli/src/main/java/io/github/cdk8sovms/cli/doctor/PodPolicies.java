package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The NetworkPolicies that decide who may call a pod. */
final class PodPolicies {
  private PodPolicies() {}

  /**
   * A sentence that names those that select a pod, and leave out everybody whom none of them lets
   * in. Whether they are enforced, and whether the scraper is let in, is not seen here.
   */
  static String action(Surroundings surroundings, List<Pod> pods) {
    String namespace = surroundings.autoscaler().namespace();
    Optional<String> names = pods.stream().findFirst().flatMap(pod -> names(surroundings, pod));
    String command = "kubectl get networkpolicies --namespace " + namespace;
    return names
        .map(
            found ->
                found.isEmpty()
                    ? "No NetworkPolicy of namespace %s selects the pods; a policy of Cilium, of Calico or of the whole cluster may."
                        .formatted(namespace)
                    : "NetworkPolicies that select the pods: %s. One of them must let in what scrapes: %s"
                        .formatted(found, command))
        .orElse("A NetworkPolicy may keep out what scrapes: " + command);
  }

  /** Empty if they may not be listed. */
  private static Optional<String> names(Surroundings surroundings, Pod pod) {
    try {
      return Optional.of(
          surroundings
              .cluster()
              .list(
                  "/apis/networking.k8s.io/v1/namespaces/"
                      + surroundings.autoscaler().namespace()
                      + "/networkpolicies")
              .stream()
              .filter(policy -> isOfIngress(policy) && selects(policy, pod))
              .map(Cluster::name)
              .sorted()
              .collect(Collectors.joining(", ")));
    } catch (UnseenException e) {
      return Optional.empty();
    }
  }

  /** Without a list of types it is one of ingress. */
  private static boolean isOfIngress(JsonNode policy) {
    JsonNode types = policy.at("/spec/policyTypes");
    return types.isEmpty()
        || Prometheus.elements(types).stream().anyMatch(type -> type.asText().equals("Ingress"));
  }

  /** Expressions are taken to match, since they may. */
  private static boolean selects(JsonNode policy, Pod pod) {
    JsonNode labels = pod.object().at("/metadata/labels");
    return policy.at("/spec/podSelector/matchLabels").properties().stream()
        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
  }
}
