package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What kube-proxy and the cluster's DNS do: Services answer on their addresses, and have names. */
public final class ServiceProxy implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(250);

  private final ApiClient api;
  private final NetworkPolicyEnforcer policies;
  private final Map<String, TcpForwarder> forwarders = new HashMap<>();
  private volatile List<Name> names = List.of();
  private final Background.Loop loop;

  private record Name(String namespace, String service, String host, String address) {}

  /** Starts at once. */
  ServiceProxy(ApiClient api, NetworkPolicyEnforcer policies) {
    this.api = api;
    this.policies = policies;
    this.loop = Background.repeat("services", PERIOD, this::pass);
  }

  /** The names of all Services, as {@code /etc/hosts} of a pod in a namespace. */
  String hosts(String namespace) {
    StringBuilder hosts = new StringBuilder();
    for (Name name : names) {
      String inNamespace = name.host() + "." + name.namespace();
      hosts
          .append(name.address())
          .append(' ')
          .append(inNamespace)
          .append(".svc.cluster.local ")
          .append(inNamespace)
          .append(".svc ")
          .append(inNamespace)
          .append(namespace.equals(name.namespace()) ? " " + name.host() : "")
          .append('\n');
    }
    return hosts.toString();
  }

  /** The addresses of the ready endpoints of a Service. */
  public static Set<String> readyAddresses(ApiClient api, String namespace, String service) {
    Set<String> addresses = new TreeSet<>();
    String path =
        "/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices?labelSelector=kubernetes.io/service-name%%3D%s"
            .formatted(namespace, service);
    for (JsonNode slice : api.list(path)) {
      for (JsonNode endpoint : slice.path("endpoints")) {
        if (endpoint.at("/conditions/ready").asBoolean(true)) {
          addresses.add(endpoint.at("/addresses/0").asText());
        }
      }
    }
    return addresses;
  }

  @Override
  public void close() {
    loop.close();
    forwarders.values().forEach(TcpForwarder::close);
  }

  private void pass() {
    Map<String, List<JsonNode>> slices = new HashMap<>();
    for (JsonNode slice : api.list("/apis/discovery.k8s.io/v1/endpointslices")) {
      String service = slice.at("/metadata/labels/kubernetes.io~1service-name").asText();
      slices.computeIfAbsent(namespace(slice) + "/" + service, any -> new ArrayList<>()).add(slice);
    }
    List<Name> current = new ArrayList<>();
    Map<String, List<InetSocketAddress>> endpoints = new LinkedHashMap<>();
    for (JsonNode service : api.list("/api/v1/services")) {
      String name = service.at("/metadata/name").asText();
      List<JsonNode> own = slices.getOrDefault(namespace(service) + "/" + name, List.of());
      String address = service.at("/spec/clusterIP").asText();
      if (address.equals("None")) {
        current.addAll(headlessNames(namespace(service), name, own));
        continue;
      }
      current.add(new Name(namespace(service), name, name, address));
      for (JsonNode port : service.at("/spec/ports")) {
        endpoints.put(
            address + ":" + port.path("port").asInt(), ready(own, port.path("name").asText()));
      }
    }
    names = List.copyOf(current);
    forward(endpoints);
  }

  private void forward(Map<String, List<InetSocketAddress>> endpoints) {
    for (Iterator<Map.Entry<String, TcpForwarder>> each = forwarders.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, TcpForwarder> forwarder = each.next();
      if (endpoints.getOrDefault(forwarder.getKey(), List.of()).isEmpty()) {
        forwarder.getValue().close();
        each.remove();
      }
    }
    endpoints.forEach(
        (service, ready) -> {
          if (!ready.isEmpty()) {
            String[] parts = service.split(":");
            forwarders
                .computeIfAbsent(
                    service,
                    any ->
                        TcpForwarder.listen(parts[0], Integer.parseInt(parts[1]), ready, policies))
                .endpoints(ready);
          }
        });
  }

  /** A headless Service has the addresses of its ready pods, and a pod with a hostname a name. */
  private static List<Name> headlessNames(String namespace, String service, List<JsonNode> slices) {
    List<Name> found = new ArrayList<>();
    for (JsonNode slice : slices) {
      for (JsonNode endpoint : slice.path("endpoints")) {
        if (endpoint.at("/conditions/ready").asBoolean(true)) {
          String address = endpoint.at("/addresses/0").asText();
          found.add(new Name(namespace, service, service, address));
          if (endpoint.has("hostname")) {
            String host = endpoint.path("hostname").asText() + "." + service;
            found.add(new Name(namespace, service, host, address));
          }
        }
      }
    }
    return found;
  }

  private static List<InetSocketAddress> ready(List<JsonNode> slices, String portName) {
    List<InetSocketAddress> found = new ArrayList<>();
    for (JsonNode slice : slices) {
      for (JsonNode port : slice.path("ports")) {
        if (port.path("name").asText().equals(portName)) {
          for (JsonNode endpoint : slice.path("endpoints")) {
            if (endpoint.at("/conditions/ready").asBoolean(true)) {
              found.add(
                  new InetSocketAddress(
                      endpoint.at("/addresses/0").asText(), port.path("port").asInt()));
            }
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }
}
