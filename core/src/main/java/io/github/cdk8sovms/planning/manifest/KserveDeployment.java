package io.github.cdk8sovms.planning.manifest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Deployment that KServe makes for an InferenceService, as far as a plan reads it: the
 * container of the runtime, with the labels of the service.
 */
final class KserveDeployment {
  private static final String GROUP = "serving.kserve.io";
  private static final String SUFFIX = "-predictor";

  private KserveDeployment() {}

  /** Returns it; empty if a name is none of KServe's, or its runtime is not in the manifest. */
  static Optional<Node> find(ManifestObjects objects, ObjectRef deployment) {
    if (!deployment.name().endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String service = deployment.name().substring(0, deployment.name().length() - SUFFIX.length());
    Optional<Node> found = objects.find(GROUP, "InferenceService", deployment.namespace(), service);
    return found.flatMap(
        object -> {
          String name = object.at("spec", "predictor", "model", "runtime").text();
          return objects
              .find(GROUP, "ServingRuntime", deployment.namespace(), name)
              .or(() -> objects.find(GROUP, "ClusterServingRuntime", "", name))
              .map(runtime -> of(deployment, object, runtime));
        });
  }

  private static Node of(ObjectRef deployment, Node service, Node runtime) {
    Map<String, String> labels = new LinkedHashMap<>(service.at("metadata", "labels").texts());
    labels.put("serving.kserve.io/inferenceservice", ManifestObjects.name(service));
    labels.put("component", "predictor");
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("containers", runtime.at("spec", "containers").value());
    pod.put("volumes", runtime.at("spec", "volumes").value());
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("metadata", Map.of("labels", labels));
    template.put("spec", pod);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", deployment.kind());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", deployment.name());
    metadata.put("namespace", deployment.namespace());
    object.put("metadata", metadata);
    object.put("spec", Map.of("template", template));
    return new Node(object);
  }
}
