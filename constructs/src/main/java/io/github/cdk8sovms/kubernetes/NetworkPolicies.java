package io.github.cdk8sovms.kubernetes;

import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.NetworkPolicySpec;

/**
 * Which traffic pods may have. Policies add up: what any policy of a pod allows is allowed, and a
 * pod with a policy has nothing else. A hop needs both ends, so each construct writes down its own
 * end, and opens the other one where that belongs to a construct made before it.
 */
public final class NetworkPolicies {
  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";

  private NetworkPolicies() {}

  /** Allows pods what is listed, and no other traffic in either direction. */
  public static NetworkPolicySpec only(
      Map<String, String> pods, List<Traffic> from, List<Traffic> to) {
    return NetworkPolicySpec.builder()
        .podSelector(LabelSelector.builder().matchLabels(pods).build())
        .policyTypes(List.of(INGRESS, EGRESS))
        .ingress(from.isEmpty() ? null : from.stream().map(Traffic::toIngressRule).toList())
        .egress(to.isEmpty() ? null : to.stream().map(Traffic::toEgressRule).toList())
        .build();
  }

  /** Allows pods, besides what another policy allows them, to be called. */
  public static NetworkPolicySpec also(Map<String, String> pods, Traffic from) {
    return NetworkPolicySpec.builder()
        .podSelector(LabelSelector.builder().matchLabels(pods).build())
        .policyTypes(List.of(INGRESS))
        .ingress(List.of(from.toIngressRule()))
        .build();
  }

  /** Allows nothing to the pods of a namespace that no other policy allows. */
  static NetworkPolicySpec nothing() {
    return NetworkPolicySpec.builder()
        .podSelector(LabelSelector.builder().build())
        .policyTypes(List.of(INGRESS, EGRESS))
        .build();
  }
}
