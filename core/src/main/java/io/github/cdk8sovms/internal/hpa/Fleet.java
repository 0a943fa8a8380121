package io.github.cdk8sovms.internal.hpa;

import java.util.List;
import java.util.Map;

/**
 * What an autoscaler finds when it decides.
 *
 * @param specReplicas how many pods the target should have now, {@code spec.replicas}
 * @param pods the pods that exist, those included that end
 * @param readings the value of each metric, by its name; a metric without one is unavailable
 */
public record Fleet(int specReplicas, List<Pod> pods, Map<String, Reading> readings) {

  /** The phase of a pod. */
  public enum Phase {
    /** Scheduled or not, its containers have not started. */
    PENDING,
    /** Its containers have started. */
    RUNNING
  }

  /**
   * A pod of the target.
   *
   * @param name by which the value of a {@link HpaSpec.PodsMetric} belongs to it
   * @param phase whether its containers run
   * @param ready whether it gets requests. It has no influence on these metrics: a pod that runs
   *     and is not ready counts with its value, or as one without a value
   * @param terminating whether it is being deleted
   */
  public record Pod(String name, Phase phase, boolean ready, boolean terminating) {}

  /** What a metrics API answers. */
  public sealed interface Reading permits PodValues, Total, Unavailable {}

  /**
   * The value of each pod that has one. The adapter answers for existing pods only.
   *
   * @param values by the name of the pod, before the adapter cuts them to thousandths
   */
  public record PodValues(Map<String, Double> values) implements Reading {}

  /**
   * The value of all pods together.
   *
   * @param value before KEDA rounds it to thousandths
   */
  public record Total(double value) implements Reading {}

  /** There is no answer: the query failed or gave nothing. */
  public record Unavailable() implements Reading {}

  /** {@code status.replicas} of a Deployment, which does not count pods that end. */
  int statusReplicas() {
    int count = 0;
    for (Pod pod : pods) {
      count += pod.terminating() ? 0 : 1;
    }
    return count;
  }
}
