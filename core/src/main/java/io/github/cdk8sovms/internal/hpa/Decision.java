package io.github.cdk8sovms.internal.hpa;

import java.util.List;

/**
 * What an autoscaler decided.
 *
 * @param replicas how many pods the target shall have; those that it had if nothing changes
 * @param reason why this number, as in the conditions of the autoscaler: {@code DesiredWithinRange}
 *     if it is the number that the metrics propose; {@code ScaleUpLimit}, {@code ScaleDownLimit},
 *     {@code TooManyReplicas} or {@code TooFewReplicas} if it is limited; {@code ScaleUpStabilized}
 *     or {@code ScaleDownStabilized} if an earlier recommendation applies; {@code
 *     FailedGetPodsMetric} or {@code FailedGetExternalMetric} if metrics are unavailable; {@code
 *     ScalingDisabled} if the target has no pods
 * @param proposals what each metric proposes, in the order of the metrics; {@link #NONE} for one
 *     that is unavailable. Empty if the metrics were not read
 */
public record Decision(int replicas, String reason, List<Integer> proposals) {
  /** The proposal of a metric that is unavailable. */
  public static final int NONE = -1;

  static final String WITHIN_RANGE = "DesiredWithinRange";
  static final String TOO_MANY = "TooManyReplicas";
  static final String TOO_FEW = "TooFewReplicas";
  static final String UP_LIMIT = "ScaleUpLimit";
  static final String DOWN_LIMIT = "ScaleDownLimit";
  static final String UP_STABILIZED = "ScaleUpStabilized";
  static final String DOWN_STABILIZED = "ScaleDownStabilized";
  static final String FAILED_PODS = "FailedGetPodsMetric";
  static final String FAILED_EXTERNAL = "FailedGetExternalMetric";
  static final String DISABLED = "ScalingDisabled";
}
