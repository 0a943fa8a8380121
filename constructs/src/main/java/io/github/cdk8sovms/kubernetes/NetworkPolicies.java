package io.github.cdk8sovms.kubernetes;

import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.NetworkPolicyEgressRule;
import org.cdk8s.plus34.k8s.NetworkPolicyIngressRule;
import org.cdk8s.plus34.k8s.NetworkPolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * Which traffic pods may have. Policies add up: what any policy of a pod allows is allowed, and a
 * pod with a policy has nothing else. A hop needs both ends, so each construct writes down its own
 * end, and opens the other one where that belongs to a construct made before it.
 */
public final class NetworkPolicies {
  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";

  private NetworkPolicies() {}

  /**
   * Allows pods what is listed and what their mesh needs for it, and no other traffic in either
   * direction.
   *
   * @param probed the ports that the node asks
   */
  public static NetworkPolicySpec only(
      PodSettings settings,
      Map<String, String> pods,
      List<Integer> probed,
      List<Traffic> from,
      List<Traffic> to) {
    List<Traffic> ingress = settings.mesh().ingress(from, probed);
    List<Traffic> egress = settings.mesh().egress(to, settings.network());
    return NetworkPolicySpec.builder()
        .podSelector(LabelSelector.builder().matchLabels(pods).build())
        .policyTypes(List.of(INGRESS, EGRESS))
        .ingress(ingressRules(ingress))
        .egress(egressRules(egress))
        .build();
  }

  /**
   * Allows pods, besides what another policy allows them, to be called.
   *
   * @param mesh the one that these pods are in
   */
  public static NetworkPolicySpec also(Mesh mesh, Map<String, String> pods, Traffic from) {
    return NetworkPolicySpec.builder()
        .podSelector(LabelSelector.builder().matchLabels(pods).build())
        .policyTypes(List.of(INGRESS))
        .ingress(ingressRules(mesh.ingress(List.of(from), List.of())))
        .build();
  }

  /**
   * Allows nothing to the pods of a namespace that no other policy allows, except what a mesh needs
   * for a pod to live.
   */
  static NetworkPolicySpec nothing(Mesh mesh) {
    List<Traffic> probes =
        mesh.probers().isEmpty() ? List.of() : List.of(Traffic.tcp(mesh.probers()));
    return NetworkPolicySpec.builder()
        .podSelector(LabelSelector.builder().build())
        .policyTypes(List.of(INGRESS, EGRESS))
        .ingress(ingressRules(probes))
        .egress(egressRules(mesh.egress(List.of(), ClusterNetwork.standard())))
        .build();
  }

  private static @Nullable List<NetworkPolicyIngressRule> ingressRules(List<Traffic> from) {
    return from.isEmpty() ? null : from.stream().map(Traffic::toIngressRule).toList();
  }

  private static @Nullable List<NetworkPolicyEgressRule> egressRules(List<Traffic> to) {
    return to.isEmpty() ? null : to.stream().map(Traffic::toEgressRule).toList();
  }
}
