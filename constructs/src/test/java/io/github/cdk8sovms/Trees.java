package io.github.cdk8sovms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Trees of YAML documents, read and changed. */
public final class Trees {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Trees() {}

  public static JsonNode parse(String document) {
    return Synthesized.parse(document);
  }

  /** The documents of a file. */
  public static List<JsonNode> parseAll(String file) {
    try {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(file).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException("not YAML: " + file, e);
    }
  }

  /** A copy with one text in place of another in all keys and values. */
  public static JsonNode replace(JsonNode node, String text, String other) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              field ->
                  copy.set(
                      field.getKey().replace(text, other), replace(field.getValue(), text, other)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(replace(item, text, other)));
      return copy;
    }
    return node.isTextual() ? TextNode.valueOf(node.asText().replace(text, other)) : node;
  }

  /** The object with one field replaced by these, if there are any. */
  public static JsonNode with(JsonNode object, String field, Map<String, JsonNode> values) {
    if (!values.isEmpty()) {
      ((ObjectNode) object).putObject(field).setAll(values);
    }
    return object;
  }

  /** The tree without a field, wherever that is. */
  public static JsonNode without(JsonNode node, String field) {
    node.findParents(field).forEach(parent -> ((ObjectNode) parent).remove(field));
    return node;
  }
}
