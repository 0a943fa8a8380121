package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a HorizontalPodAutoscaler. */
final class HpaReader {
  private static final String GROUP = "autoscaling";

  /** Prefix of the metric by which an autoscaler of this library leaves zero. */
  private static final String ACTIVITY = "ovms_activity_";

  private final Ignored ignored;
  private final List<Assumption> assumptions;

  HpaReader(Ignored ignored, List<Assumption> assumptions) {
    this.ignored = ignored;
    this.assumptions = assumptions;
  }

  static List<Node> all(ManifestObjects objects) {
    return objects.ofKind(GROUP, "HorizontalPodAutoscaler").toList();
  }

  Autoscaler read(Node object) {
    ObjectRef ref = ManifestObjects.ref(object);
    Node spec = object.at("spec");
    int maximum =
        spec.at("maxReplicas")
            .integer()
            .orElseThrow(
                () ->
                    new InvalidInputException(ref + " has no maxReplicas. Set spec.maxReplicas."));
    List<MetricSource> metrics = new ArrayList<>();
    for (Node metric : spec.at("metrics").elements()) {
      read(ref, metric).ifPresent(metrics::add);
    }
    if (metrics.isEmpty()) {
      throw new InvalidInputException(
          ref
              + " has no metric that a plan can evaluate. Give it a Pods metric, such as"
              + " ovms_requests_streams_ratio.");
    }
    Node target = spec.at("scaleTargetRef");
    return new Autoscaler(
        ref,
        ScaleTargets.ref(target, ref.namespace()),
        ScaleTargets.group(target),
        minimum(spec),
        maximum,
        spec.at("behavior"),
        metrics);
  }

  private int minimum(Node spec) {
    int minimum = spec.at("minReplicas").integer().orElse(1);
    if (minimum == 0) {
      assumptions.add(
          new Assumption(
              "one pod is kept where the HPA scales to zero: activation is not simulated", ""));
    }
    return Math.max(1, minimum);
  }

  private Optional<MetricSource> read(ObjectRef ref, Node metric) {
    String type = metric.at("type").text();
    if (!type.equals("Pods")) {
      String name = nameOfOther(type, metric);
      if (ignored.drops(name) || name.startsWith(ACTIVITY)) {
        return Optional.empty();
      }
      throw ignored.unplannable(
          ref,
          name,
          "is a metric of type " + type + ", which depends on" + " what a plan does not simulate");
    }
    String name = metric.at("pods", "metric", "name").text();
    if (ignored.drops(name)) {
      return Optional.empty();
    }
    Node target = metric.at("pods", "target");
    double value =
        Amount.of(target.at("averageValue"))
            .filter(amount -> amount > 0)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "\"%s\" is not a target of metric %s in %s; it must be above 0. Correct averageValue."
                            .formatted(target.at("averageValue").text(), name, ref)));
    Node selector = metric.at("pods", "metric", "selector");
    if (selector.at("matchExpressions").exists()) {
      throw ignored.unplannable(
          ref, name, "has a selector with matchExpressions, and a plan reads only matchLabels");
    }
    return Optional.of(new MetricSource.OfPods(name, value, selector.at("matchLabels").texts()));
  }

  private static String nameOfOther(String type, Node metric) {
    String field = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
    Node of = metric.at(field);
    String name = of.at("name").text();
    return name.isEmpty() ? of.at("metric", "name").text() : name;
  }
}
