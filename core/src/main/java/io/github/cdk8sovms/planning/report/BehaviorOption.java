package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Policy;
import java.util.LinkedHashSet;
import java.util.Set;

/** The option for stabilization windows. */
final class BehaviorOption {
  private BehaviorOption() {}

  /**
   * Returns whether {@code Behavior.of(..)} keeps the policies: Kubernetes' defaults, or those that
   * {@code startTime(..)} sets.
   */
  static boolean canExpress(ScalingRules up, ScalingRules down) {
    return up.select() == ScalingRules.Select.MAX
        && down.select() == ScalingRules.Select.MAX
        && amounts(up).equals(amounts(ScalingRules.defaultUp()))
        && down.policies().equals(ScalingRules.defaultDown().policies());
  }

  static String line(long up, long down) {
    return ".behavior(Behavior.of(Duration.ofSeconds(%d), Duration.ofSeconds(%d)))"
        .formatted(up, down);
  }

  private static Set<String> amounts(ScalingRules rules) {
    Set<String> amounts = new LinkedHashSet<>();
    for (Policy policy : rules.policies()) {
      amounts.add(policy.kind() + " " + policy.value());
    }
    return amounts;
  }
}
