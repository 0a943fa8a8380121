package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the NetworkPolicies of a cluster allow, at one time.
 *
 * @param policies of all namespaces
 * @param podByAddress every pod that has an address
 * @param namespaceLabels by name of the namespace
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Kubernetes</a>
 */
record NetworkPolicies(
    List<JsonNode> policies,
    Map<String, JsonNode> podByAddress,
    Map<String, JsonNode> namespaceLabels) {

  static final NetworkPolicies NONE = new NetworkPolicies(List.of(), Map.of(), Map.of());

  NetworkPolicies {
    policies = List.copyOf(policies);
    podByAddress = Map.copyOf(podByAddress);
    namespaceLabels = Map.copyOf(namespaceLabels);
  }

  /**
   * Whether one may open a connection to a port of the other; addresses without a pod are nodes.
   */
  boolean allows(String from, String to, int port) {
    return allows("Egress", from, to, to, port) && allows("Ingress", to, from, to, port);
  }

  /**
   * @param subject whose policies are asked
   * @param peer the other end
   * @param server the end that listens, whose ports may have names
   */
  private boolean allows(String direction, String subject, String peer, String server, int port) {
    Optional<JsonNode> pod = Optional.ofNullable(podByAddress.get(subject));
    List<JsonNode> own =
        policies.stream()
            .filter(policy -> pod.isPresent() && isAbout(policy, pod.get(), direction))
            .toList();
    return own.isEmpty()
        || own.stream().anyMatch(policy -> hasRule(policy, direction, peer, server, port));
  }

  private static boolean isAbout(JsonNode policy, JsonNode pod, String direction) {
    JsonNode spec = policy.path("spec");
    boolean inDirection =
        spec.has("policyTypes")
            ? spec.path("policyTypes")
                .valueStream()
                .anyMatch(each -> each.asText().equals(direction))
            : direction.equals("Ingress") || spec.has("egress");
    return inDirection
        && namespace(policy).equals(namespace(pod))
        && new LabelSelector(spec.path("podSelector")).selects(pod.at("/metadata/labels"));
  }

  private boolean hasRule(JsonNode policy, String direction, String peer, String server, int port) {
    boolean egress = direction.equals("Egress");
    return policy
        .path("spec")
        .path(egress ? "egress" : "ingress")
        .valueStream()
        .anyMatch(
            rule ->
                hasPort(rule.path("ports"), server, port)
                    && hasPeer(rule.path(egress ? "to" : "from"), namespace(policy), peer));
  }

  private boolean hasPort(JsonNode ports, String server, int port) {
    return ports.isEmpty() || ports.valueStream().anyMatch(each -> isPort(each, server, port));
  }

  private boolean isPort(JsonNode allowed, String server, int port) {
    if (!allowed.path("protocol").asText("TCP").equals("TCP")) {
      return false;
    }
    JsonNode number = allowed.path("port");
    if (number.isTextual()) {
      return Optional.ofNullable(podByAddress.get(server)).stream()
          .flatMap(pod -> pod.at("/spec/containers").valueStream())
          .flatMap(container -> container.path("ports").valueStream())
          .anyMatch(
              each ->
                  each.path("name").equals(number) && each.path("containerPort").asInt() == port);
    }
    return number.isMissingNode()
        || port >= number.asInt() && port <= allowed.path("endPort").asInt(number.asInt());
  }

  private boolean hasPeer(JsonNode peers, String ownNamespace, String peer) {
    return peers.isEmpty()
        || peers.valueStream().anyMatch(each -> isPeer(each, ownNamespace, peer));
  }

  private boolean isPeer(JsonNode allowed, String ownNamespace, String peer) {
    if (allowed.has("ipBlock")) {
      JsonNode block = allowed.path("ipBlock");
      return Cidr.of(block.path("cidr").asText()).contains(peer)
          && block
              .path("except")
              .valueStream()
              .noneMatch(except -> Cidr.of(except.asText()).contains(peer));
    }
    JsonNode pod = podByAddress.get(peer);
    if (pod == null) {
      return false;
    }
    boolean inNamespace =
        allowed.has("namespaceSelector")
            ? new LabelSelector(allowed.path("namespaceSelector"))
                .selects(namespaceLabels.get(namespace(pod)))
            : namespace(pod).equals(ownNamespace);
    return inNamespace
        && new LabelSelector(allowed.path("podSelector")).selects(pod.at("/metadata/labels"));
  }

  private static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }
}
