package io.github.cdk8sovms.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * One emitted object.
 *
 * @param text its YAML document, byte for byte
 * @param tree the same, parsed
 */
public record Manifest(String text, JsonNode tree) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a program emits into a chart. */
  public static List<Manifest> of(Consumer<Chart> program) {
    App app = new App();
    program.accept(new Chart(app, "case"));
    return of(app.synthYaml());
  }

  /** The objects of a file. Inside an object no line is a lone "---": cdk8s indents all text. */
  public static List<Manifest> of(String yaml) {
    return Stream.of(yaml.split("(?m)^---\n"))
        .filter(document -> !document.isBlank())
        .map(document -> new Manifest(document, parse(document)))
        .toList();
  }

  public static JsonNode parse(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not YAML: " + yaml, e);
    }
  }

  /** A tree as JSON, which is YAML without anything to escape. */
  public static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a tree", e);
    }
  }

  /** Names for files that hold one object each: two of a kind and name also name a namespace. */
  static List<String> fileNames(List<Manifest> manifests) {
    List<String> names = new ArrayList<>();
    for (Manifest manifest : manifests) {
      String name = manifest.kind() + "." + manifest.name();
      boolean taken = names.contains(name + ".yaml");
      names.add(name + (taken ? "." + manifest.namespace() : "") + ".yaml");
    }
    return names;
  }

  public static Manifest find(List<Manifest> manifests, String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  /** An object of texts, such as labels. */
  public static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  public String kind() {
    return tree.get("kind").asText();
  }

  public String name() {
    return tree.at("/metadata/name").asText();
  }

  public String namespace() {
    return tree.at("/metadata/namespace").asText();
  }
}
