package io.github.cdk8sovms.acceptance.replicas;

import io.github.cdk8sovms.acceptance.replicas.RandomAutoscaler.Turn;
import io.github.cdk8sovms.internal.hpa.Fleet;
import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An autoscaler and what it finds, as {@code tools/replicas sequences} reads it. */
final class ControllerSequence {
  private ControllerSequence() {}

  static Map<String, Object> of(RandomAutoscaler autoscaler) {
    HpaSpec spec = autoscaler.spec();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("minReplicas", spec.minReplicas());
    object.put("maxReplicas", spec.maxReplicas());
    object.put("metrics", spec.metrics().stream().map(ControllerSequence::metric).toList());
    if (!spec.scaleUp().isUnset() || !spec.scaleDown().isUnset()) {
      Map<String, Object> behavior = new LinkedHashMap<>();
      behavior.put("scaleUp", rules(spec.scaleUp(), spec.toleranceUp()));
      behavior.put("scaleDown", rules(spec.scaleDown(), spec.toleranceDown()));
      object.put("behavior", behavior);
    }
    Map<String, Object> sequence = new LinkedHashMap<>();
    sequence.put("spec", object);
    sequence.put("tolerance", spec.toleranceUp());
    sequence.put("steps", autoscaler.turns().stream().map(ControllerSequence::step).toList());
    return sequence;
  }

  private static Map<String, Object> metric(HpaSpec.Metric metric) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("metric", Map.of("name", metric.name()));
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("type", "AverageValue");
    target.put("averageValue", BigDecimal.valueOf(metric.averageValue()).toPlainString());
    source.put("target", target);
    boolean isPods = metric instanceof HpaSpec.PodsMetric;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", isPods ? "Pods" : "External");
    map.put(isPods ? "pods" : "external", source);
    return map;
  }

  private static Map<String, Object> rules(ScalingRules rules, double tolerance) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("tolerance", BigDecimal.valueOf(tolerance).toPlainString());
    if (!rules.isUnset()) {
      map.put("stabilizationWindowSeconds", rules.stabilization().toSeconds());
      map.put("selectPolicy", capitalized(rules.select()));
      map.put("policies", rules.policies().stream().map(ControllerSequence::policy).toList());
    }
    return map;
  }

  private static Map<String, Object> policy(ScalingRules.Policy policy) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", capitalized(policy.kind()));
    map.put("value", policy.value());
    map.put("periodSeconds", policy.period().toSeconds());
    return map;
  }

  private static String capitalized(Enum<?> constant) {
    String name = constant.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> step(Turn turn) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("milliseconds", turn.milliseconds());
    if (turn.isOverridden()) {
      step.put("replicas", turn.fleet().specReplicas());
    }
    step.put("pods", turn.fleet().pods().stream().map(ControllerSequence::pod).toList());
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> totals = new LinkedHashMap<>();
    turn.fleet()
        .readings()
        .forEach(
            (name, reading) -> {
              if (reading instanceof Fleet.PodValues ofPods) {
                values.put(name, thousandths(ofPods.values()));
              } else if (reading instanceof Fleet.Total total) {
                totals.put(
                    name,
                    new BigDecimal(total.value())
                        .movePointRight(3)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact());
              }
            });
    step.put("values", values);
    step.put("totals", totals);
    return step;
  }

  private static Map<String, Long> thousandths(Map<String, Double> values) {
    Map<String, Long> map = new LinkedHashMap<>();
    values.forEach((pod, value) -> map.put(pod, (long) (value * 1000)));
    return map;
  }

  private static Map<String, Object> pod(Fleet.Pod pod) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", pod.name());
    map.put("phase", capitalized(pod.phase()));
    map.put("terminating", pod.terminating());
    return map;
  }

  /**
   * What the controller decided and said.
   *
   * @param able the condition AbleToScale, status and reason
   */
  record Outcome(int replicas, String able, String active, String limited) {
    static List<Outcome> parse(String line) {
      return List.of(line.split(";")).stream()
          .map(step -> step.split(" "))
          .map(it -> new Outcome(Integer.parseInt(it[0]), it[1], it[2], it[3]))
          .toList();
    }

    /**
     * The reasons that its conditions allow; none if they are of an earlier decision, or do not say
     * why the first pods are created.
     */
    List<String> reasons(HpaSpec spec, int current) {
      if (current > spec.maxReplicas() || current != 0 && current < spec.minReplicas()) {
        return List.of();
      }
      if (active.startsWith("False/")) {
        return List.of(active.substring("False/".length()));
      }
      if (current == 0) {
        return List.of();
      }
      if (limited.startsWith("True/")) {
        return List.of(limited.substring("True/".length()));
      }
      if (able.endsWith("Stabilized")) {
        return List.of(able.substring("True/".length()));
      }
      return able.endsWith("/SucceededRescale")
          ? List.of("DesiredWithinRange", "ScaleUpStabilized", "ScaleDownStabilized")
          : List.of("DesiredWithinRange");
    }
  }
}
