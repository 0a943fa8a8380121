package io.github.cdk8sovms.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.CustomResources;
import io.github.cdk8sovms.kit.EmittedKind;
import io.github.cdk8sovms.kit.PinnedDefinition;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The kinds of custom resources that the manifests use. */
public final class KnownKinds {
  private static final Path SCHEMAS = Repository.ROOT.resolve("tools/schemas");

  private KnownKinds() {}

  /** Installs their definitions and waits until they are served. */
  public static void install(ApiClient api, Supplier<String> diagnosis) {
    List<JsonNode> definitions = new ArrayList<>(CustomResources.released());
    definitions.add(modelServer());
    definitions.add(ofKServe("inferenceservice"));
    definitions.add(ofKServe("servingruntime"));
    CustomResources.install(api, diagnosis, definitions);
  }

  /**
   * Installs the definitions of all other kinds that a golden case has, from the pinned schemas.
   */
  static void installPinned(ApiClient api, Supplier<String> diagnosis) {
    Set<String> installed =
        api.list("/apis/apiextensions.k8s.io/v1/customresourcedefinitions").stream()
            .map(KnownKinds::kind)
            .collect(Collectors.toSet());
    CustomResources.install(
        api,
        diagnosis,
        EmittedKind.all().stream()
            .flatMap(kind -> PinnedDefinition.of(kind).stream())
            .filter(definition -> !installed.contains(kind(definition)))
            .toList());
  }

  private static String kind(JsonNode definition) {
    return definition.at("/spec/group").asText() + " " + definition.at("/spec/names/kind").asText();
  }

  /**
   * The handwritten schema of ModelServer, with the names and subresources of the operator's
   * definition.
   */
  private static JsonNode modelServer() {
    ObjectNode definition = ours("modelserver");
    ObjectNode subresources = version(definition).putObject("subresources");
    subresources.putObject("status");
    subresources
        .putObject("scale")
        .put("specReplicasPath", ".spec.deployment_parameters.replicas")
        .put("statusReplicasPath", ".status.replicas")
        .put("labelSelectorPath", ".status.labelSelector");
    return definition;
  }

  /**
   * The handwritten schema of a resource of KServe. Types of Kubernetes are open: a CRD cannot
   * refer to them.
   */
  private static JsonNode ofKServe(String kind) {
    ObjectNode definition = ours(kind);
    open(definition);
    version(definition).putObject("subresources").putObject("status");
    return definition;
  }

  private static void open(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
      object.removeAll();
      object.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
    }
    node.forEach(KnownKinds::open);
  }

  /** A definition of tools/schemas, with what a definition has besides its schema. */
  private static ObjectNode ours(String kind) {
    // SnakeYAML, because Jackson's trees do not follow the aliases of these files.
    Map<String, Object> text = new Yaml().load(Repository.read(SCHEMAS.resolve(kind + ".yaml")));
    ObjectNode definition = new ObjectMapper().valueToTree(text);
    String group = definition.at("/spec/group").asText();
    definition.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    definition.putObject("metadata").put("name", kind + "s." + group);
    ObjectNode spec = (ObjectNode) definition.path("spec");
    spec.put("scope", "Namespaced");
    ((ObjectNode) spec.path("names")).put("plural", kind + "s").put("singular", kind);
    version(definition).put("served", true).put("storage", true);
    return definition;
  }

  private static ObjectNode version(JsonNode definition) {
    return (ObjectNode) definition.at("/spec/versions/0");
  }
}
