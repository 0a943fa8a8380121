package io.github.cdk8sovms.internal.hpa;

import io.github.cdk8sovms.internal.hpa.HpaSpec.ExternalMetric;
import io.github.cdk8sovms.internal.hpa.HpaSpec.Metric;
import io.github.cdk8sovms.internal.hpa.HpaSpec.PodsMetric;
import io.github.cdk8sovms.internal.hpa.Normalizer.Normalized;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One autoscaler of one target, with its memory: earlier recommendations and changes.
 *
 * <p>It decides as the controller of Kubernetes 1.37 does: tolerance, pods without a value, pods
 * that do not run yet or end, several metrics, metrics that are unavailable, stabilization windows,
 * policies, minimum and maximum, and scaling to zero and back. Tests compare its decisions with
 * those of the controller's own code. An error to reach the API server does not occur.
 *
 * <pre>{@code
 * HpaSpec spec =
 *     new HpaSpec(
 *         1,
 *         10,
 *         List.of(new HpaSpec.PodsMetric("ovms_requests_streams_ratio", 1)),
 *         ScalingRules.defaultUp(),
 *         ScalingRules.defaultDown());
 * Hpa hpa = new Hpa(spec);
 * Fleet fleet =
 *     new Fleet(
 *         1,
 *         List.of(new Fleet.Pod("a", Fleet.Phase.RUNNING, true, false)),
 *         Map.of("ovms_requests_streams_ratio", new Fleet.PodValues(Map.of("a", 3.0))));
 * int replicas = hpa.sync(0, fleet).replicas(); // 3
 * }</pre>
 */
public final class Hpa {
  private final HpaSpec spec;
  private final ReplicaCalculator calculator;
  private final long[] targets;
  private final Normalizer normalizer;
  private boolean scaledToZero;

  /**
   * An autoscaler that has not decided yet.
   *
   * @param spec its configuration
   */
  public Hpa(HpaSpec spec) {
    this.spec = spec;
    this.calculator = new ReplicaCalculator(spec.toleranceUp(), spec.toleranceDown());
    this.targets = spec.metrics().stream().mapToLong(Metric::milliTarget).toArray();
    this.normalizer = spec.hasBehavior() ? new BehaviorNormalizer(spec) : new PlainNormalizer(spec);
  }

  /**
   * Decides once, and remembers it.
   *
   * @param time when, in seconds since any moment; never before an earlier decision. It counts in
   *     milliseconds
   * @param fleet what it finds
   */
  public Decision sync(double time, Fleet fleet) {
    long now = Math.round(time * 1000);
    int current = fleet.specReplicas();
    normalizer.start(now, current);
    if (current == 0 && !canLeaveZero()) {
      return new Decision(0, Decision.DISABLED, List.of());
    }
    if (current > spec.maxReplicas()) {
      return change(now, current, spec.maxReplicas(), Decision.TOO_MANY, List.of());
    }
    if (current != 0 && current < spec.minReplicas()) {
      return change(now, current, spec.minReplicas(), Decision.TOO_FEW, List.of());
    }
    return ofMetrics(now, current, fleet);
  }

  /** Whether it has itself removed the last pod: else it leaves a target without pods alone. */
  private boolean canLeaveZero() {
    return scaledToZero && (spec.minReplicas() != 0 || spec.hasExternalMetric());
  }

  private Decision ofMetrics(long now, int current, Fleet fleet) {
    List<Integer> proposals = new ArrayList<>();
    String failure = "";
    int highest = 0;
    for (int i = 0; i < targets.length; i++) {
      Metric metric = spec.metrics().get(i);
      int proposal = proposal(metric, targets[i], fleet).orElse(Decision.NONE);
      proposals.add(proposal);
      if (proposal != Decision.NONE) {
        highest = highest == 0 ? proposal : Math.max(highest, proposal);
      } else if (failure.isEmpty()) {
        failure = metric instanceof PodsMetric ? Decision.FAILED_PODS : Decision.FAILED_EXTERNAL;
      }
    }
    boolean allFailed = proposals.stream().allMatch(proposal -> proposal == Decision.NONE);
    // With a metric unavailable it only adds pods.
    if (allFailed || !failure.isEmpty() && highest < current) {
      return new Decision(current, failure, proposals);
    }
    Normalized normalized = normalizer.normalize(now, current, Math.max(0, highest));
    if (current == 0 && normalized.replicas() < spec.minReplicas()) {
      return change(now, current, spec.minReplicas(), Decision.TOO_FEW, proposals);
    }
    return change(now, current, normalized.replicas(), normalized.reason(), proposals);
  }

  private OptionalInt proposal(Metric metric, long target, Fleet fleet) {
    Fleet.Reading reading = fleet.readings().get(metric.name());
    if (metric instanceof PodsMetric && reading instanceof Fleet.PodValues values) {
      return calculator.ofPods(values.values(), target, fleet);
    }
    if (metric instanceof ExternalMetric && reading instanceof Fleet.Total total) {
      return OptionalInt.of(calculator.ofTotal(total.value(), target, fleet.statusReplicas()));
    }
    return OptionalInt.empty();
  }

  private Decision change(
      long now, int current, int replicas, String reason, List<Integer> proposals) {
    if (replicas != current) {
      normalizer.changed(now, current, replicas);
      scaledToZero =
          current > 0 && replicas == 0 && spec.minReplicas() == 0 && spec.hasExternalMetric();
    }
    return new Decision(replicas, reason, proposals);
  }
}
