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

  /** One for each metric of pods that OVMS, or a rule on its series, has given its name. */
  static List<Autoscaler> of(JsonNode object) {
    List<Autoscaler> found = new ArrayList<>();
    for (JsonNode source : object.at("/spec/metrics")) {
      if (source.path("type").asText().equals("Pods")) {
        found.add(new Autoscaler(object, source));
      }
    }
    return found;
  }

  boolean isOfOvms() {
    return metric().startsWith(PREFIX);
  }

  String namespace() {
    return Cluster.namespace(object);
  }

  String name() {
    return Cluster.name(object);
  }

  String metric() {
    return source.at("/pods/metric/name").asText();
  }

  /** {@code matchLabels} of the metric, which narrow the query. */
  JsonNode metricLabels() {
    return source.at("/pods/metric/selector/matchLabels");
  }

  String target() {
    return source.at("/pods/target/averageValue").asText();
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

  @Override
  public String toString() {
    return "HorizontalPodAutoscaler %s/%s: %s of %s %s, target %s"
        .formatted(namespace(), name(), metric(), targetKind(), targetName(), target());
  }
}
