package io.github.cdk8sovms.planning.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value in a manifest; a missing one is empty, as in the Kubernetes API. */
record Node(@Nullable Object value) {
  private static final Node MISSING = new Node(null);

  /** Returns the field at a path; missing if any part of it is. */
  Node at(String... path) {
    Node node = this;
    for (String key : path) {
      node =
          node.value instanceof Map<?, ?> fields && fields.get(key) != null
              ? new Node(fields.get(key))
              : MISSING;
    }
    return node;
  }

  /** Returns the elements of a list; empty for anything else. */
  List<Node> elements() {
    List<Node> elements = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(element -> elements.add(new Node(element)));
    }
    return elements;
  }

  /** Returns the fields of an object, in order; empty for anything else. */
  Map<String, Node> fields() {
    Map<String, Node> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, field) -> fields.put(String.valueOf(key), new Node(field)));
    }
    return fields;
  }

  /** Returns the fields as text, such as labels. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    fields().forEach((key, field) -> texts.put(key, field.text()));
    return texts;
  }

  boolean exists() {
    return value != null;
  }

  boolean isObject() {
    return value instanceof Map<?, ?>;
  }

  /** Returns a scalar as text; empty if missing. */
  String text() {
    return value == null || value instanceof Map<?, ?> || value instanceof List<?>
        ? ""
        : String.valueOf(value);
  }

  /** Returns a whole number, also one in quotes; empty for anything else. */
  Optional<Integer> integer() {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return Optional.of(number.intValue());
    }
    return text().matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text())) : Optional.empty();
  }
}
