package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.validation.internal.Link;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.NodeAffinity;
import org.cdk8s.plus34.k8s.Toleration;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Scheduling}, as pods take it: null where it is empty.
 *
 * @param nodeSelector labels of nodes
 * @param tolerations of taints
 * @param nodeAffinity required and preferred nodes
 * @param spread constraints; may be empty
 * @param priorityClass the {@code priorityClassName}
 * @param runtimeClass the {@code runtimeClassName}
 * @param scheduler the {@code schedulerName}
 */
public record PodScheduling(
    @Nullable Map<String, String> nodeSelector,
    @Nullable List<Toleration> tolerations,
    @Nullable NodeAffinity nodeAffinity,
    List<SpreadRule> spread,
    @Nullable String priorityClass,
    @Nullable String runtimeClass,
    @Nullable String scheduler) {
  public static final Link<Scheduling, PodScheduling> LINK = new Link<>();

  /** Whether there is a constraint for this topology. */
  boolean spreadsOver(String topologyKey) {
    return spread.stream().anyMatch(constraint -> constraint.topologyKey().equals(topologyKey));
  }
}
