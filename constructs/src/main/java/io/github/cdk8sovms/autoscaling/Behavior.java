package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.HorizontalPodAutoscalerBehaviorV2;

/**
 * How the autoscaler follows the load. Immutable: each method gives a changed copy.
 *
 * @param up for adding pods
 * @param down for removing pods
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
   * Adds pods at once and removes them after five minutes of less load. A window for adding makes
   * every request of a burst wait for its whole length, while a pod too many costs little.
   */
  public static Behavior responsive() {
    return of(Duration.ZERO, Duration.ofMinutes(5));
  }

  /**
   * For loads that jump about and pods that are costly to start: adds pods when the load has asked
   * for them for a minute, and removes one a minute after ten minutes of less load.
   */
  public static Behavior steady() {
    return of(Duration.ofMinutes(1), Duration.ofMinutes(10))
        .removeAtMost(ScalingPolicy.pods(1, Duration.ofMinutes(1)));
  }

  /**
   * Two minutes in both directions, as in the recipe that OpenVINO published. Every burst waits two
   * minutes for its pods.
   */
  public static Behavior recipe() {
    return of(Duration.ofSeconds(120), Duration.ofSeconds(120));
  }

  /** Windows of one's own, each up to an hour in whole seconds. */
  public static Behavior of(Duration up, Duration down) {
    Required.nonNull(up, "up");
    Required.nonNull(down, "down");
    return new Behavior(ScalingRules.after(up), ScalingRules.after(down));
  }

  /** Limits how many pods are added in a period; of several limits, the larger counts. */
  public Behavior addAtMost(ScalingPolicy... steps) {
    return new Behavior(up.policies(Required.elements(steps)), down);
  }

  /** Limits how many pods are removed in a period; of several limits, the larger counts. */
  public Behavior removeAtMost(ScalingPolicy... steps) {
    return new Behavior(up, down.policies(Required.elements(steps)));
  }

  /**
   * Sets how far the load may be from the target before pods are added or removed, as shares of it.
   * Needs Kubernetes 1.35. Default: the cluster's, which is 0.1.
   */
  public Behavior tolerance(double adding, double removing) {
    return new Behavior(up.tolerance(adding), down.tolerance(removing));
  }

  /**
   * With a step that waits for its effect: as many pods as there are, or four, in the time that a
   * pod takes to start. Otherwise pods are added while those added before cannot help yet.
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
   * The same as YAML-shaped data, with Kubernetes' own policies spelled out: KEDA compares it with
   * what the API server has stored, and would write the autoscaler anew in each of its rounds.
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
