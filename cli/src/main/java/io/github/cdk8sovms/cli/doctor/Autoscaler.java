package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A HorizontalPodAutoscaler, and the examined metric.
 *
 * @param object the autoscaler
 * @param source the entry of {@code spec.metrics}
 */
record Autoscaler(JsonNode object, JsonNode source) {
  private static final String PREFIX = "ovms_";

  /** A marker that is no field of Kubernetes objects, so objects of a cluster never have it. */
  private static final String EXPECTED = "expected";

  /** Returns one for each Pods metric, and for each external metric of a ScaledObject. */
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

  /**
   * Returns the HPA that KEDA would create for a ScaledObject without one: KEDA deletes it while
   * the ScaledObject is paused.
   */
  static List<Autoscaler> expectedOf(JsonNode scaledObject) {
    ObjectNode expected = JsonNodeFactory.instance.objectNode().put(EXPECTED, true);
    String name = ObjectMeta.name(scaledObject);
    expected
        .putObject("metadata")
        .put("namespace", ObjectMeta.namespace(scaledObject))
        .put("name", hpaName(scaledObject))
        .putArray("ownerReferences")
        .addObject()
        .put("kind", "ScaledObject")
        .put("name", name);
    ObjectNode spec = expected.putObject("spec");
    JsonNode target = scaledObject.at("/spec/scaleTargetRef");
    spec.putObject("scaleTargetRef")
        .put("apiVersion", target.path("apiVersion").asText("apps/v1"))
        .put("kind", target.path("kind").asText("Deployment"))
        .put("name", target.path("name").asText());
    List<Autoscaler> found = new ArrayList<>();
    int index = 0;
    for (JsonNode trigger : scaledObject.at("/spec/triggers")) {
      if (trigger.path("type").asText().equals("prometheus")) {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        ObjectNode external = source.putObject("external");
        external.putObject("metric").put("name", "s" + index + "-prometheus");
        external
            .putObject("target")
            .put("averageValue", trigger.at("/metadata/threshold").asText());
        found.add(new Autoscaler(expected, source));
      }
      index++;
    }
    return found;
  }

  /** Returns the name of KEDA's HPA: KEDA's default, or that in the ScaledObject. */
  static String hpaName(JsonNode scaledObject) {
    return scaledObject
        .at("/spec/advanced/horizontalPodAutoscalerConfig/name")
        .asText("keda-hpa-" + ObjectMeta.name(scaledObject));
  }

  /** Returns whether it does not exist, but KEDA would create it. */
  boolean isExpected() {
    return object.path(EXPECTED).asBoolean();
  }

  /** Returns whether the metric has the prefix of OVMS; KEDA chooses the names of its metrics. */
  boolean isNamedAsOfOvms() {
    return metric().startsWith(PREFIX);
  }

  boolean isOfPods() {
    return source.has("pods");
  }

  /** Returns the ScaledObject that owns it. */
  Optional<String> scaledObject() {
    for (JsonNode owner : object.at("/metadata/ownerReferences")) {
      if (owner.path("kind").asText().equals("ScaledObject")) {
        return Optional.of(owner.path("name").asText());
      }
    }
    return Optional.empty();
  }

  String namespace() {
    return ObjectMeta.namespace(object);
  }

  String name() {
    return ObjectMeta.name(object);
  }

  String metric() {
    return metricSource().at("/metric/name").asText();
  }

  /** Returns {@code matchLabels} of the metric, which are matchers of the query. */
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

  /** Returns group and version of the target's API; the controller's default is the core API. */
  String targetApi() {
    return object.at("/spec/scaleTargetRef/apiVersion").asText("v1");
  }

  /** Returns whether it may scale to zero, which Kubernetes 1.37 supports. */
  boolean mayScaleToZero() {
    return object.at("/spec").has("minReplicas") && object.at("/spec/minReplicas").asInt() == 0;
  }

  int maxReplicas() {
    return object.at("/spec/maxReplicas").asInt();
  }

  /** Returns it with its current status: the checks before this take longer than an HPA sync. */
  Autoscaler asOfNow(Cluster cluster) {
    return cluster
        .reread(
            "/apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers/%s"
                .formatted(namespace(), name()))
        .map(now -> new Autoscaler(now, source))
        .orElse(this);
  }

  Optional<JsonNode> condition(String type) {
    return Conditions.of(object, type);
  }

  /** Returns its arguments for kubectl. */
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
