package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels and annotations of namespaces or pods that add pods to a mesh. Policies without the rules
 * for the mesh would isolate its pods.
 */
public enum MeshMarks {
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

  /** Checks mesh labels and annotations that a user set in addition to, or instead of, a mesh. */
  public static void check(
      Findings findings, Mesh mesh, Map<String, String> labels, Map<String, String> annotations) {
    check(findings, "labels", mesh, labels);
    check(findings, "annotations", mesh, annotations);
  }

  /** Checks labels or annotations that were given through this option. */
  public static void check(Findings findings, String option, Mesh mesh, Map<String, String> given) {
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
              + " belongs to a mesh that this library does not support; its NetworkPolicies"
              + " allow neither its proxies nor its control plane",
          "Add NetworkPolicies for them, or write .withoutNetworkPolicies() on the components.");
    }
    if (key.equals(WAYPOINT) && !OFF.contains(value)) {
      findings.add(
          FindingCode.UNKNOWN_MESH,
          place,
          quote(mark) + " routes calls through a waypoint, which no NetworkPolicy allows",
          "Write .clients(NetworkPeer.pods(namespace,"
              + " Map.of(\"gateway.networking.k8s.io/gateway-name\", "
              + quote(value)
              + "))) on the servers, in addition to their other clients.");
    }
  }

  private void check(Findings findings, String place, Mesh configured, String mark, String value) {
    boolean off = OFF.contains(value);
    if (configured.equals(Mesh.none())) {
      findings.require(
          off,
          FindingCode.MESH_NOT_SAID,
          place,
          quote(mark)
              + " adds pods to a mesh, but NetworkPolicies and admission are not configured for"
              + " it: the pods are isolated, or rejected",
          "Write .mesh(" + named(value) + ") instead.");
      return;
    }
    boolean same = configured.getClass() == mesh.getClass();
    findings.require(
        !off && same && isRevisionOf(configured, value),
        FindingCode.MESH_CONTRADICTED,
        place,
        quote(mark) + " contradicts .mesh(" + configured + ")",
        "Leave the label out; .mesh(..) sets the required ones.");
  }

  private boolean isRevisionOf(Mesh configured, String value) {
    return this != REVISION || MeshRules.of(configured).namespaceLabels().containsValue(value);
  }

  private String named(String value) {
    return this == REVISION ? Mesh.istioSidecar().revision(value).toString() : mesh.toString();
  }
}
