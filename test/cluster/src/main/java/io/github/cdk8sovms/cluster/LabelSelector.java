package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** A label selector of Kubernetes; an empty one selects everything. */
record LabelSelector(JsonNode selector) {
  boolean selects(JsonNode labels) {
    return selector.path("matchLabels").properties().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey())))
        && selector
            .path("matchExpressions")
            .valueStream()
            .allMatch(expression -> holds(expression, labels));
  }

  private static boolean holds(JsonNode expression, JsonNode labels) {
    JsonNode value = labels.path(expression.path("key").asText());
    boolean listed = expression.path("values").valueStream().anyMatch(value::equals);
    return switch (expression.path("operator").asText()) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> !value.isMissingNode();
      case "DoesNotExist" -> value.isMissingNode();
      default -> throw new IllegalArgumentException("selector " + expression);
    };
  }
}
