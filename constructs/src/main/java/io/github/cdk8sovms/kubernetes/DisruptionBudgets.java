package io.github.cdk8sovms.kubernetes;

import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.PodDisruptionBudgetSpec;

/** Budgets for evictions, as when a node is drained. Scaling down is not an eviction. */
public final class DisruptionBudgets {

  private DisruptionBudgets() {}

  /**
   * One pod at a time. Not a minimum, which would keep a node with the only pod from being drained;
   * and a pod that does not work is no reason to either.
   */
  public static PodDisruptionBudgetSpec oneAtATime(LabelSelector pods) {
    return PodDisruptionBudgetSpec.builder()
        .maxUnavailable(ApiValues.number(1))
        .unhealthyPodEvictionPolicy("AlwaysAllow")
        .selector(pods)
        .build();
  }
}
