package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.internal.ApiValues;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cdk8s.plus34.k8s.HpaScalingRulesV2;

/**
 * Scaling rules for one direction.
 *
 * @param window the stabilization window; scaling up uses the lowest recommendation within it,
 *     scaling down the highest
 * @param tolerance how far the load may deviate from the target without scaling, as a fraction of
 *     it; empty for the cluster's, which is 0.1 unless its administrator changed it
 * @param policies the largest step; of several, the highest applies. Empty for Kubernetes'
 *     defaults: up by 100 % or 4 pods in 15 seconds, down by any number
 */
public record ScalingRules(
    Duration window, OptionalDouble tolerance, List<ScalingPolicy> policies) {
  /** The cluster's default tolerance. */
  static final double STANDARD_TOLERANCE = 0.1;

  /** Quantities have a resolution of one thousandth. */
  private static final double SMALLEST_TOLERANCE = 0.001;

  /** The API's maximum for a stabilization window. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final KubernetesVersion TOLERANCES = KubernetesVersion.of("1.35");

  /** Copies the policies. */
  public ScalingRules {
    Required.nonNull(window, "window");
    Required.nonNull(tolerance, "tolerance");
    policies = Required.elements(policies, "policies");
  }

  static ScalingRules after(Duration window) {
    return new ScalingRules(window, OptionalDouble.empty(), List.of());
  }

  ScalingRules tolerance(double share) {
    return new ScalingRules(window, OptionalDouble.of(share), policies);
  }

  ScalingRules policies(List<ScalingPolicy> steps) {
    return new ScalingRules(window, tolerance, steps);
  }

  /** Returns the effective tolerance, which is the cluster's if the configured one is invalid. */
  double usableTolerance() {
    double share = tolerance.orElse(STANDARD_TOLERANCE);
    return isShare(share) ? share : STANDARD_TOLERANCE;
  }

  private static boolean isShare(double value) {
    return value == 0 || (value >= SMALLEST_TOLERANCE && value <= 1);
  }

  void check(Findings findings, String direction, KubernetesVersion kubernetes) {
    String option = "behavior." + direction;
    Durations.check(findings, FindingCode.STABILIZATION, option, window, Duration.ZERO, LONGEST);
    policies.forEach(policy -> policy.check(findings, option));
    tolerance.ifPresent(
        share -> {
          findings.require(
              isShare(share),
              FindingCode.TOLERANCE,
              option,
              quote(share)
                  + " is not a tolerance; it must be a fraction of the target, 0 or 0.001 to 1",
              "Write .tolerance(0.05, 0.1).");
          findings.require(
              kubernetes.isAtLeast(TOLERANCES),
              FindingCode.TOLERANCE,
              option,
              quote(kubernetes.text())
                  + " has no tolerance per autoscaler; it requires Kubernetes 1.35",
              "Write .kubernetes(KubernetesVersion.of(\"1.35\")) if that is your oldest"
                  + " cluster, or leave .tolerance(..) out.");
        });
  }

  /**
   * Returns the same as a map.
   *
   * @param standard Kubernetes' default policies for this direction
   */
  Map<String, Object> toMap(List<ScalingPolicy> standard) {
    Map<String, Object> rules = new LinkedHashMap<>();
    rules.put("stabilizationWindowSeconds", window.toSeconds());
    quantity().ifPresent(share -> rules.put("tolerance", share.canonical()));
    rules.put("selectPolicy", "Max");
    List<ScalingPolicy> steps = policies.isEmpty() ? standard : policies;
    rules.put("policies", steps.stream().map(ScalingPolicy::toMap).toList());
    return rules;
  }

  private Optional<Quantity> quantity() {
    return tolerance.isPresent()
        ? Optional.of(Quantity.of(BigDecimal.valueOf(tolerance.getAsDouble())))
        : Optional.empty();
  }

  HpaScalingRulesV2 toSpec() {
    return HpaScalingRulesV2.builder()
        .stabilizationWindowSeconds(window.toSeconds())
        .tolerance(quantity().map(ApiValues::quantity).orElse(null))
        .policies(policies.isEmpty() ? null : policies.stream().map(ScalingPolicy::toSpec).toList())
        .build();
  }
}
