package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ApiValues;
import org.cdk8s.plus34.k8s.DeploymentStrategy;
import org.cdk8s.plus34.k8s.IntOrString;
import org.cdk8s.plus34.k8s.RollingUpdateDeployment;

/** How the pods of a server are replaced by those of a new version. */
public enum Rollout {
  /**
   * New pods first, a quarter of them at a time; an old pod ends when a new one is ready ({@code
   * maxSurge: 25%}, {@code maxUnavailable: 0}). No capacity is lost. It needs room for the new
   * pods, and does not move where every device is in use.
   */
  START_FIRST(ApiValues.percent(25), 0),

  /**
   * One new pod, and one old pod that ends at once ({@code maxSurge: 1}, {@code maxUnavailable:
   * 1}). It moves where every device is in use, because the old pod gives its device back. Capacity
   * is less by a pod; a single pod is away until its successor is ready.
   */
  ONE_AT_A_TIME(ApiValues.number(1), 1),

  /**
   * An old pod ends before the new one starts ({@code maxSurge: 0}, {@code maxUnavailable: 1}), as
   * for a volume that one node can have at a time.
   */
  STOP_FIRST(ApiValues.number(0), 1);

  private final IntOrString maxSurge;
  private final int maxUnavailable;

  Rollout(IntOrString maxSurge, int maxUnavailable) {
    this.maxSurge = maxSurge;
    this.maxUnavailable = maxUnavailable;
  }

  DeploymentStrategy strategy() {
    return DeploymentStrategy.builder()
        .type("RollingUpdate")
        .rollingUpdate(
            RollingUpdateDeployment.builder()
                .maxSurge(maxSurge)
                .maxUnavailable(ApiValues.number(maxUnavailable))
                .build())
        .build();
  }
}
