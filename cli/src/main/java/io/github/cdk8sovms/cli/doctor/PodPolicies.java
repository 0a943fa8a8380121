package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The NetworkPolicies that restrict ingress to a pod. */
final class PodPolicies {
  private PodPolicies() {}

  /**
   * Returns a sentence with the policies that select a pod, and so block all clients that none of
   * them allows. Whether they are enforced, and whether they allow the scraper, is not checked.
   */
  static String action(HopContext context, List<Pod> pods) {
    String namespace = context.autoscaler().namespace();
    Optional<String> names = pods.stream().findFirst().flatMap(pod -> names(context, pod));
    String command = "kubectl get networkpolicies --namespace " + namespace;
    return names
        .map(
            found ->
                found.isEmpty()
                    ? "No NetworkPolicy of namespace %s selects the pods; a policy of Cilium or Calico, or a cluster-wide one, may."
                        .formatted(namespace)
                    : "NetworkPolicies that select the pods: %s. One of them must allow the scraper: %s"
                        .formatted(found, command))
        .orElse("A NetworkPolicy may block the scraper: " + command);
  }

  /** Returns their names; empty without permission to list them. */
  private static Optional<String> names(HopContext context, Pod pod) {
    try {
      return Optional.of(
          context
              .cluster()
              .list(
                  "/apis/networking.k8s.io/v1/namespaces/"
                      + context.autoscaler().namespace()
                      + "/networkpolicies")
              .stream()
              .filter(policy -> isOfIngress(policy) && selects(policy, pod))
              .map(ObjectMeta::name)
              .sorted()
              .collect(Collectors.joining(", ")));
    } catch (UnseenException e) {
      return Optional.empty();
    }
  }

  /** Returns whether it restricts ingress, the default without policyTypes. */
  private static boolean isOfIngress(JsonNode policy) {
    JsonNode types = policy.at("/spec/policyTypes");
    return types.isEmpty() || types.valueStream().anyMatch(type -> type.asText().equals("Ingress"));
  }

  /** Returns whether it may select a pod; matchExpressions are assumed to match. */
  private static boolean selects(JsonNode policy, Pod pod) {
    JsonNode labels = pod.object().at("/metadata/labels");
    return policy.at("/spec/podSelector/matchLabels").properties().stream()
        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
  }
}
