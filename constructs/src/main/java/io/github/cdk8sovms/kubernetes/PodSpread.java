package io.github.cdk8sovms.kubernetes;

import java.util.List;
import org.cdk8s.plus34.k8s.Affinity;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.PodAffinityTerm;
import org.cdk8s.plus34.k8s.PodAntiAffinity;
import org.cdk8s.plus34.k8s.TopologySpreadConstraint;
import org.cdk8s.plus34.k8s.WeightedPodAffinityTerm;

/**
 * How the pods of a component are spread, so that a node or a zone that fails takes few of them
 * with it. A preference: where there is one node, all run there.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/">Topology
 *     spread constraints</a>
 */
public final class PodSpread {
  private static final String NODE = "kubernetes.io/hostname";
  private static final String ZONE = "topology.kubernetes.io/zone";

  /** The highest weight there is: nothing else is as good a reason to share a node. */
  private static final int WEIGHT = 100;

  private PodSpread() {}

  /** Prefers a node of its own for each pod. */
  public static Affinity overNodes(LabelSelector pods) {
    PodAffinityTerm term = PodAffinityTerm.builder().topologyKey(NODE).labelSelector(pods).build();
    return Affinity.builder()
        .podAntiAffinity(
            PodAntiAffinity.builder()
                .preferredDuringSchedulingIgnoredDuringExecution(
                    List.of(
                        WeightedPodAffinityTerm.builder()
                            .weight(WEIGHT)
                            .podAffinityTerm(term)
                            .build()))
                .build())
        .build();
  }

  /** Prefers the zone with the fewest pods. */
  public static List<TopologySpreadConstraint> overZones(LabelSelector pods) {
    return List.of(
        TopologySpreadConstraint.builder()
            .maxSkew(1)
            .topologyKey(ZONE)
            .whenUnsatisfiable("ScheduleAnyway")
            .labelSelector(pods)
            .build());
  }
}
