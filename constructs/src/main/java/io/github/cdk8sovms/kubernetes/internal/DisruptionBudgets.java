package io.github.cdk8sovms.kubernetes.internal;

import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.PodDisruptionBudgetSpec;

/**
 * Disruption budgets for evictions, such as during a node drain. Scaling down is not an eviction.
 */
public final class DisruptionBudgets {

  private DisruptionBudgets() {}

  /**
   * Allows one pod at a time. Not minAvailable, which would block the drain of a node with the only
   * pod; and an unhealthy pod does not block it either.
   */
  public static PodDisruptionBudgetSpec oneAtATime(LabelSelector pods) {
    return PodDisruptionBudgetSpec.builder()
        .maxUnavailable(ApiValues.number(1))
        .unhealthyPodEvictionPolicy("AlwaysAllow")
        .selector(pods)
        .build();
  }
}
