package io.github.cdk8sovms.kubernetes.internal;

import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.TopologySpreadConstraint;

/**
 * How evenly pods are distributed over the values of a node label.
 *
 * @param topologyKey the node label
 * @param maxSkew the largest difference in the number of pods
 * @param required whether pods stay pending rather than exceed the skew
 */
public record SpreadRule(String topologyKey, int maxSkew, boolean required) {
  public static final String NODE = "kubernetes.io/hostname";
  public static final String ZONE = "topology.kubernetes.io/zone";

  static final SpreadRule OVER_ZONES = new SpreadRule(ZONE, 1, false);

  TopologySpreadConstraint toApi(LabelSelector pods) {
    return TopologySpreadConstraint.builder()
        .maxSkew(maxSkew)
        .topologyKey(topologyKey)
        .whenUnsatisfiable(required ? "DoNotSchedule" : "ScheduleAnyway")
        .labelSelector(pods)
        .build();
  }
}
