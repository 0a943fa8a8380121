package io.github.cdk8sovms.kubernetes.internal;

import java.util.List;
import java.util.Set;

/** What is relied on in the network, in permissions and in namespaces. */
final class NetworkGuards {
  private NetworkGuards() {}

  static List<PatchGuard> all() {
    return List.of(policies(), services(), permissions(), namespaces());
  }

  private static PatchGuard policies() {
    return PatchGuard.of(
            "NetworkPolicy",
            "scraping, queries, the metrics API and downloads need the traffic that this policy"
                + " allows, and it isolates the pods from all other",
            "Use .clients(..), .network(..) and .mesh(..), or create another NetworkPolicy.")
        .at("/spec")
        .withNewElements();
  }

  private static PatchGuard services() {
    return PatchGuard.of(
            "Service",
            "URLs, ServiceMonitors and NetworkPolicies of other constructs name this port",
            "Use .ports(..) if the builder has it, or add another port.")
        .at("/spec/ports");
  }

  private static PatchGuard permissions() {
    return PatchGuard.of(
            Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"),
            "pods of this library call the Kubernetes API with exactly these permissions",
            "Bind another role to their ServiceAccount.")
        .at("/rules", "/roleRef", "/subjects")
        .withNewElements();
  }

  private static PatchGuard namespaces() {
    return PatchGuard.of(
            "Namespace",
            "pods and NetworkPolicies are emitted for the service mesh and the Pod Security Standard"
                + " that the options give the namespace",
            "Use .mesh(..).")
        .at(
            "/metadata/labels/pod-security.kubernetes.io~1enforce",
            "/metadata/labels/istio-injection",
            "/metadata/labels/istio.io~1dataplane-mode",
            "/metadata/labels/istio.io~1rev",
            "/metadata/annotations/linkerd.io~1inject");
  }
}
