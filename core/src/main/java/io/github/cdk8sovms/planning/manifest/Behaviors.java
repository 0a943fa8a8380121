package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Kind;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Policy;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Select;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code spec.behavior}, with the defaults that the API server fills in. */
record Behaviors(ObjectRef autoscaler, Node behavior) {
  ScalingRules up() {
    return rules("scaleUp", ScalingRules.defaultUp());
  }

  ScalingRules down() {
    return rules("scaleDown", ScalingRules.defaultDown());
  }

  double tolerance(String direction) {
    Node tolerance = behavior.at(direction, "tolerance");
    if (!tolerance.exists()) {
      return HpaSpec.DEFAULT_TOLERANCE;
    }
    return Amount.of(tolerance)
        .filter(value -> value >= 0)
        .orElseThrow(
            () ->
                invalid(
                    direction + ".tolerance",
                    tolerance,
                    "it must be a quantity of at least 0, such as 50m"));
  }

  private ScalingRules rules(String direction, ScalingRules defaults) {
    Node rules = behavior.at(direction);
    if (!rules.exists()) {
      return ScalingRules.unset();
    }
    Node window = rules.at("stabilizationWindowSeconds");
    Duration stabilization =
        window.exists()
            ? Duration.ofSeconds(seconds(direction + ".stabilizationWindowSeconds", window))
            : defaults.stabilization();
    List<Policy> policies = new ArrayList<>();
    for (Node policy : rules.at("policies").elements()) {
      policies.add(policy(direction + ".policies", policy));
    }
    return new ScalingRules(
        stabilization,
        select(direction, rules.at("selectPolicy")),
        policies.isEmpty() ? defaults.policies() : policies);
  }

  private Select select(String direction, Node policy) {
    return switch (policy.text()) {
      case "", "Max" -> Select.MAX;
      case "Min" -> Select.MIN;
      case "Disabled" -> Select.DISABLED;
      default ->
          throw invalid(direction + ".selectPolicy", policy, "it must be Max, Min or Disabled");
    };
  }

  private Policy policy(String field, Node policy) {
    Node type = policy.at("type");
    Kind kind =
        switch (type.text()) {
          case "Pods" -> Kind.PODS;
          case "Percent" -> Kind.PERCENT;
          default -> throw invalid(field, type, "it must be Pods or Percent");
        };
    int value = positive(field + ".value", policy.at("value"));
    int period = positive(field + ".periodSeconds", policy.at("periodSeconds"));
    return new Policy(kind, value, Duration.ofSeconds(period));
  }

  private int positive(String field, Node number) {
    return number
        .integer()
        .filter(value -> value > 0)
        .orElseThrow(() -> invalid(field, number, "it must be a whole number above 0"));
  }

  private int seconds(String field, Node number) {
    return number
        .integer()
        .orElseThrow(() -> invalid(field, number, "it must be a whole number of seconds"));
  }

  private InvalidInputException invalid(String field, Node value, String rule) {
    return new InvalidInputException(
        "\"%s\" is not a valid behavior.%s of %s; %s. Correct it."
            .formatted(value.text(), field, autoscaler, rule));
  }
}
