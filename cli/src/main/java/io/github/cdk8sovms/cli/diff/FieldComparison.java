package io.github.cdk8sovms.cli.diff;

import static com.fasterxml.jackson.databind.node.MissingNode.getInstance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.cdk8sovms.cli.manifest.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the fields in which two trees differ. It ignores the order of fields, the order of elements
 * with an identity or without a significant order, and the notation of quantities. Multi-line texts
 * that are YAML or JSON, such as files in a ConfigMap, are compared as trees.
 */
final class FieldComparison {
  /** Lists of plain values with a significant order. */
  private static final Set<String> ORDERED = Set.of("args", "command");

  private final List<FieldChange> changes = new ArrayList<>();

  private FieldComparison() {}

  static List<FieldChange> between(JsonNode before, JsonNode after) {
    FieldComparison comparison = new FieldComparison();
    comparison.compare(FieldPath.ROOT, before, after);
    return List.copyOf(comparison.changes);
  }

  private void compare(FieldPath path, JsonNode before, JsonNode after) {
    if (before.equals(after) || Amounts.areEqual(path, before, after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      fields(path, before, after);
    } else if (before.isArray() && after.isArray()) {
      elements(path, before, after);
    } else if (before.isTextual() && after.isTextual()) {
      texts(path, before, after);
    } else {
      changes.add(new FieldChange(path, before, after));
    }
  }

  private void fields(FieldPath path, JsonNode before, JsonNode after) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      compare(path.field(name), before.path(name), after.path(name));
    }
  }

  private void elements(FieldPath path, JsonNode before, JsonNode after) {
    Optional<List<Map<String, JsonNode>>> identified = Elements.byIdentity(before, after);
    if (identified.isPresent()) {
      Map<String, JsonNode> left = identified.get().get(0);
      Map<String, JsonNode> right = identified.get().get(1);
      Set<String> keys = new TreeSet<>(left.keySet());
      keys.addAll(right.keySet());
      for (String key : keys) {
        compare(
            path.element(key),
            left.getOrDefault(key, getInstance()),
            right.getOrDefault(key, getInstance()));
      }
      return;
    }
    others(path, before, after);
  }

  /**
   * Compares lists without identities: equal elements cancel out; the others are paired in order.
   */
  private void others(FieldPath path, JsonNode before, JsonNode after) {
    List<JsonNode> left = Elements.of(before);
    List<JsonNode> right = Elements.of(after);
    for (JsonNode element : Elements.of(before)) {
      int same = indexOfSame(right, element);
      if (same >= 0) {
        right.remove(same);
        left.remove(indexOfSame(left, element));
      }
    }
    if (left.isEmpty() && right.isEmpty()) {
      if (ORDERED.contains(path.last())) {
        changes.add(new FieldChange(path, before, after));
      }
      return;
    }
    boolean inside =
        left.size() == 1
            && right.size() == 1
            && left.get(0).isContainerNode()
            && right.get(0).isContainerNode();
    if (inside) {
      compare(path.element(""), left.get(0), right.get(0));
      return;
    }
    left.forEach(gone -> changes.add(new FieldChange(path.element(""), gone, getInstance())));
    right.forEach(added -> changes.add(new FieldChange(path.element(""), getInstance(), added)));
  }

  private void texts(FieldPath path, JsonNode before, JsonNode after) {
    if (before.asText().contains("\n") || after.asText().contains("\n")) {
      Optional<JsonNode> left = Yaml.structure(before.asText());
      Optional<JsonNode> right = Yaml.structure(after.asText());
      if (left.isPresent() && right.isPresent()) {
        int known = changes.size();
        compare(path, left.get(), right.get());
        if (changes.size() > known) {
          return;
        }
        changes.add(
            new FieldChange(
                path,
                TextNode.valueOf("(text)"),
                TextNode.valueOf("(equal, in another notation)")));
        return;
      }
    }
    changes.add(new FieldChange(path, before, after));
  }

  private static int indexOfSame(List<JsonNode> elements, JsonNode element) {
    for (int i = 0; i < elements.size(); i++) {
      if (between(elements.get(i), element).isEmpty()) {
        return i;
      }
    }
    return -1;
  }
}
