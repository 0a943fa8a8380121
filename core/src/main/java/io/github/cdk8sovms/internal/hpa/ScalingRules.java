package io.github.cdk8sovms.internal.hpa;

import java.time.Duration;
import java.util.List;

/**
 * How fast an autoscaler may add or remove pods: {@code behavior.scaleUp} or {@code
 * behavior.scaleDown}.
 *
 * @param stabilization how long the autoscaler remembers other recommendations: it adds no more
 *     pods than the lowest of them, and removes no more than the highest
 * @param select which policy applies
 * @param policies how many pods may be added or removed in a period
 */
public record ScalingRules(Duration stabilization, Select select, List<Policy> policies) {
  /** Kubernetes' default of scaling down, a flag of kube-controller-manager. */
  static final Duration DOWNSCALE_STABILIZATION = Duration.ofSeconds(300);

  private static final Duration PERIOD = Duration.ofSeconds(15);
  private static final ScalingRules UNSET = new ScalingRules(Duration.ZERO, Select.MAX, List.of());
  private static final ScalingRules DEFAULT_UP =
      new ScalingRules(
          Duration.ZERO,
          Select.MAX,
          List.of(new Policy(Kind.PODS, 4, PERIOD), new Policy(Kind.PERCENT, 100, PERIOD)));
  private static final ScalingRules DEFAULT_DOWN =
      new ScalingRules(
          DOWNSCALE_STABILIZATION, Select.MAX, List.of(new Policy(Kind.PERCENT, 100, PERIOD)));

  /** Copies the policies. */
  public ScalingRules {
    policies = List.copyOf(policies);
  }

  /** Which of several policies applies. */
  public enum Select {
    /** The one that changes most. */
    MAX,
    /** The one that changes least. */
    MIN,
    /** None: this direction is switched off. */
    DISABLED
  }

  /** What a policy counts. */
  public enum Kind {
    /** A number of pods. */
    PODS,
    /** A share of the pods at the start of the period. */
    PERCENT
  }

  /**
   * The most that may change in a period.
   *
   * @param kind what is counted
   * @param value the number of pods, or the percentage
   * @param period the time before a decision in which earlier changes count
   */
  public record Policy(Kind kind, int value, Duration period) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if value or period is not positive
     */
    public Policy {
      if (value <= 0 || period.toSeconds() <= 0) {
        throw new IllegalArgumentException(
            "value and period of a policy must be positive: " + value + " in " + period);
      }
    }
  }

  /** What Kubernetes does if a manifest has {@code behavior} without {@code scaleUp}. */
  public static ScalingRules defaultUp() {
    return DEFAULT_UP;
  }

  /** What Kubernetes does if a manifest has {@code behavior} without {@code scaleDown}. */
  public static ScalingRules defaultDown() {
    return DEFAULT_DOWN;
  }

  /** Stands for a direction that a manifest does not mention. */
  public static ScalingRules unset() {
    return UNSET;
  }

  /** Whether the manifest does not mention this direction. */
  public boolean isUnset() {
    return policies.isEmpty();
  }

  ScalingRules or(ScalingRules defaults) {
    return isUnset() ? defaults : this;
  }

  long stabilizationMillis() {
    return stabilization.toMillis();
  }

  long longestPeriodMillis() {
    return policies.stream().mapToLong(policy -> policy.period().toMillis()).max().orElse(0);
  }
}
