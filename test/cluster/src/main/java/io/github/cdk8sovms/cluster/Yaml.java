package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.List;
import java.util.stream.Stream;

/** Manifests as text. JSON is YAML, too. */
final class Yaml {
  private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

  private Yaml() {}

  /** The documents of a file, each an object; a line of text that is a lone "---" would end one. */
  static List<JsonNode> documents(String text) {
    return Stream.of(text.split("(?m)^---\\s*$"))
        .filter(document -> !document.isBlank())
        .map(Yaml::parse)
        .filter(JsonNode::isObject)
        .toList();
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not YAML: " + text, e);
    }
  }
}
