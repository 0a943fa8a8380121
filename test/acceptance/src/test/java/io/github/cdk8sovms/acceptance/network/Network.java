package io.github.cdk8sovms.acceptance.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the NetworkPolicies of some objects let through, as Kubernetes defines it: a pod that no
 * policy of a direction selects is free in that direction; any other has what the policies that
 * select it allow. A connection between pods must be allowed at both ends.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/">NetworkPolicy</a>
 */
public record Network(List<Manifest> policies) {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  /** One end of a connection. */
  public sealed interface Endpoint {}

  /** A pod: the one that runs, or would run, with these labels in this namespace. */
  public record Pod(String namespace, Map<String, String> labels) implements Endpoint {}

  /** Something with an address that is no pod: a node, or a host outside the cluster. */
  public record Host(String address) implements Endpoint {}

  /** A port at the called end. */
  public record Port(String protocol, int number) {}

  public static Network of(List<Manifest> objects) {
    return new Network(
        objects.stream().filter(object -> object.kind().equals("NetworkPolicy")).toList());
  }

  /** The pods of a workload among the objects. */
  public static Pod podOf(List<Manifest> objects, String kind, String name) {
    Manifest workload = Manifest.find(objects, kind, name);
    Map<String, String> labels = new HashMap<>();
    workload
        .tree()
        .at("/spec/template/metadata/labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return new Pod(workload.namespace(), labels);
  }

  public boolean lets(Endpoint caller, Endpoint called, Port port) {
    return allows(caller, called, port, "Egress", "egress", "to")
        && allows(called, caller, port, "Ingress", "ingress", "from");
  }

  private boolean allows(
      Endpoint own, Endpoint other, Port port, String type, String rules, String peers) {
    if (!(own instanceof Pod pod)) {
      return true;
    }
    List<Manifest> ofPod =
        policies.stream()
            .filter(policy -> policy.namespace().equals(pod.namespace()))
            .filter(policy -> selects(policy.tree().at("/spec/podSelector"), pod.labels()))
            .filter(policy -> texts(policy.tree().at("/spec/policyTypes")).anyMatch(type::equals))
            .toList();
    return ofPod.isEmpty()
        || ofPod.stream()
            .flatMap(
                policy ->
                    elements(policy.tree().at("/spec/" + rules))
                        .filter(rule -> hasPeer(rule, peers, policy.namespace(), other)))
            .anyMatch(rule -> hasPort(rule, port));
  }

  private static boolean hasPeer(JsonNode rule, String peers, String namespace, Endpoint other) {
    return !rule.has(peers)
        || elements(rule.get(peers)).anyMatch(peer -> matches(peer, namespace, other));
  }

  private static boolean matches(JsonNode peer, String namespace, Endpoint other) {
    if (other instanceof Host host) {
      return peer.has("ipBlock") && isIn(peer.at("/ipBlock/cidr").asText(), host.address());
    }
    Pod pod = (Pod) other;
    if (peer.has("ipBlock")) {
      return false;
    }
    boolean namespaceMatches =
        peer.has("namespaceSelector")
            ? selects(peer.get("namespaceSelector"), Map.of(NAMESPACE_NAME, pod.namespace()))
            : namespace.equals(pod.namespace());
    return namespaceMatches
        && (!peer.has("podSelector") || selects(peer.get("podSelector"), pod.labels()));
  }

  private static boolean hasPort(JsonNode rule, Port port) {
    return !rule.has("ports")
        || elements(rule.get("ports"))
            .anyMatch(
                allowed ->
                    allowed.path("protocol").asText("TCP").equals(port.protocol())
                        && allowed.path("port").asInt() == port.number());
  }

  private static boolean selects(JsonNode selector, Map<String, String> labels) {
    if (!selector.isObject() || selector.has("matchExpressions")) {
      throw new AssertionError("not a selector that is known here: " + selector);
    }
    return selector.path("matchLabels").properties().stream()
        .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
  }

  private static boolean isIn(String block, String address) {
    if (block.contains(":") != address.contains(":")) {
      return false;
    }
    int slash = block.indexOf('/');
    int length = Integer.parseInt(block.substring(slash + 1));
    long mask = length == 0 ? 0 : -1L << (32 - length);
    return (number(block.substring(0, slash)) & mask) == (number(address) & mask);
  }

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.")) {
      number = number * 256 + Integer.parseInt(part);
    }
    return number;
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Stream<String> texts(JsonNode list) {
    return elements(list).map(JsonNode::asText);
  }
}
