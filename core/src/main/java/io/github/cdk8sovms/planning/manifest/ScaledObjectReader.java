package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.internal.promql.PromQlException;
import io.github.cdk8sovms.internal.promql.Query;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a ScaledObject as the HPA that KEDA creates for it. */
final class ScaledObjectReader {
  private static final int DEFAULT_MAXIMUM = 100;

  private final Ignored ignored;
  private final List<Assumption> assumptions;

  ScaledObjectReader(Ignored ignored, List<Assumption> assumptions) {
    this.ignored = ignored;
    this.assumptions = assumptions;
  }

  static List<Node> all(ManifestObjects objects) {
    return objects.ofKind("keda.sh", "ScaledObject").toList();
  }

  Autoscaler read(Node object) {
    ObjectRef ref = ManifestObjects.ref(object);
    Node spec = object.at("spec");
    List<MetricSource> metrics = new ArrayList<>();
    List<Node> triggers = spec.at("triggers").elements();
    for (int i = 0; i < triggers.size(); i++) {
      read(ref, triggers.get(i), i).ifPresent(metrics::add);
    }
    if (metrics.isEmpty()) {
      throw new InvalidInputException(
          ref + " has no trigger that a plan can evaluate. Give it a trigger of type prometheus.");
    }
    int minimum = spec.at("minReplicaCount").integer().orElse(0);
    if (minimum == 0 || spec.at("idleReplicaCount").exists()) {
      assumptions.add(
          new Assumption(
              "one pod is kept where KEDA scales to zero: activation is not simulated", ""));
    }
    assumptions.add(
        new Assumption("KEDA can always query Prometheus: its fallback is not simulated", ""));
    Node target = spec.at("scaleTargetRef");
    return new Autoscaler(
        ref,
        ScaleTargets.ref(target, ref.namespace()),
        ScaleTargets.group(target),
        Math.max(1, minimum),
        spec.at("maxReplicaCount").integer().orElse(DEFAULT_MAXIMUM),
        spec.at("advanced", "horizontalPodAutoscalerConfig", "behavior"),
        metrics);
  }

  private Optional<MetricSource> read(ObjectRef ref, Node trigger, int index) {
    String type = trigger.at("type").text();
    String given = trigger.at("name").text();
    String name = given.isEmpty() ? "s" + index + "-" + type : given;
    if (ignored.drops(name)) {
      return Optional.empty();
    }
    if (!type.equals("prometheus")) {
      throw ignored.unplannable(
          ref,
          name,
          "is a trigger of type " + type + ", which depends on what a plan does not simulate");
    }
    String metricType = trigger.at("metricType").text();
    if (!metricType.isEmpty() && !metricType.equals("AverageValue")) {
      throw ignored.unplannable(
          ref, name, "has the metricType " + metricType + ", and a plan knows AverageValue");
    }
    String query = trigger.at("metadata", "query").text();
    double threshold =
        Amount.of(trigger.at("metadata", "threshold"))
            .filter(amount -> amount > 0)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "\"%s\" is not a threshold of trigger %s in %s; it must be above 0. Correct it."
                            .formatted(trigger.at("metadata", "threshold").text(), name, ref)));
    if (ofOthers(query)) {
      assumptions.add(
          new Assumption(
              "the trigger %s never asks for pods: it reads no series of OVMS".formatted(name),
              ""));
      return Optional.empty();
    }
    return Optional.of(new MetricSource.Total("s" + index + "-prometheus", threshold, query));
  }

  /** Returns whether a query reads nothing that a pod of OVMS exports, such as a mesh's series. */
  private static boolean ofOthers(String query) {
    try {
      return Query.parse(query).metrics().stream()
          .noneMatch(metric -> metric.startsWith("ovms_") || metric.equals("up"));
    } catch (PromQlException e) {
      // Reported with all other queries.
      return false;
    }
  }
}
