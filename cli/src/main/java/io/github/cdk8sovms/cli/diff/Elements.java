package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Identifies the elements of a list, so that their order is ignored: by a name, a path, a port, or
 * the metric of an autoscaler.
 */
final class Elements {
  private static final List<Function<JsonNode, Optional<String>>> KEYS =
      List.of(
          Elements::metric,
          element -> field(element, "name"),
          element -> field(element, "mountPath"),
          element -> field(element, "containerPort"),
          element -> field(element, "port"),
          element -> field(element, "key"),
          element -> field(element, "topologyKey"),
          element -> field(element, "job_name"),
          element -> field(element, "type"));

  private Elements() {}

  /**
   * Returns the elements of both lists by a key that identifies them in both; empty without one.
   *
   * @return elements before, then elements after
   */
  static Optional<List<Map<String, JsonNode>>> byIdentity(JsonNode before, JsonNode after) {
    for (Function<JsonNode, Optional<String>> key : KEYS) {
      Optional<Map<String, JsonNode>> left = keyed(before, key);
      Optional<Map<String, JsonNode>> right = keyed(after, key);
      if (left.isPresent() && right.isPresent()) {
        return Optional.of(List.of(left.get(), right.get()));
      }
    }
    return Optional.empty();
  }

  static List<JsonNode> of(JsonNode list) {
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    return elements;
  }

  private static Optional<Map<String, JsonNode>> keyed(
      JsonNode list, Function<JsonNode, Optional<String>> key) {
    Map<String, JsonNode> keyed = new LinkedHashMap<>();
    for (JsonNode element : list) {
      Optional<String> identity = key.apply(element);
      if (identity.isEmpty() || keyed.put(identity.get(), element) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(keyed);
  }

  private static Optional<String> field(JsonNode element, String name) {
    JsonNode value = element.path(name);
    return value.isValueNode() && !value.asText().isEmpty()
        ? Optional.of(name + "=" + value.asText())
        : Optional.empty();
  }

  /**
   * Returns the identity of an element of {@code spec.metrics} of a HorizontalPodAutoscaler, whose
   * order the API server may change.
   */
  private static Optional<String> metric(JsonNode element) {
    String type = element.path("type").asText();
    if (type.isEmpty()) {
      return Optional.empty();
    }
    JsonNode source =
        element.path(type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1));
    JsonNode name = source.isObject() ? source.at("/metric/name") : source;
    if (name.isMissingNode()) {
      name = source.path("name");
    }
    return name.isTextual() ? Optional.of(type + " " + name.asText()) : Optional.empty();
  }
}
