package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Does what a network plugin does: pods reach only what NetworkPolicies allow. The kernel drops
 * what a pod that runs for real sends elsewhere; on the way through a Service {@link ServiceProxy}
 * asks here, because only it knows both ends.
 */
final class NetworkPolicyEnforcer implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(250);
  private static final int API_SERVER_PORT = 6443;

  private final ApiClient api;
  private final PodNetwork network;
  private final Background.Loop loop;
  private volatile NetworkPolicies policies = NetworkPolicies.NONE;

  /** Starts at once. */
  NetworkPolicyEnforcer(ApiClient api, PodNetwork network) {
    this.api = api;
    this.network = network;
    this.loop = Background.repeat("network policies", PERIOD, this::pass);
  }

  boolean allows(String from, String to, int port) {
    return policies.allows(from, to, port);
  }

  @Override
  public void close() {
    loop.close();
  }

  private void pass() {
    Map<String, JsonNode> podByAddress = new HashMap<>();
    for (JsonNode pod : api.list("/api/v1/pods")) {
      if (pod.at("/status").has("podIP")) {
        podByAddress.put(pod.at("/status/podIP").asText(), pod);
      }
    }
    Map<String, JsonNode> namespaceLabels = new HashMap<>();
    for (JsonNode namespace : api.list("/api/v1/namespaces")) {
      namespaceLabels.put(
          namespace.at("/metadata/name").asText(), namespace.at("/metadata/labels"));
    }
    policies =
        new NetworkPolicies(
            api.list("/apis/networking.k8s.io/v1/networkpolicies"), podByAddress, namespaceLabels);
    network.allowOnly(rules(api.list("/api/v1/services")));
  }

  /** What every pod that runs for real may send, as selectors of {@code ip rule}. */
  private Set<String> rules(List<JsonNode> services) {
    Set<String> rules = new LinkedHashSet<>();
    network
        .attached()
        .forEach(
            attachment -> {
              String address = attachment.address();
              String from = "iif " + attachment.namespace();
              policies
                  .podByAddress()
                  .forEach(
                      (other, pod) -> {
                        for (int port : ports(pod, services)) {
                          if (other.equals(address)) {
                            // Replies: the policy is enforced on the request.
                            rules.add(from + " ipproto tcp sport " + port);
                          } else if (policies.allows(address, other, port)) {
                            rules.add(from + " to " + other + " ipproto tcp dport " + port);
                          }
                        }
                      });
              if (policies.allows(address, PodNetwork.API_SERVER, API_SERVER_PORT)) {
                rules.add(
                    "%s to %s ipproto tcp dport %d"
                        .formatted(from, PodNetwork.API_SERVER, API_SERVER_PORT));
              }
              rules.add(from + " to " + PodNetwork.SERVICES);
            });
    return rules;
  }

  /**
   * The ports on which a pod may be asked. Those of containers are for information: probes and
   * Services may name others.
   */
  private static Set<Integer> ports(JsonNode pod, List<JsonNode> services) {
    Set<Integer> ports = new LinkedHashSet<>();
    // Sidecars are init containers.
    List<JsonNode> containers =
        Stream.of("initContainers", "containers")
            .flatMap(kind -> pod.at("/spec").path(kind).valueStream())
            .toList();
    containers.stream()
        .flatMap(container -> container.path("ports").valueStream())
        .forEach(port -> ports.add(port.path("containerPort").asInt()));
    for (String kind : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      containers.stream()
          .map(container -> container.at("/" + kind + "/httpGet/port"))
          .filter(JsonNode::isInt)
          .forEach(port -> ports.add(port.asInt()));
    }
    services.stream()
        .filter(service -> namespace(service).equals(namespace(pod)))
        .flatMap(service -> service.at("/spec/ports").valueStream())
        .map(port -> port.path("targetPort"))
        .filter(JsonNode::isInt)
        .forEach(port -> ports.add(port.asInt()));
    return ports;
  }

  private static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }
}
