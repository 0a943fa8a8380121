package io.github.cdk8sovms.serving.internal;

import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.internal.Link;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cdk8s.plus34.k8s.NetworkPolicySpec;

/**
 * The pods of a server as they are emitted, patches included, for a copy with other labels: neither
 * the Service, the Deployment nor the autoscaler of the server select it.
 */
public final class ServerPod {
  /** Reads the pods of a server. */
  public static final Link<OvmsModelServer, ServerPod> LINK = new Link<>();

  private final Placement placement;
  private final String container;
  private final BiFunction<PodSettings, Map<String, String>, NetworkPolicySpec> network;
  private final Map<?, ?> template;

  /**
   * Reads a Deployment.
   *
   * @param placement of the server
   * @param container the name of its container
   * @param network writes a policy by which pods with labels can read the models and nothing else
   * @param deployment its fields, as emitted
   */
  public ServerPod(
      Placement placement,
      String container,
      BiFunction<PodSettings, Map<String, String>, NetworkPolicySpec> network,
      Map<String, Object> deployment) {
    this.placement = Required.nonNull(placement, "placement");
    this.container = Required.nonNull(container, "container");
    this.network = Required.nonNull(network, "network");
    this.template =
        map(map(Required.nonNull(deployment, "deployment").get("spec")).get("template"));
  }

  /** Returns the annotations of the pods. */
  public Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    map(map(template.get("metadata")).get("annotations"))
        .forEach((key, value) -> annotations.put(String.valueOf(key), String.valueOf(value)));
    return Collections.unmodifiableMap(annotations);
  }

  /** Returns a modifiable copy of the fields of the pods, without their containers. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = copy(map(template.get("spec")));
    fields.remove("containers");
    fields.remove("initContainers");
    return fields;
  }

  /** Returns the containers that end before the server starts, as modifiable copies. */
  public List<Map<String, Object>> initContainers() {
    return list("initContainers");
  }

  /**
   * Returns the other containers, as modifiable copies: sidecars that the user added or patched.
   */
  public List<Map<String, Object>> sidecars() {
    return list("containers").stream().filter(each -> !isServer(each)).toList();
  }

  /** Returns the container of the server, as a modifiable copy. */
  public Map<String, Object> server() {
    return list("containers").stream().filter(this::isServer).findFirst().orElseThrow();
  }

  /** Returns the placement of the server. */
  public Placement placement() {
    return placement;
  }

  /**
   * Returns a policy by which pods can read the models and nothing else; empty without policies.
   *
   * @param labels of the pods
   * @param settings their network and mesh
   */
  public Optional<NetworkPolicySpec> network(Map<String, String> labels, PodSettings settings) {
    Required.nonNull(labels, "labels");
    Required.nonNull(settings, "settings");
    return placement.pods().isolated()
        ? Optional.of(network.apply(settings, labels))
        : Optional.empty();
  }

  private List<Map<String, Object>> list(String name) {
    List<Map<String, Object>> all = new ArrayList<>();
    if (map(template.get("spec")).get(name) instanceof List<?> list) {
      list.forEach(each -> all.add(copy(map(each))));
    }
    return all;
  }

  private boolean isServer(Map<String, Object> each) {
    return container.equals(each.get("name"));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
