package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Meshes that policies do not know of, and API servers where they cannot be. */
final class BadMeshes {
  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadMeshes() {
    addMarks();
    addContradictions();
    addApiServers();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadMeshes().inputs;
  }

  private void addMarks() {
    labelled("ambient by a label", "istio.io/dataplane-mode", "ambient");
    labelled("sidecars by a label", "istio-injection", "enabled");
    labelled("sidecars of a revision by a label", "istio.io/rev", "1-27");
    labelled("Linkerd by a label, which it does not read", "linkerd.io/inject", "enabled");
    labelled("waypoint", "istio.io/use-waypoint", "waypoint");
    labelled("Kuma", "kuma.io/sidecar-injection", "enabled");
    namespace("Linkerd by an annotation", it -> it.annotation("linkerd.io/inject", "enabled"));
    namespace("Consul", it -> it.annotation("consul.hashicorp.com/connect-inject", "true"));
    server("sidecar by a label of the pods", it -> it.label("sidecar.istio.io/inject", "true"));
    server(
        "Linkerd by an annotation of objects", it -> it.annotation("linkerd.io/inject", "enabled"));
  }

  private void addContradictions() {
    namespace("mesh without CNI", it -> it.mesh(Mesh.istioSidecar().withoutCni()));
    namespace(
        "mesh without CNI where admission is restricted",
        it ->
            it.mesh(Mesh.linkerd().withoutCni())
                .label("pod-security.kubernetes.io/enforce", "baseline"));
    namespace(
        "mesh that a label ends",
        it -> it.mesh(Mesh.istioAmbient()).label("istio.io/dataplane-mode", "none"));
    namespace(
        "mesh and the label of another",
        it -> it.mesh(Mesh.linkerd()).label("istio-injection", "enabled"));
    namespace(
        "mesh and the label of another revision",
        it -> it.mesh(Mesh.istioSidecar().revision("1-26")).label("istio.io/rev", "1-27"));
    namespace("mesh of no namespace", it -> it.mesh(Mesh.istioSidecar().controlPlane("my mesh")));
    namespace("mesh of no revision", it -> it.mesh(Mesh.istioSidecar().revision("1 27")));
    inputs.put(
        "pods in a mesh, their namespace in none",
        chart ->
            Cases.server(chart, "resnet")
                .namespace(Namespace.of(chart, "serving"))
                .mesh(Mesh.istioAmbient())
                .build());
    inputs.put(
        "mesh of a namespace that has a server",
        chart -> {
          Cases.server(chart, "resnet").namespace("serving").build();
          Namespace.Builder.create(chart, "serving").mesh(Mesh.istioAmbient()).build();
        });
    labelled("standard that does not exist", "pod-security.kubernetes.io/enforce", "strict");
    labelled("standard of no version", "pod-security.kubernetes.io/warn-version", "1.32");
    inputs.put(
        "two meshes in one namespace",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").mesh(Mesh.istioAmbient()).build();
          Cases.prometheus(chart, resnet).namespace("serving").mesh(Mesh.linkerd()).build();
        });
    inputs.put(
        "a ModelServer in the namespace of a mesh",
        chart -> {
          Cases.server(chart, "bert").mesh(Mesh.istioAmbient()).build();
          Cases.operatorServer(chart, "resnet")
              .fileSystemPollInterval(Duration.ofMinutes(1))
              .build();
        });
  }

  private void addApiServers() {
    network(
        "API server at the address of its Service",
        it -> it.apiServer(NetworkPeer.addresses("10.96.0.1/32"), 443));
    network(
        "API server among pods", it -> it.apiServer(NetworkPeer.namespace("kube-system"), 6443));
    network("calls from nowhere", ClusterNetwork::apiServerCalls);
    network("calls from no block", it -> it.apiServerCalls(NetworkPeer.addresses("10.20.0.0")));
    network(
        "calls from the address of the Service",
        it -> it.apiServerCalls(NetworkPeer.addresses("172.20.0.1/32")));
    NetworkPeer nodes = NetworkPeer.addresses("10.20.0.0/24");
    network("calls from nodes on GKE", it -> ClusterNetwork.gke().apiServerCalls(nodes));
    network("calls from nodes on AKS", it -> ClusterNetwork.aks().apiServerCalls(nodes));
    network(
        "calls from nodes on OpenShift", it -> ClusterNetwork.openShift().apiServerCalls(nodes));
    network(
        "nodes by their addresses with Cilium",
        it -> ClusterNetwork.cilium().apiServer(nodes, 6443).apiServerCalls(nodes));
  }

  private void labelled(String what, String key, String value) {
    namespace(what, namespace -> namespace.label(key, value));
  }

  private void namespace(String what, UnaryOperator<Namespace.Builder> options) {
    inputs.put(what, chart -> options.apply(Namespace.Builder.create(chart, "serving")).build());
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> options) {
    inputs.put(what, chart -> options.apply(Cases.server(chart, "resnet")).build());
  }

  private void network(String what, UnaryOperator<ClusterNetwork> options) {
    inputs.put(
        what,
        chart -> {
          PrometheusStack prometheus =
              Cases.prometheus(chart, Cases.server(chart, "resnet").build()).build();
          Cases.adapter(chart, prometheus)
              .tls(AdapterTls.certManager())
              .network(options.apply(ClusterNetwork.standard()))
              .build();
        });
  }
}
