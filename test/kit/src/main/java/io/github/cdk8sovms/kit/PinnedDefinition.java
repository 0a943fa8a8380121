package io.github.cdk8sovms.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A CustomResourceDefinition from a pinned schema, for an API server without the released
 * definition. Strict validation refuses what the schema does not list.
 */
public final class PinnedDefinition {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMAS =
      Repository.ROOT.resolve("test/acceptance/src/test/resources/schemas/crds");

  /** What an API server refuses in a schema. */
  private static final List<String> NOT_STRUCTURAL =
      List.of("$schema", "$ref", "definitions", "const", "description", "allOf", "anyOf", "oneOf");

  private PinnedDefinition() {}

  /** The definition of a kind; empty if it is one of Kubernetes. */
  public static Optional<JsonNode> of(EmittedKind kind) {
    String group = kind.apiVersion().replaceFirst("/.*", "");
    String version = kind.apiVersion().replaceFirst(".*/", "");
    String name = kind.kind().toLowerCase(Locale.ROOT);
    Path file =
        SCHEMAS.resolve(name + "-" + group.replaceFirst("\\..*", "") + "-" + version + ".json");
    if (!kind.apiVersion().contains("/") || !Files.exists(file)) {
      return Optional.empty();
    }
    ObjectNode definition = JSON.createObjectNode();
    definition.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    definition.putObject("metadata").put("name", name + "s." + group);
    ObjectNode spec = definition.putObject("spec").put("group", group).put("scope", "Namespaced");
    spec.putObject("names")
        .put("kind", kind.kind())
        .put("plural", name + "s")
        .put("singular", name);
    ObjectNode served = spec.putArray("versions").addObject();
    served.put("name", version).put("served", true).put("storage", true);
    served.putObject("schema").set("openAPIV3Schema", schema(file));
    return Optional.of(definition);
  }

  private static ObjectNode schema(Path file) {
    try {
      ObjectNode schema = (ObjectNode) JSON.readTree(Repository.read(file));
      // The API server adds its own.
      ((ObjectNode) schema.path("properties")).remove(List.of("apiVersion", "kind", "metadata"));
      structural(schema);
      return schema;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a schema, and those in it, structural, as definitions must be. */
  private static void structural(ObjectNode schema) {
    // A type of Kubernetes, to which a definition cannot refer; it is left open.
    schema.remove(NOT_STRUCTURAL);
    setType(schema);
    JsonNode additional = schema.path("additionalProperties");
    if (additional.isBoolean()) {
      schema.remove("additionalProperties");
    } else if (additional instanceof ObjectNode values) {
      structural(values);
    }
    JsonNode properties = schema.path("properties");
    boolean isOpen =
        schema.path("type").asText().equals("object")
            && properties.isMissingNode()
            && additional.isMissingNode();
    if (isOpen || !schema.has("type") && !schema.has("x-kubernetes-int-or-string")) {
      schema.put("x-kubernetes-preserve-unknown-fields", true);
    }
    properties.forEach(property -> structural((ObjectNode) property));
    if (schema.path("items") instanceof ObjectNode items) {
      structural(items);
    }
  }

  /** A list of types is a field that may be null, or a number or a text. */
  private static void setType(ObjectNode schema) {
    if (!schema.path("type").isArray()) {
      return;
    }
    List<String> types = new ArrayList<>();
    schema.path("type").forEach(type -> types.add(type.asText()));
    schema.remove("type");
    if (types.remove("null")) {
      schema.put("nullable", true);
    }
    if (types.size() == 1) {
      schema.put("type", types.get(0));
    } else {
      schema.put("x-kubernetes-int-or-string", true);
    }
  }
}
