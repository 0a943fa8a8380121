package io.github.cdk8sovms.kubernetes;

import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.NetworkPolicyEgressRule;
import org.cdk8s.plus34.k8s.NetworkPolicyIngressRule;
import org.cdk8s.plus34.k8s.NetworkPolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * The allowed traffic of pods. Policies are additive: traffic is allowed if any policy of a pod
 * allows it, and denied otherwise. A connection needs rules on both ends, so each construct emits
 * the rule for its end, and that for the other end if it belongs to a construct created before.
 */
public final class NetworkPolicies {
  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";

  private NetworkPolicies() {}

  /**
   * Allows the listed traffic and that of the mesh, and denies all other ingress and egress.
   *
   * @param probed the ports of probes
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
   * Allows ingress to pods in addition to other policies.
   *
   * @param mesh the mesh of these pods
   */
  public static NetworkPolicySpec also(Mesh mesh, Map<String, String> pods, Traffic from) {
    return NetworkPolicySpec.builder()
        .podSelector(LabelSelector.builder().matchLabels(pods).build())
        .policyTypes(List.of(INGRESS))
        .ingress(ingressRules(mesh.ingress(List.of(from), List.of())))
        .build();
  }

  /** Denies all traffic of a namespace by default, except that of a mesh. */
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
