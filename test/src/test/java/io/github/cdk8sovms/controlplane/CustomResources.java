package io.github.cdk8sovms.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.acceptance.Manifest;
import io.github.cdk8sovms.acceptance.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The definitions of custom resources that our manifests use. */
public final class CustomResources {
  private static final Path OF_PROMETHEUS_OPERATOR =
      ControlPlaneBinary.TOOLS.resolve("target/prometheus-operator.yaml");
  private static final Path OF_CERT_MANAGER =
      ControlPlaneBinary.TOOLS.resolve("target/cert-manager.yaml");
  private static final Path OF_GATEWAY_API =
      ControlPlaneBinary.TOOLS.resolve("target/gateway-api.yaml");
  private static final Path OF_OPENVINO_OPERATOR =
      Repository.ROOT.resolve("tools/schemas/modelserver.yaml");

  private CustomResources() {}

  /** Installs them and waits until they are served. */
  public static void install(ApiClient api, Supplier<String> diagnosis) {
    List<JsonNode> definitions = new ArrayList<>();
    for (Path file : List.of(OF_PROMETHEUS_OPERATOR, OF_CERT_MANAGER, OF_GATEWAY_API)) {
      for (Manifest manifest : Manifest.of(Repository.read(file))) {
        if (manifest.kind().equals("CustomResourceDefinition")) {
          definitions.add(manifest.tree());
        }
      }
    }
    definitions.add(modelServer());
    install(api, diagnosis, definitions);
  }

  /** Installs definitions and waits until they are served. */
  static void install(ApiClient api, Supplier<String> diagnosis, List<JsonNode> definitions) {
    for (JsonNode definition : definitions) {
      api.apply(definition);
    }
    for (JsonNode definition : definitions) {
      String path = api.pathOf(definition);
      Await.until(
          path + " established",
          Duration.ofMinutes(1),
          diagnosis,
          () -> {
            JsonNode stored = api.get(path);
            return Await.Look.when(
                NodeSimulator.isTrue(stored, "Established"), stored.path("status").toString());
          });
    }
  }

  /** The released manifests of prometheus-operator, without the definitions. */
  public static String prometheusOperator() {
    return Manifest.of(Repository.read(OF_PROMETHEUS_OPERATOR)).stream()
        .filter(manifest -> !manifest.kind().equals("CustomResourceDefinition"))
        .map(Manifest::text)
        .collect(Collectors.joining("---\n"));
  }

  /** Our schema of ModelServer, with the names and subresources of the operator's definition. */
  private static JsonNode modelServer() {
    // SnakeYAML, because Jackson's trees do not follow the aliases of that file.
    Map<String, Object> text = new Yaml().load(Repository.read(OF_OPENVINO_OPERATOR));
    ObjectNode definition = new ObjectMapper().valueToTree(text);
    definition.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    definition.putObject("metadata").put("name", "modelservers.intel.com");
    ObjectNode spec = (ObjectNode) definition.path("spec");
    spec.put("scope", "Namespaced");
    ((ObjectNode) spec.path("names")).put("plural", "modelservers").put("singular", "modelserver");
    ObjectNode version = (ObjectNode) spec.at("/versions/0");
    version.put("served", true).put("storage", true);
    ObjectNode subresources = version.putObject("subresources");
    subresources.putObject("status");
    subresources
        .putObject("scale")
        .put("specReplicasPath", ".spec.deployment_parameters.replicas")
        .put("statusReplicasPath", ".status.replicas")
        .put("labelSelectorPath", ".status.labelSelector");
    return definition;
  }
}
