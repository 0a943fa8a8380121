package io.github.cdk8sovms.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.Background;
import io.github.cdk8sovms.emulator.KServePredictor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the controller of KServe v0.20.0, whose module cannot be had everywhere: of each
 * InferenceService it makes the Deployment and the Service, and, for the class {@code hpa}, the
 * autoscaler on CPU, which it deletes for the class {@code external}. See {@link KServePredictor}
 * for what is left out.
 */
public final class KServe implements AutoCloseable {
  private static final String MANAGER = "kserve-controller-manager";
  private static final String SERVICES = "/apis/serving.kserve.io/v1beta1/inferenceservices";

  /** Lists all objects in each round; the real controller watches them. */
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final ApiClient api;
  private final Background.Loop loop;

  /** Starts at once. */
  public KServe(ApiClient api) {
    this.api = api;
    this.loop = Background.repeat("kserve", PERIOD, this::pass);
  }

  @Override
  public void close() {
    loop.close();
  }

  private void pass() {
    for (JsonNode service : api.list(SERVICES)) {
      // Waits for a runtime that is not there yet, as the real one does.
      runtime(service)
          .ifPresent(runtime -> reconcile(service, new KServePredictor(service, runtime)));
    }
  }

  private Optional<JsonNode> runtime(JsonNode service) {
    return api.find(
        "/apis/serving.kserve.io/v1alpha1/namespaces/%s/servingruntimes/%s"
            .formatted(namespace(service), service.at("/spec/predictor/model/runtime").asText()));
  }

  private void reconcile(JsonNode service, KServePredictor predictor) {
    api.apply(owned(predictor.clusterIp(), service), MANAGER);
    api.apply(owned(predictor.deployment(), service), MANAGER);
    String autoscaler =
        "/apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers/%s"
            .formatted(namespace(service), predictor.name());
    switch (predictor.autoscalerClass()) {
      case "hpa" -> api.apply(owned(onCpu(service, predictor), service), MANAGER);
      case "external", "none" -> {
        if (api.find(autoscaler).isPresent()) {
          api.delete(autoscaler);
        }
      }
      default ->
          throw new IllegalStateException(
              "no manifest of the tests has the autoscaler class " + predictor.autoscalerClass());
    }
  }

  private static JsonNode onCpu(JsonNode service, KServePredictor predictor) {
    ObjectNode autoscaler = predictor.deployment().deepCopy();
    autoscaler.put("apiVersion", "autoscaling/v2").put("kind", "HorizontalPodAutoscaler");
    int min = Math.max(1, service.at("/spec/predictor/minReplicas").asInt(1));
    ObjectNode spec = autoscaler.putObject("spec");
    spec.putObject("scaleTargetRef")
        .put("apiVersion", "apps/v1")
        .put("kind", "Deployment")
        .put("name", predictor.name());
    spec.put("minReplicas", min);
    spec.put("maxReplicas", Math.max(min, service.at("/spec/predictor/maxReplicas").asInt()));
    ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
    metric
        .putObject("resource")
        .put("name", "cpu")
        .putObject("target")
        .put("type", "Utilization")
        .put("averageUtilization", 80);
    return autoscaler;
  }

  private static JsonNode owned(JsonNode object, JsonNode service) {
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    metadata.putPOJO(
        "ownerReferences",
        List.of(
            Map.of(
                "apiVersion",
                "serving.kserve.io/v1beta1",
                "kind",
                "InferenceService",
                "name",
                service.at("/metadata/name").asText(),
                "uid",
                service.at("/metadata/uid").asText(),
                "controller",
                true,
                "blockOwnerDeletion",
                true)));
    return object;
  }

  private static String namespace(JsonNode service) {
    return service.at("/metadata/namespace").asText();
  }
}
