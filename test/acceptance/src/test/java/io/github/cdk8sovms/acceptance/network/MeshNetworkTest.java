package io.github.cdk8sovms.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.network.Network.Endpoint;
import io.github.cdk8sovms.acceptance.network.Network.Host;
import io.github.cdk8sovms.acceptance.network.Network.Pod;
import io.github.cdk8sovms.acceptance.network.Network.Port;
import io.github.cdk8sovms.kit.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Allowed connections in a mesh, on the ports that network plugins see there: every pair of
 * components, and everyone around them. What is new is what the mesh needs; the allowed callers are
 * as without it.
 */
class MeshNetworkTest {
  private static final Set<Integer> PORTS_OF_MESHES =
      Set.of(
          4143, 4190, 4191, 8086, 8090, 15001, 15006, 15008, 15010, 15012, 15017, 15020, 15021,
          15090);
  private static final List<Integer> PORTS = List.of(53, 443, 3000, 6443, 8080, 8081, 9090);

  /** Each hop that the components have, by the port that the caller means. */
  private static final List<String> MEANT =
      List.of(
          "client > server 8080",
          "client > server 8081",
          "shop > server 8080",
          "prometheus > server 8081",
          "load > server 8081",
          "adapter > prometheus 9090",
          "grafana > prometheus 9090",
          "friend > grafana 3000");

  private static final Pattern BETWEEN_PODS =
      Pattern.compile(
          "(client|shop|friend|server|prometheus|adapter|grafana|load) > (client|shop|friend|server|prometheus|adapter|grafana|load) .*");

