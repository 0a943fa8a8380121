package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels and annotations by which a mesh takes pods in, on namespaces or on the pods themselves.
 * Policies that do not know of the mesh cut its pods off.
 */
enum MeshMarks {
  AMBIENT("istio.io/dataplane-mode", Mesh.istioAmbient()),
  INJECTION("istio-injection", Mesh.istioSidecar()),
  REVISION("istio.io/rev", Mesh.istioSidecar()),
  INJECT("sidecar.istio.io/inject", Mesh.istioSidecar()),
  LINKERD("linkerd.io/inject", Mesh.linkerd());

  private static final String WAYPOINT = "istio.io/use-waypoint";

  /** Kuma, Consul, App Mesh, Open Service Mesh, Maistra, NGINX, Traefik, Network Service Mesh. */
  private static final List<String> OF_OTHERS =
      List.of(
          "kuma.io/",
          "consul.hashicorp.com/",
          "appmesh.k8s.aws/",
          "openservicemesh.io/",
          "maistra.io/",
          "injector.nsm.nginx.com/",
          "mesh.traefik.io/",
          "networkservicemesh.io");

  private static final Set<String> OFF = Set.of("disabled", "false", "none");

  private final String key;
  private final Mesh mesh;

  MeshMarks(String key, Mesh mesh) {
    this.key = key;
    this.mesh = mesh;
  }

  /** Checks what a user gave beside a mesh, or in place of it. */
  static void check(
      Findings findings, Mesh mesh, Map<String, String> labels, Map<String, String> annotations) {
    check(findings, "labels", mesh, labels);
    check(findings, "annotations", mesh, annotations);
  }

  /** Checks labels or annotations that were given through this option. */
  static void check(Findings findings, String option, Mesh mesh, Map<String, String> given) {
    given.forEach((key, value) -> checkOne(findings, option, mesh, key, value));
  }

  private static void checkOne(
      Findings findings, String option, Mesh mesh, String key, String value) {
    String place = option + "[" + key + "]";
    String mark = key + ": " + value;
    for (MeshMarks known : values()) {
      if (known.key.equals(key)) {
        known.check(findings, place, mesh, mark, value);
      }
    }
    if (OF_OTHERS.stream().anyMatch(key::startsWith) && !OFF.contains(value)) {
      findings.add(
          FindingCode.UNKNOWN_MESH,
          place,
          quote(mark)
              + " is of a mesh that this library does not know; its NetworkPolicies let neither its"
              + " proxies nor its control plane through",
          "Add NetworkPolicies for them, or write .withoutNetworkPolicies() on the components.");
    }
    if (key.equals(WAYPOINT) && !OFF.contains(value)) {
      findings.add(
          FindingCode.UNKNOWN_MESH,
          place,
          quote(mark) + " has calls come through a waypoint, which no NetworkPolicy lets in",
          "Write .clients(NetworkPeer.pods(namespace,"
              + " Map.of(\"gateway.networking.k8s.io/gateway-name\", "
              + quote(value)
              + "))) on the servers, beside their other clients.");
    }
  }

  private void check(Findings findings, String place, Mesh said, String mark, String value) {
    boolean off = OFF.contains(value);
    if (said.equals(Mesh.NONE)) {
      findings.require(
          off,
          FindingCode.MESH_NOT_SAID,
          place,
          quote(mark)
              + " puts pods into a mesh, of which NetworkPolicies and admission then do not know: they"
              + " are cut off, or refused",
          "Write .mesh(" + named(value) + ") instead.");
      return;
    }
    boolean same = said.getClass() == mesh.getClass();
    findings.require(
        !off && same && isRevisionOf(said, value),
        FindingCode.MESH_CONTRADICTED,
        place,
        quote(mark) + " is not what .mesh(" + said + ") says",
        "Leave the label out; .mesh(..) writes what is needed.");
  }

  private boolean isRevisionOf(Mesh said, String value) {
    return this != REVISION || said.namespaceLabels().containsValue(value);
  }

  private String named(String value) {
    return this == REVISION ? Mesh.istioSidecar().revision(value).toString() : mesh.toString();
  }
}
