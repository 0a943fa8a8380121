package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
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
    List<Traffic> ingress = settings.meshRules().ingress(from, probed);
    List<Traffic> egress = settings.meshRules().egress(to, settings.network());
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
        .ingress(ingressRules(MeshRules.of(mesh).ingress(List.of(from), List.of())))
        .build();
  }

  /** Denies all traffic of a namespace by default, except that of a mesh. */
  public static NetworkPolicySpec nothing(Mesh mesh) {
    List<NetworkPeer> probers = MeshRules.of(mesh).probers();
    List<Traffic> probes = probers.isEmpty() ? List.of() : List.of(Traffic.tcp(probers));
    return NetworkPolicySpec.builder()
        .podSelector(LabelSelector.builder().build())
        .policyTypes(List.of(INGRESS, EGRESS))
        .ingress(ingressRules(probes))
        .egress(
            egressRules(
                MeshRules.of(mesh)
                    .egress(List.of(), ClusterTraffic.LINK.of(ClusterNetwork.standard()))))
        .build();
  }

  private static @Nullable List<NetworkPolicyIngressRule> ingressRules(List<Traffic> from) {
    return from.isEmpty() ? null : from.stream().map(Traffic::toIngressRule).toList();
  }

  private static @Nullable List<NetworkPolicyEgressRule> egressRules(List<Traffic> to) {
    return to.isEmpty() ? null : to.stream().map(Traffic::toEgressRule).toList();
  }
}
