package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the controller and the webhook of KServe create from an InferenceService in Standard mode
 * and its runtime: the Deployment and the Service of the predictor. Read from KServe v0.20.0.
 *
 * <p>Left out: everything but {@code predictor.model}, several nodes, storage that is downloaded,
 * canaries, routes and status.
 *
 * @param service the InferenceService
 * @param runtime the ServingRuntime or ClusterServingRuntime that it names
 * @see <a
 *     href="https://github.com/kserve/kserve/tree/v0.20.0/pkg/controller/v1beta1/inferenceservice">
 *     The controller</a>
 */
public record KServePredictor(JsonNode service, JsonNode runtime) {
  private static final String PREFIX = "serving.kserve.io/";
  private static final String CONTAINER = "kserve-container";
  private static final String MODELS = "/mnt/models";

  /** Fields of the predictor that are not those of a pod. */
  private static final Set<String> NOT_OF_PODS =
      Set.of("labels", "annotations", "deploymentStrategy", "minReplicas", "maxReplicas", "model");

  /** Fields of the model that are not those of a container. */
  private static final Set<String> NOT_OF_CONTAINERS =
      Set.of("modelFormat", "runtime", "runtimeVersion", "protocolVersion", "storageUri");

  /** Fields of a runtime that become those of the pod; it has no others ({@code MergePodSpec}). */
  private static final List<String> OF_RUNTIME =
      List.of(
          "nodeSelector",
          "affinity",
          "tolerations",
          "volumes",
          "imagePullSecrets",
          "schedulerName");

  /** The name of both ({@code PredictorServiceName}). */
  public String name() {
    return isvc() + "-predictor";
  }

  /** The class of the autoscaler, by default {@code hpa}. */
  public String autoscalerClass() {
    return service.at("/metadata/annotations").path(PREFIX + "autoscalerClass").asText("hpa");
  }

  /** The Deployment; replicas are written for the class {@code none} only. */
  public JsonNode deployment() {
    ObjectNode deployment = object("apps/v1", "Deployment");
    ObjectNode spec = deployment.putObject("spec");
    if (autoscalerClass().equals("none")) {
      spec.set("replicas", predictor().path("minReplicas"));
    }
    if (predictor().has("deploymentStrategy")) {
      spec.set("strategy", predictor().get("deploymentStrategy"));
    }
    spec.putObject("selector").putObject("matchLabels").put("app", app());
    ObjectNode template = spec.putObject("template");
    template.set("metadata", metadata());
    template.set("spec", pod());
    return deployment;
  }

  /** The Service; the first port of the container is its port 80 ({@code createDefaultSvc}). */
  public JsonNode clusterIp() {
    ObjectNode made = object("v1", "Service");
    ObjectNode spec = made.putObject("spec");
    spec.putObject("selector").put("app", app());
    ArrayNode ports = spec.putArray("ports");
    for (JsonNode port : container().path("ports")) {
      int number = port.path("containerPort").asInt();
      ObjectNode offered = ports.addObject().put("port", ports.size() == 1 ? 80 : number);
      offered.put("name", port.path("name").asText()).put("targetPort", number);
      if (port.path("name").asText().contains("grpc")) {
        offered.put("appProtocol", "kubernetes.io/h2c");
      }
    }
    if (ports.isEmpty()) {
      ports.addObject().put("name", name()).put("port", 80).put("targetPort", 8080);
    }
    return made;
  }

