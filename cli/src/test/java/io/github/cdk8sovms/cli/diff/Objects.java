package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.manifest.ManifestFiles;
import io.github.cdk8sovms.cli.manifest.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The objects of an example, to be changed as a new synthesis would have them. */
final class Objects {
  /** By example: reading one takes longer than comparing it. */
  private static final Map<String, List<ObjectNode>> EXAMPLES = new HashMap<>();

  private final List<ObjectNode> trees = new ArrayList<>();

  private Objects() {}

  static Objects of(String example) {
    Objects objects = new Objects();
    EXAMPLES
        .computeIfAbsent(example, Objects::read)
        .forEach(tree -> objects.trees.add(tree.deepCopy()));
    return objects;
  }

  private static List<ObjectNode> read(String example) {
    return ManifestFiles.read(Path.of("..", "dist", example + ".k8s.yaml")).stream()
        .map(object -> (ObjectNode) object.tree())
        .toList();
  }

  /** Sets a field at a JSON pointer to a value in YAML. */
  Objects set(String kind, String name, String pointer, String yaml) {
    JsonNode value = yaml("value: " + yaml).path("value");
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = find(kind, name).at(pointer.substring(0, slash));
    String field = pointer.substring(slash + 1).replace("~1", "/");
    if (parent instanceof ArrayNode elements) {
      elements.set(Integer.parseInt(field), value);
    } else {
      ((ObjectNode) parent).set(field, value);
    }
    return this;
  }

  Objects remove(String kind, String name, String pointer) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = find(kind, name).at(pointer.substring(0, slash));
    String field = pointer.substring(slash + 1);
    if (parent instanceof ArrayNode elements) {
      elements.remove(Integer.parseInt(field));
    } else {
      ((ObjectNode) parent).remove(field);
    }
    return this;
  }

  Objects remove(String kind, String name) {
    trees.remove(find(kind, name));
    return this;
  }

  Objects add(String yaml) {
    trees.add((ObjectNode) yaml(yaml));
    return this;
  }

  /** Changes the text of an object, such as that of a file in a ConfigMap. */
  Objects replace(String kind, String name, String text, String with) {
    ObjectNode object = find(kind, name);
    String json = object.toString();
    if (!json.contains(text)) {
      throw new IllegalArgumentException(json + " has no " + text);
    }
    trees.set(trees.indexOf(object), (ObjectNode) yaml(json.replace(text, with)));
    return this;
  }

  Objects reverse() {
    Collections.reverse(trees);
    return this;
  }

  /** As documents of one file. */
  String text() {
    return trees.stream().map(JsonNode::toString).collect(Collectors.joining("\n---\n"));
  }

  private ObjectNode find(String kind, String name) {
    return trees.stream()
        .filter(tree -> tree.path("kind").asText().equals(kind))
        .filter(tree -> tree.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + kind + " " + name));
  }

  private static JsonNode yaml(String text) {
    try {
      return Yaml.documents(text).get(0);
    } catch (Yaml.MalformedException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
