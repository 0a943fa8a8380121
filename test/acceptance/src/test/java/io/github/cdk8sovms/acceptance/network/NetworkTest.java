package io.github.cdk8sovms.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.network.Network.Endpoint;
import io.github.cdk8sovms.acceptance.network.Network.Host;
import io.github.cdk8sovms.acceptance.network.Network.Pod;
import io.github.cdk8sovms.acceptance.network.Network.Port;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/**
 * Allowed connections: every pair of components, and everyone around them, on every port that one
 * of them has. What is needed is let through at both ends, and nothing else is.
 */
class NetworkTest {
  private static final List<Port> PORTS =
      List.of(
          new Port("UDP", 53),
          new Port("TCP", 53),
          new Port("TCP", 80),
          new Port("TCP", 443),
          new Port("TCP", 6443),
          new Port("TCP", 8080),
          new Port("TCP", 8081),
          new Port("TCP", 9000),
          new Port("TCP", 9090));

  /** What the owner of a client writes for it where a namespace denies by default. */
  private static final String CLIENT_MAY_CALL =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: client
        namespace: serving
      spec:
        podSelector:
          matchLabels:
            app: client
        policyTypes:
          - Egress
        egress:
          - {}
      """;

  @Test
  void theQuickstartHasTheHopsItNeedsAndNoOther() {
    List<Manifest> objects =
        Manifest.of(Repository.read(Repository.DIST.resolve("quickstart.k8s.yaml")));

    Set<String> hops = hops(objects, "resnet", "prometheus-adapter");
    assertThat(hops)
        .as("needed")
        .contains(
            "client > server TCP/8080",
            "client > server TCP/8081",
            "prometheus > server TCP/8081",
            "adapter > prometheus TCP/9090",
            "api server > adapter TCP/6443",
            "adapter > api server TCP/6443",
            "prometheus > api server TCP/6443",
            "adapter > dns UDP/53",
            "server > dns UDP/53",
            "server > internet TCP/443");
    // A policy can name neither the API server by a label nor a host by its name: a client that may
    // reach one of them on its port may reach everything on it that allows the client, and whatever
    // the API server calls is open to all on that port.
    assertThat(hops)
        .as("between components")
        .filteredOn(
            hop -> hop.matches("(server|prometheus|adapter) > (server|prometheus|adapter).*"))
        .containsExactlyInAnyOrder(
            "prometheus > server TCP/8081",
            "adapter > prometheus TCP/9090",
            "prometheus > adapter TCP/6443");
    assertThat(hops)
        .as("from outside, besides clients")
        .filteredOn(hop -> hop.matches("(stranger|dns|internet|api server) > .*"))
        .allMatch(hop -> hop.endsWith("> adapter TCP/6443"))
        .hasSize(4);
    assertThat(hops)
        .as("to the outside")
        .filteredOn(hop -> hop.matches(".* > (stranger|dns|internet|api server|client) .*"))
        .allMatch(hop -> hop.matches(".* (TCP/443|TCP/6443)|.* > dns (UDP|TCP)/53"));
  }

  @Test
  void anApiServerOfKnownAddressIsTheOnlyHostOutside() {
    List<Manifest> objects = emitted("network-every-option");

    assertThat(hops(objects, "resnet", "adapter"))
        .contains(
            "adapter > api server TCP/6443",
            "prometheus > api server TCP/6443",
            "api server > adapter TCP/6443",
            "adapter > prometheus TCP/9090",
            "prometheus > server TCP/8081")
        .noneMatch(hop -> hop.startsWith("adapter > internet"))
        .noneMatch(hop -> hop.startsWith("prometheus > internet"))
        .noneMatch(hop -> hop.startsWith("internet > adapter"))
        .noneMatch(hop -> hop.startsWith("prometheus > adapter"))
        .as("the server's namespace is no client of its own any more")
        .noneMatch(hop -> hop.startsWith("client > server"));
  }

  @Test
  void prometheusReachesTheAlertmanagerThatItIsToTell() {
    List<Manifest> objects = emitted("alerts-two-autoscalers");
    Network network = Network.of(objects);
    Pod prometheus = Network.podOf(objects, "StatefulSet", "prometheus");
    Pod alertmanager = new Pod("alerting", Map.of("app.kubernetes.io/name", "alertmanager"));

    assertThat(network.lets(prometheus, alertmanager, new Port("TCP", 9093))).isTrue();
    assertThat(
            Network.of(emitted("prometheus-two-namespaces"))
                .lets(prometheus, alertmanager, new Port("TCP", 9093)))
        .as("of one without an Alertmanager")
        .isFalse();
  }

  @Test
  void clientsAreWhoTheUserSays() {
    Network network = Network.of(emitted("network-every-option"));
    Pod server = Network.podOf(emitted("network-every-option"), "Deployment", "resnet");
    Pod prometheus = Network.podOf(emitted("network-every-option"), "StatefulSet", "prometheus");
    Port grpc = new Port("TCP", 8080);

    assertThat(network.lets(new Pod("ingress", Map.of()), server, grpc)).isTrue();
    assertThat(network.lets(new Pod("shop", Map.of("app", "checkout")), server, grpc)).isTrue();
    assertThat(network.lets(new Pod("shop", Map.of("app", "basket")), server, grpc)).isFalse();
    assertThat(network.lets(new Host("10.30.4.4"), server, grpc)).isTrue();
    assertThat(network.lets(new Host("10.31.4.4"), server, grpc)).isFalse();
    Pod grafana = new Pod("grafana", Map.of("app.kubernetes.io/name", "grafana"));
    assertThat(network.lets(grafana, prometheus, new Port("TCP", 9090))).isTrue();
    assertThat(network.lets(new Pod("grafana", Map.of()), prometheus, new Port("TCP", 9090)))
        .isFalse();
  }

  @Test
  void storageInTheClusterIsReachedByItsNamespace() {
    List<Manifest> objects = emitted("server-s3");
    Network network = Network.of(objects);
    Pod server = Network.podOf(objects, "Deployment", "resnet");

    assertThat(network.lets(server, new Pod("storage", Map.of()), new Port("TCP", 9000))).isTrue();
    assertThat(network.lets(server, new Pod("other", Map.of()), new Port("TCP", 9000))).isFalse();
    assertThat(network.lets(server, new Host("203.0.113.7"), new Port("TCP", 443))).isFalse();
  }

  @Test
  void aModelOnAVolumeNeedsNothingFromTheNetwork() {
    List<Manifest> objects = emitted("server-volume-claim");
    Pod server = Network.podOf(objects, "Deployment", "resnet");

    for (Port port : PORTS) {
      assertThat(Network.of(objects).lets(server, new Host("203.0.113.7"), port)).isFalse();
      assertThat(Network.of(objects).lets(server, new Pod("kube-system", Map.of()), port))
          .isFalse();
    }
  }

  @Test
  void prometheusLetsTheOperatorOfKedaInAndNothingElseOfItsNamespace() {
    List<Manifest> objects = emitted("keda");
    Network network = Network.of(objects);
    Pod prometheus = Network.podOf(objects, "StatefulSet", "prometheus");
    Pod operator = new Pod("keda", Map.of("app", "keda-operator", "name", "keda-operator"));
    Port query = new Port("TCP", 9090);

    assertThat(network.lets(operator, prometheus, query)).isTrue();
    assertThat(network.lets(new Pod("keda", Map.of("app", "other")), prometheus, query)).isFalse();
    assertThat(network.lets(new Pod("other", operator.labels()), prometheus, query)).isFalse();
    assertThat(network.lets(operator, Network.podOf(objects, "Deployment", "resnet"), query))
        .isFalse();
  }

  @Test
  void anExposedServerAdmitsItsProxiesOnTheExposedPorts() {
    List<Manifest> objects = emitted("exposure-every-option");
    Network network = Network.of(objects);
    Pod server = Network.podOf(objects, "Deployment", "resnet");
    Pod proxy = new Pod("envoy-gateway-system", Map.of());

    assertThat(network.lets(proxy, server, new Port("TCP", 9000))).isTrue();
    assertThat(network.lets(proxy, server, new Port("TCP", 8000))).isTrue();
    assertThat(network.lets(new Host("10.129.1.7"), server, new Port("TCP", 8000))).isTrue();
    assertThat(network.lets(new Pod("infra", Map.of()), server, new Port("TCP", 8000))).isFalse();
    assertThat(
            Network.of(emitted("exposure-operator"))
                .lets(
                    proxy,
                    new Pod("serving", Map.of("release", "resnet", "app", "resnet-ovms")),
                    new Port("TCP", 8080)))
        .as("gRPC, which is not exposed")
        .isFalse();
  }

  @Test
  void pausePodsNeitherCallNorAreCalled() {
    List<Manifest> objects = emitted("headroom");
    Network network = Network.of(objects);
    Pod pause = Network.podOf(objects, "Deployment", "resnet-headroom");
    Pod server = Network.podOf(objects, "Deployment", "resnet");

    for (Port port : PORTS) {
      assertThat(network.lets(pause, server, port)).isFalse();
      assertThat(network.lets(server, pause, port)).isFalse();
      assertThat(network.lets(pause, new Host("203.0.113.7"), port)).isFalse();
    }
  }

  @Test
  void podsThatPullImagesNeitherCallNorAreCalled() {
    List<Manifest> objects = emitted("image-prepull");
    Network network = Network.of(objects);
    Pod images = Network.podOf(objects, "DaemonSet", "images");
    Pod server = Network.podOf(objects, "Deployment", "resnet");

    for (Port port : PORTS) {
      assertThat(network.lets(images, server, port)).isFalse();
      assertThat(network.lets(server, images, port)).isFalse();
      assertThat(network.lets(images, new Host("203.0.113.7"), port)).isFalse();
    }
  }

  @Test
  void theProxiesOfAGatewayAreThoseWithItsNameInItsNamespace() {
    List<Manifest> objects = emitted("exposure-gateway");
    Network network = Network.of(objects);
    Pod server = Network.podOf(objects, "Deployment", "resnet");
    Map<String, String> ofGateway = Map.of("gateway.networking.k8s.io/gateway-name", "public");

    assertThat(network.lets(new Pod("infra", ofGateway), server, new Port("TCP", 8080))).isTrue();
    assertThat(network.lets(new Pod("other", ofGateway), server, new Port("TCP", 8080))).isFalse();
    assertThat(network.lets(new Pod("infra", Map.of()), server, new Port("TCP", 8080))).isFalse();
  }

  /** KServe makes the pods, with a label that it derives from the name of the InferenceService. */
  @Test
  void anInferenceServiceIsReachedByItsClientsItsPrometheusAndTheProxies() {
    List<Manifest> objects = emitted("kserve-scaled");
    Network network = Network.of(objects);
    Pod server = new Pod("serving", Map.of("app", "isvc.resnet-predictor"));
    Pod prometheus = Network.podOf(objects, "StatefulSet", "prometheus");
    Port rest = new Port("TCP", 8081);

    assertThat(network.lets(prometheus, server, rest)).isTrue();
    assertThat(network.lets(prometheus, server, new Port("TCP", 8080))).isFalse();
    assertThat(network.lets(new Pod("serving", Map.of("app", "client")), server, rest)).isTrue();
    assertThat(network.lets(new Pod("traefik", Map.of()), server, rest)).isTrue();
    assertThat(network.lets(Network.podOf(objects, "Job", "load"), server, rest)).isTrue();
    assertThat(network.lets(new Pod("elsewhere", Map.of()), server, rest)).isFalse();
    assertThat(network.lets(server, new Host("203.0.113.7"), new Port("TCP", 443))).isFalse();
  }

  @Test
  void theStorageInitializerReachesTheStore() {
    List<Manifest> objects = emitted("kserve-s3-role");
    Pod server = new Pod("serving", Map.of("app", "isvc.resnet-predictor"));

    assertThat(Network.of(objects).lets(server, new Host("203.0.113.7"), new Port("TCP", 443)))
        .isTrue();
  }

  @Test
  void withoutPoliciesEverythingIsOpen() {
    List<Manifest> objects = emitted("without-network-policies");

    assertThat(Network.of(objects).policies()).isEmpty();
    assertThat(hops(objects, "resnet", "adapter"))
        .contains("stranger > server TCP/8080", "server > internet TCP/80");
  }

  private static List<Manifest> emitted(String name) {
    Consumer<Chart> program = Cases.all().get(name);
    return Manifest.of(program);
  }

  /** Every connection that is let through to or from one of the components. */
  private static Set<String> hops(List<Manifest> objects, String server, String adapter) {
    Pod serverPod = Network.podOf(objects, "Deployment", server);
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    endpoints.put("server", serverPod);
    endpoints.put("prometheus", Network.podOf(objects, "StatefulSet", "prometheus"));
    endpoints.put("adapter", Network.podOf(objects, "Deployment", adapter));
    Set<String> own = Set.copyOf(endpoints.keySet());
    endpoints.put("client", new Pod(serverPod.namespace(), Map.of("app", "client")));
    endpoints.put("stranger", new Pod("elsewhere", Map.of()));
    endpoints.put("dns", new Pod("kube-system", Map.of("k8s-app", "kube-dns")));
    endpoints.put("api server", new Host("10.20.0.1"));
    endpoints.put("internet", new Host("203.0.113.7"));

    List<Manifest> all = new ArrayList<>(objects);
    all.addAll(Manifest.of(CLIENT_MAY_CALL));
    Network network = Network.of(all);
    Set<String> hops = new TreeSet<>();
    endpoints.forEach(
        (caller, from) ->
            endpoints.forEach(
                (called, to) -> {
                  if (!caller.equals(called) && (own.contains(caller) || own.contains(called))) {
                    PORTS.stream()
                        .filter(port -> network.lets(from, to, port))
                        .forEach(
                            port ->
                                hops.add(
                                    "%s > %s %s/%d"
                                        .formatted(
                                            caller, called, port.protocol(), port.number())));
                  }
                }));
    return hops;
  }
}
