package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import org.cdk8s.plus34.k8s.HorizontalPodAutoscalerBehaviorV2;
import org.cdk8s.plus34.k8s.HpaScalingRulesV2;

/**
 * How long the autoscaler waits before it follows the load. It takes the lowest number of pods that
 * the load asked for within the window before it adds pods, and the highest before it removes any.
 *
 * @param up the window for adding pods
 * @param down the window for removing pods
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#stabilization-window">Stabilization
 *     window</a>
 */
public record Behavior(Duration up, Duration down) {
  /** The API's own limit. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Adds pods at once and removes them after five minutes of less load. A window for adding makes
   * every request of a burst wait for its whole length, while a pod too many costs little.
   */
  public static Behavior responsive() {
    return new Behavior(Duration.ZERO, Duration.ofMinutes(5));
  }

  /** Windows of one's own, each up to an hour in whole seconds. */
  public static Behavior of(Duration up, Duration down) {
    return new Behavior(up, down);
  }

  void check(Findings findings) {
    checkWindow(findings, "up", up);
    checkWindow(findings, "down", down);
  }

  HorizontalPodAutoscalerBehaviorV2 toSpec() {
    return HorizontalPodAutoscalerBehaviorV2.builder()
        .scaleUp(stabilizedOver(up))
        .scaleDown(stabilizedOver(down))
        .build();
  }

  private static void checkWindow(Findings findings, String direction, Duration window) {
    Durations.check(
        findings,
        FindingCode.STABILIZATION,
        "behavior." + direction,
        window,
        Duration.ZERO,
        LONGEST);
  }

  private static HpaScalingRulesV2 stabilizedOver(Duration window) {
    return HpaScalingRulesV2.builder().stabilizationWindowSeconds(window.toSeconds()).build();
  }
}
