package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.HorizontalPodAutoscalerBehaviorV2;

/**
 * How the autoscaler follows the load. Immutable: each method returns a modified copy.
 *
 * <pre>{@code
 * Behavior.responsive()
 * Behavior.steady().tolerance(0.05, 0.1)
 * }</pre>
 *
 * @param up rules for scaling up
 * @param down rules for scaling down
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#stabilization-window">Stabilization
 *     window</a>
 */
public record Behavior(ScalingRules up, ScalingRules down) {
  /** Kubernetes' own period for adding pods. */
  private static final Duration SHORTEST_STEP = Duration.ofSeconds(15);

  private static final Duration LONGEST_STEP = Duration.ofMinutes(30);

  /** Takes no null. */
  public Behavior {
    Required.nonNull(up, "up");
    Required.nonNull(down, "down");
  }

  /**
   * Scales up immediately and down after five minutes of lower load. A stabilization window for
   * scaling up would delay every burst by its whole length, while one pod too many costs little.
   */
  public static Behavior responsive() {
    return of(Duration.ZERO, Duration.ofMinutes(5));
  }

  /**
   * For fluctuating loads and pods that are costly to start: scales up after a minute of higher
   * load, and removes one pod per minute after ten minutes of lower load.
   */
  public static Behavior steady() {
    return of(Duration.ofMinutes(1), Duration.ofMinutes(10))
        .removeAtMost(ScalingPolicy.pods(1, Duration.ofMinutes(1)));
  }

  /**
   * Uses two minutes in both directions, as in OpenVINO's published recipe. Every burst waits two
   * minutes for its pods.
   */
  public static Behavior recipe() {
    return of(Duration.ofSeconds(120), Duration.ofSeconds(120));
  }

  /** Uses custom stabilization windows, each up to an hour in whole seconds. */
  public static Behavior of(Duration up, Duration down) {
    Required.nonNull(up, "up");
    Required.nonNull(down, "down");
    return new Behavior(ScalingRules.after(up), ScalingRules.after(down));
  }

  /** Limits how many pods are added per period; of several limits, the highest applies. */
  public Behavior addAtMost(ScalingPolicy... steps) {
    return new Behavior(up.policies(Required.elements(steps)), down);
  }

  /** Limits how many pods are removed per period; of several limits, the highest applies. */
  public Behavior removeAtMost(ScalingPolicy... steps) {
    return new Behavior(up, down.policies(Required.elements(steps)));
  }

  /**
   * Sets the tolerances for scaling up and down, as fractions of the target. Needs Kubernetes 1.35.
   * Default: the cluster's, which is 0.1.
   */
  public Behavior tolerance(double adding, double removing) {
    return new Behavior(up.tolerance(adding), down.tolerance(removing));
  }

  /**
   * Limits scale-up to doubling, or four pods, within the start time of a pod. Otherwise more pods
   * are added before the previous ones can take load.
   */
  Behavior forStartTime(Duration startTime) {
    if (!up.policies().isEmpty()) {
      return this;
    }
    Duration period = Durations.shorter(LONGEST_STEP, Durations.longer(SHORTEST_STEP, startTime));
    return addAtMost(ScalingPolicy.percent(100, period), ScalingPolicy.pods(4, period));
  }

  void check(Findings findings, KubernetesVersion kubernetes) {
    up.check(findings, "up", kubernetes);
    down.check(findings, "down", kubernetes);
  }

  /**
   * Returns the same as a map, with Kubernetes' default policies spelled out: KEDA compares it with
   * the stored object and would otherwise update the HPA in every reconciliation.
   */
  Map<String, Object> toMap() {
    ScalingPolicy doubled = ScalingPolicy.percent(100, SHORTEST_STEP);
    Map<String, Object> behavior = new LinkedHashMap<>();
    behavior.put("scaleUp", up.toMap(List.of(ScalingPolicy.pods(4, SHORTEST_STEP), doubled)));
    behavior.put("scaleDown", down.toMap(List.of(doubled)));
    return behavior;
  }

  HorizontalPodAutoscalerBehaviorV2 toSpec() {
    return HorizontalPodAutoscalerBehaviorV2.builder()
        .scaleUp(up.toSpec())
        .scaleDown(down.toSpec())
        .build();
  }
}