  @ParameterizedTest
  @CsvSource({"mesh-istio-ambient, 15008", "mesh-linkerd, 4143"})
  void allThatPodsMeanGoesThroughTheTunnelWhereThereIsOne(String name, int tunnel) {
    Set<String> hops = hops(name);

    Set<String> through =
        MEANT.stream()
            .map(hop -> hop.replaceFirst("\\d+$", String.valueOf(tunnel)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(hops).as("proxies").containsAll(through);
    assertThat(hops).as("callers that are in no mesh, as far as it lets them").containsAll(MEANT);
    assertThat(hops)
        .as("nothing else on the ports of the mesh")
        .filteredOn(hop -> BETWEEN_PODS.matcher(hop).matches())
        .filteredOn(MeshNetworkTest::isOfMesh)
        .containsExactlyInAnyOrderElementsOf(through);
  }

  @Test
  void sidecarsOfIstioCallEachOtherOnThePortsThatAreMeant() {
    Set<String> hops = hops("mesh-istio-sidecar");

    assertThat(hops).containsAll(MEANT);
    assertThat(hops)
        .filteredOn(hop -> BETWEEN_PODS.matcher(hop).matches())
        .noneMatch(MeshNetworkTest::isOfMesh);
  }

  @Test
  void sidecarsAskIstiodAndNames() {
    Set<String> hops = hops("mesh-istio-sidecar");

    for (String component : List.of("server", "prometheus", "adapter", "grafana", "load")) {
      assertThat(hops).contains(component + " > istiod 15012", component + " > dns 53");
    }
    assertThat(hops)
        .filteredOn(hop -> hop.contains("> istiod"))
        .allMatch(hop -> hop.endsWith("15012") || isOpenToAll(hop))
        .noneMatch(hop -> hop.startsWith("stranger"));
    assertThat(hops).noneMatch(hop -> hop.startsWith("istiod > ") && !hop.contains("adapter 6443"));
  }

  @Test
  void proxiesOfLinkerdAskItsControlPlaneAndNames() {
    Set<String> hops = hops("mesh-linkerd");

    for (String component : List.of("server", "prometheus", "adapter", "grafana", "load")) {
      assertThat(hops)
          .contains(
              component + " > identity 8080",
              component + " > destination 8086",
              component + " > destination 8090",
              component + " > dns 53");
    }
    assertThat(hops)
        .noneMatch(hop -> hop.endsWith("> identity 8086") || hop.endsWith("> destination 8080"));
  }

  @Test
  void ambientPodsAreProbedFromTheAddressOfIstiosPlugin() {
    Set<String> hops = hops("mesh-istio-ambient");

    assertThat(hops)
        .filteredOn(hop -> hop.startsWith("prober > "))
        .contains(
            "prober > server 8081",
            "prober > prometheus 9090",
            "prober > adapter 6443",
            "prober > grafana 3000");
    assertThat(hops)
        .as("nothing of the control plane is in the pods")
        .noneMatch(hop -> hop.endsWith("> istiod 15012"));
  }

  /** The API server is in no mesh, and calls nothing but the adapter. */
  @ParameterizedTest
  @ValueSource(strings = {"mesh-istio-ambient", "mesh-istio-sidecar", "mesh-linkerd"})
  void theApiServerCallsTheAdapterPastTheMesh(String name) {
    assertThat(hops(name))
        .contains("api server > adapter 6443")
        .filteredOn(hop -> hop.startsWith("api server > "))
        .containsExactly("api server > adapter 6443");
    assertThat(Manifest.find(emitted(name), "Deployment", "adapter").text())
        .containsPattern(
            "ambient.istio.io/bypass-inbound-capture: \"true\""
                + "|traffic.sidecar.istio.io/excludeInboundPorts: \"6443\""
                + "|config.linkerd.io/skip-inbound-ports: \"6443\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mesh-istio-ambient", "mesh-istio-sidecar", "mesh-linkerd"})
  void strangersStayOutOfEverythingButTheAdaptersPort(String name) {
    assertThat(hops(name))
        .filteredOn(hop -> hop.startsWith("stranger > ") || hop.startsWith("keda > "))
        .allMatch(hop -> hop.endsWith("> adapter 6443"));
  }

  @Test
  void aPrometheusOfOthersMayReadTheProxies() {
    List<Manifest> objects = emitted("mesh-istio-sidecar-every-option");
    Network network = Network.of(objects);
    Pod server = Network.podOf(objects, "Deployment", "resnet");
    Pod reader = new Pod("monitoring", Map.of());

    assertThat(List.of(8081, 15008, 15020, 15090))
        .allMatch(port -> network.lets(reader, server, new Port("TCP", port)));
    assertThat(List.of(15001, 15006, 15021, 8080))
        .noneMatch(port -> network.lets(reader, server, new Port("TCP", port)));
    assertThat(network.lets(new Pod("serving", Map.of()), server, new Port("TCP", 15020)))
        .isFalse();
    assertThat(
            network.lets(
                server, new Pod("istio-system", Map.of("app", "istiod")), new Port("TCP", 15012)))
        .as("another control plane")
        .isFalse();
    assertThat(
            network.lets(
                server, new Pod("mesh-system", Map.of("app", "istiod")), new Port("TCP", 15012)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "resnet, serving, Deployment, resnet, 8081",
    "prometheus-from-keda, monitoring, StatefulSet, prometheus, 9090"
  })
  void whereTheMeshDemandsMutualTlsOnePortOfEachTakesPlainText(
      String name, String namespace, String kind, String workload, String port) {
    List<Manifest> objects = emitted("mesh-istio-sidecar-strict");
    Manifest exception = Manifest.find(objects, "PeerAuthentication", name);

    assertThat(exception.namespace()).isEqualTo(namespace);
    assertThat(Network.podOf(objects, kind, workload).labels())
        .containsAllEntriesOf(Manifest.labels(exception.tree().at("/spec/selector/matchLabels")));
    assertThat(exception.tree().at("/spec/portLevelMtls").toString())
        .isEqualTo("{\"%s\":{\"mode\":\"PERMISSIVE\"}}".formatted(port));
    assertThat(exception.tree().at("/spec").has("mtls")).as("of other ports").isFalse();
    assertThat(objects).filteredOn(object -> object.kind().equals("PeerAuthentication")).hasSize(2);
  }

  @Test
  void kedaReachesPrometheusInsideAndOutsideOfLinkerd() {
    List<Manifest> objects = emitted("mesh-linkerd-every-option");
    Network network = Network.of(objects);
    Pod prometheus = Network.podOf(objects, "StatefulSet", "prometheus");
    Pod operator = new Pod("keda", Map.of("app", "keda-operator"));

    assertThat(network.lets(operator, prometheus, new Port("TCP", 9090))).isTrue();
    assertThat(network.lets(operator, prometheus, new Port("TCP", 4143))).isTrue();
    assertThat(network.lets(new Pod("keda", Map.of()), prometheus, new Port("TCP", 4143)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"network-gke, k8s-app", "network-aks, app"})
  void throughKonnectivityTheApiServerCallsFromPodsOfItsAgent(String name, String label) {
    List<Manifest> objects = emitted(name);
    Network network = Network.of(objects);
    Pod adapter = Network.podOf(objects, "Deployment", "adapter");
    Port port = new Port("TCP", 6443);

    assertThat(
            network.lets(
                new Pod("kube-system", Map.of(label, "konnectivity-agent")), adapter, port))
        .isTrue();
    assertThat(network.lets(new Pod("kube-system", Map.of()), adapter, port)).isFalse();
    assertThat(network.lets(new Pod("elsewhere", Map.of()), adapter, port)).isFalse();
    assertThat(network.lets(new Host("10.20.0.1"), adapter, port)).isFalse();
    assertThat(network.lets(adapter, new Host("10.20.0.1"), new Port("TCP", 443))).isTrue();
  }

  private static boolean isOfMesh(String hop) {
    return PORTS_OF_MESHES.contains(Integer.parseInt(hop.substring(hop.lastIndexOf(' ') + 1)));
  }

  /** The API server can be anywhere, and so can a model. */
  private static boolean isOpenToAll(String hop) {
    return hop.endsWith(" 443") || hop.endsWith(" 6443");
  }

  private static List<Manifest> emitted(String name) {
    return Manifest.of(Cases.all().get(name));
  }

  /** Every connection over TCP that is let through to or from one of the components. */
  private static Set<String> hops(String name) {
    List<Manifest> objects = emitted(name);
    Network network = Network.of(objects);
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    endpoints.put("server", Network.podOf(objects, "Deployment", "resnet"));
    endpoints.put("prometheus", Network.podOf(objects, "StatefulSet", "prometheus"));
    endpoints.put("adapter", Network.podOf(objects, "Deployment", "adapter"));
    endpoints.put("grafana", Network.podOf(objects, "Deployment", "grafana"));
    endpoints.put("load", Network.podOf(objects, "Job", "load"));
    Set<String> own = Set.copyOf(endpoints.keySet());
    // Their namespaces deny nothing, so what is seen is the components' end.
    endpoints.put("shop", new Pod("shop", Map.of()));
    endpoints.put("stranger", new Pod("elsewhere", Map.of()));
    endpoints.put("keda", new Pod("keda", Map.of("app", "keda-operator")));
    endpoints.put("dns", new Pod("kube-system", Map.of("k8s-app", "kube-dns")));
    endpoints.put("istiod", new Pod("istio-system", Map.of("app", "istiod")));
    String component = "linkerd.io/control-plane-component";
    endpoints.put("identity", new Pod("linkerd", Map.of(component, "identity")));
    endpoints.put("destination", new Pod("linkerd", Map.of(component, "destination")));
    endpoints.put("api server", new Host("10.20.0.1"));
    endpoints.put("prober", new Host("169.254.7.127"));
    Network withClients = Network.of(allowing(objects));
    Set<String> hops = new TreeSet<>();
    endpoints.forEach(
        (caller, from) ->
            endpoints.forEach(
                (called, to) -> {
                  if (!caller.equals(called) && (own.contains(caller) || own.contains(called))) {
                    add(hops, network, caller, from, called, to);
                  }
                }));
    add(hops, withClients, "client", client("serving"), "server", endpoints.get("server"));
    add(hops, withClients, "friend", client("monitoring"), "grafana", endpoints.get("grafana"));
    add(hops, withClients, "friend", client("monitoring"), "adapter", endpoints.get("adapter"));
    return hops;
  }

  private static void add(
      Set<String> hops, Network network, String caller, Endpoint from, String called, Endpoint to) {
    List<Integer> ports = new ArrayList<>(PORTS);
    ports.addAll(PORTS_OF_MESHES);
    ports.stream()
        .filter(port -> network.lets(from, to, new Port("TCP", port)))
        .forEach(port -> hops.add(caller + " > " + called + " " + port));
  }

  private static Pod client(String namespace) {
    return new Pod(namespace, Map.of("app", "client"));
  }

  /** With what the owner of a client writes for it where a namespace denies by default. */
  private static List<Manifest> allowing(List<Manifest> objects) {
    List<Manifest> all = new ArrayList<>(objects);
    for (String namespace : List.of("serving", "monitoring")) {
      all.addAll(
          Manifest.of(
              """
              kind: NetworkPolicy
              metadata: {name: client, namespace: %s}
              spec:
                podSelector: {matchLabels: {app: client}}
                policyTypes: [Egress]
                egress: [{}]
              """
                  .formatted(namespace)));
    }
    return all;
  }
}
