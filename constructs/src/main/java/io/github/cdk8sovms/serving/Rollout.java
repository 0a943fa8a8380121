package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.ApiValues;
import org.cdk8s.plus34.k8s.DeploymentStrategy;
import org.cdk8s.plus34.k8s.IntOrString;
import org.cdk8s.plus34.k8s.RollingUpdateDeployment;

/** The rollout strategy of a server. */
public enum Rollout {
  /**
   * Starts new pods first, a quarter at a time; an old pod stops when a new one is ready ({@code
   * maxSurge: 25%}, {@code maxUnavailable: 0}). No capacity is lost. It needs resources for the new
   * pods, and is stuck if every device is in use.
   */
  START_FIRST(ApiValues.percent(25), 0),

  /**
   * Starts one new pod and stops one old pod at once ({@code maxSurge: 1}, {@code maxUnavailable:
   * 1}). It proceeds if every device is in use, because the old pod releases its device. Capacity
   * is reduced by one pod; a single pod is unavailable until its successor is ready.
   */
  ONE_AT_A_TIME(ApiValues.number(1), 1),

  /**
   * Stops an old pod before the new one starts ({@code maxSurge: 0}, {@code maxUnavailable: 1}), as
   * needed for a volume that only one node at a time can mount.
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