  private ObjectNode object(String version, String kind) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", version).put("kind", kind);
    ObjectNode metadata = metadata();
    metadata.put("name", name()).set("namespace", service.at("/metadata/namespace"));
    object.set("metadata", metadata);
    return object;
  }

  /** Those of the component win over those of the InferenceService, and these over the runtime. */
  private ObjectNode metadata() {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    ObjectNode labels = metadata.putObject("labels");
    putAll(labels, runtime.at("/spec/labels"));
    putAll(labels, service.at("/metadata/labels"));
    putAll(labels, predictor().path("labels"));
    labels.put(PREFIX + "inferenceservice", isvc()).put("component", "predictor").put("app", app());
    ObjectNode annotations = metadata.putObject("annotations");
    putAll(annotations, runtime.at("/spec/annotations"));
    putAll(annotations, service.at("/metadata/annotations"));
    putAll(annotations, predictor().path("annotations"));
    annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
    annotations.set("internal." + PREFIX + "storage-initializer-sourceuri", model("storageUri"));
    return metadata;
  }

  private ObjectNode pod() {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    for (String field : OF_RUNTIME) {
      if (runtime.path("spec").has(field)) {
        pod.set(field, runtime.path("spec").get(field).deepCopy());
      }
    }
    predictor()
        .properties()
        .forEach(
            field -> {
              if (!NOT_OF_PODS.contains(field.getKey())) {
                pod.set(field.getKey(), field.getValue().deepCopy());
              }
            });
    ObjectNode container = container();
    pod.putArray("containers").add(container);
    mountModel(pod, container);
    return pod;
  }

  /** The container of the runtime, with the arguments of the model behind, and its other fields. */
  private ObjectNode container() {
    ObjectNode container = null;
    for (JsonNode each : runtime.at("/spec/containers")) {
      if (each.path("name").asText().equals(CONTAINER)) {
        container = each.deepCopy();
      }
    }
    if (container == null) {
      throw new IllegalArgumentException("the runtime has no container " + CONTAINER);
    }
    for (var field : predictor().path("model").properties()) {
      if (!NOT_OF_CONTAINERS.contains(field.getKey())) {
        merge(container, field.getKey(), field.getValue());
      }
    }
    fillIn(container);
    container
        .withArrayProperty("env")
        .addObject()
        .put("name", "INFERENCE_SERVICE_NAME")
        .put("value", isvc());
    if (!container.has("readinessProbe")) {
      container
          .putObject("readinessProbe")
          .putObject("tcpSocket")
          .put("port", container.at("/ports/0/containerPort").asInt(8080));
    }
    return container;
  }

  /** Lists are added up here; ports of the same number are merged. */
  private static void merge(ObjectNode container, String field, JsonNode value) {
    if (field.equals("ports") && container.has("ports")) {
      ArrayNode merged = (ArrayNode) value.deepCopy();
      for (JsonNode own : container.get("ports")) {
        boolean isThere = false;
        for (JsonNode port : value) {
          isThere |= port.path("containerPort").equals(own.path("containerPort"));
        }
        if (!isThere) {
          merged.add(own);
        }
      }
      container.set("ports", merged);
    } else if (value.isArray()) {
      ArrayNode all = container.withArrayProperty(field);
      value.forEach(all::add);
    } else {
      container.set(field, value.deepCopy());
    }
  }

  /** KServe executes texts as templates of Go; only the name is known here. */
  private void fillIn(ObjectNode container) {
    ArrayNode filled = JsonNodeFactory.instance.arrayNode();
    for (JsonNode argument : container.path("args")) {
      String text = argument.asText().replace("{{.Name}}", isvc());
      if (text.contains("{{")) {
        throw new IllegalArgumentException("a template that is not known here: " + text);
      }
      filled.add(text);
    }
    container.set("args", filled);
  }

  private void mountModel(ObjectNode pod, ObjectNode container) {
    String uri = model("storageUri").asText();
    ObjectNode volume = pod.withArrayProperty("volumes").addObject();
    ObjectNode mount = container.withArrayProperty("volumeMounts").addObject();
    mount.put("mountPath", MODELS).put("readOnly", true);
    if (uri.startsWith("pvc://")) {
      String[] parts = uri.substring("pvc://".length()).split("/", 2);
      volume.put("name", "kserve-pvc-source");
      volume.putObject("persistentVolumeClaim").put("claimName", parts[0]);
      mount.put("name", "kserve-pvc-source").put("subPath", parts[1]);
    } else if (uri.startsWith("oci+native://")) {
      volume.put("name", "mnt-models");
      volume
          .putObject("image")
          .put("reference", uri.substring("oci+native://".length()))
          .put("pullPolicy", "IfNotPresent");
      mount.put("name", "mnt-models").put("subPath", "models");
    } else {
      volume.put("name", "kserve-provision-location").putObject("emptyDir");
      mount.put("name", "kserve-provision-location");
      ObjectNode initializer = pod.withArrayProperty("initContainers").addObject();
      initializer.put("name", "storage-initializer").put("image", "kserve/storage-initializer");
      initializer.putArray("args").add(uri).add(MODELS);
    }
  }

  private static void putAll(ObjectNode to, JsonNode from) {
    from.properties().forEach(entry -> to.set(entry.getKey(), entry.getValue()));
  }

  private JsonNode predictor() {
    return service.at("/spec/predictor");
  }

  private JsonNode model(String field) {
    return Optional.ofNullable(predictor().path("model").get(field)).orElseThrow();
  }

  private String isvc() {
    return service.at("/metadata/name").asText();
  }

  private String app() {
    return "isvc." + name();
  }
}
