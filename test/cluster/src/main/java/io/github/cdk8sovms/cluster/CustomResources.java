package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Definitions of custom resources. */
public final class CustomResources {
  private static final Path OF_PROMETHEUS_OPERATOR =
      ControlPlaneBinary.TOOLS.resolve("target/prometheus-operator.yaml");
  private static final Path OF_CERT_MANAGER =
      ControlPlaneBinary.TOOLS.resolve("target/cert-manager.yaml");
  private static final Path OF_GATEWAY_API =
      ControlPlaneBinary.TOOLS.resolve("target/gateway-api.yaml");

  private CustomResources() {}

  /** The released definitions of prometheus-operator, cert-manager and the Gateway API. */
  public static List<JsonNode> released() {
    return Stream.of(OF_PROMETHEUS_OPERATOR, OF_CERT_MANAGER, OF_GATEWAY_API)
        .flatMap(file -> Yaml.documents(TextFile.read(file)).stream())
        .filter(CustomResources::isDefinition)
        .toList();
  }

  /** Installs definitions and waits until they are served. */
  public static void install(
      ApiClient api, Supplier<String> diagnosis, List<JsonNode> definitions) {
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
  public static Application prometheusOperator() {
    return new Application(
        "prometheus-operator",
        Yaml.documents(TextFile.read(OF_PROMETHEUS_OPERATOR)).stream()
            .filter(object -> !isDefinition(object))
            .toList());
  }

  static boolean isDefinition(JsonNode object) {
    return object.path("kind").asText().equals("CustomResourceDefinition");
  }
}
