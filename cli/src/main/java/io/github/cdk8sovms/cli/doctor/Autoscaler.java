package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A HorizontalPodAutoscaler, and the one of its metrics that is followed.
 *
 * @param object the autoscaler
 * @param source the entry of {@code spec.metrics}
 */
record Autoscaler(JsonNode object, JsonNode source) {
  private static final String PREFIX = "ovms_";

  /** One for each metric of pods, and for each that KEDA serves for one of its objects. */
  static List<Autoscaler> of(JsonNode object) {
    List<Autoscaler> found = new ArrayList<>();
    for (JsonNode source : object.at("/spec/metrics")) {
      Autoscaler autoscaler = new Autoscaler(object, source);
      if (autoscaler.isOfPods()
          || (source.has("external") && autoscaler.scaledObject().isPresent())) {
        found.add(autoscaler);
      }
    }
    return found;
  }

  /** Whether the metric is one of pods with a name of ours; what KEDA serves is named by KEDA. */
  boolean isNamedAsOfOvms() {
    return metric().startsWith(PREFIX);
  }

  boolean isOfPods() {
    return source.has("pods");
  }

  /** The ScaledObject that KEDA has made this of. */
  Optional<String> scaledObject() {
    for (JsonNode owner : object.at("/metadata/ownerReferences")) {
      if (owner.path("kind").asText().equals("ScaledObject")) {
        return Optional.of(owner.path("name").asText());
      }
    }
    return Optional.empty();
  }

  String namespace() {
    return Cluster.namespace(object);
  }

  String name() {
    return Cluster.name(object);
  }

  String metric() {
    return metricSource().at("/metric/name").asText();
  }

  /** {@code matchLabels} of the metric, which narrow the query. */
  JsonNode metricLabels() {
    return metricSource().at("/metric/selector/matchLabels");
  }

  String target() {
    JsonNode target = metricSource().path("target");
    return target.path("averageValue").asText(target.path("value").asText());
  }

  String targetKind() {
    return object.at("/spec/scaleTargetRef/kind").asText();
  }

  String targetName() {
    return object.at("/spec/scaleTargetRef/name").asText();
  }

  /** Group and version of the target's API. */
  String targetApi() {
    return object.at("/spec/scaleTargetRef/apiVersion").asText("apps/v1");
  }

  int maxReplicas() {
    return object.at("/spec/maxReplicas").asInt();
  }

  Optional<JsonNode> condition(String type) {
    return Cluster.condition(object, type);
  }

  /** How kubectl is told of it. */
  String forKubectl() {
    return "horizontalpodautoscaler " + name() + " --namespace " + namespace();
  }

  private JsonNode metricSource() {
    return source.path(isOfPods() ? "pods" : "external");
  }

  @Override
  public String toString() {
    return "HorizontalPodAutoscaler %s/%s: %s of %s %s, target %s"
        .formatted(namespace(), name(), metric(), targetKind(), targetName(), target());
  }
}
