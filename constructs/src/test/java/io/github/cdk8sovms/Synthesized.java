package io.github.cdk8sovms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.List;
import org.cdk8s.Chart;

/**
 * The objects that a chart emits, each as a tree.
 *
 * @param objects in the order of the manifest
 */
public record Synthesized(List<JsonNode> objects) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** What a chart emits. */
  public static Synthesized of(Chart chart) {
    return new Synthesized(chart.toJson().stream().<JsonNode>map(JSON::valueToTree).toList());
  }

  /** A file of a ConfigMap, which may be JSON: that is YAML as well. */
  public static JsonNode parse(String file) {
    try {
      return YAML.readTree(file);
    } catch (JsonProcessingException e) {
      throw new AssertionError("neither YAML nor JSON: " + file, e);
    }
  }

  /** The only object of a kind. */
  public JsonNode the(String kind) {
    List<JsonNode> found = all(kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of kind " + kind + " in " + names());
    }
    return found.get(0);
  }

  /** The objects of a kind. */
  public List<JsonNode> all(String kind) {
    return objects.stream().filter(object -> object.at("/kind").asText().equals(kind)).toList();
  }

  /** Kind and name of each object. */
  public List<String> names() {
    return objects.stream()
        .map(object -> object.at("/kind").asText() + " " + object.at("/metadata/name").asText())
        .toList();
  }
}
