package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The KEDA trigger of an autoscaler.
 *
 * @param scaledObject its ScaledObject
 * @param trigger the entry of {@code spec.triggers}
 */
record Trigger(JsonNode scaledObject, JsonNode trigger) {
  private static final Pattern INDEX = Pattern.compile("s(\\d+)-.*");

  /** Returns the trigger of a metric: KEDA prefixes the metric's name with the trigger's index. */
  static Optional<Trigger> of(JsonNode scaledObject, String metric) {
    Matcher index = INDEX.matcher(metric);
    if (!index.matches()) {
      return Optional.empty();
    }
    JsonNode trigger = scaledObject.at("/spec/triggers/" + index.group(1));
    return trigger.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Trigger(scaledObject, trigger));
  }

  String query() {
    return trigger.at("/metadata/query").asText();
  }

  String prometheusUrl() {
    return trigger.at("/metadata/serverAddress").asText();
  }

  /** Returns the headers that KEDA sends with the query, such as that of a tenant. */
  Map<String, String> headers() {
    return pairs("customHeaders");
  }

  /** Returns the parameters of the query, including the namespace, which some stores require. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>(pairs("queryParameters"));
    String namespace = trigger.at("/metadata/namespace").asText();
    if (!namespace.isEmpty()) {
      parameters.put("namespace", namespace);
    }
    return parameters;
  }

  /** Returns whether a missing value counts as 0, KEDA's default, and not as an error. */
  boolean ignoresNullValues() {
    return !trigger.at("/metadata/ignoreNullValues").asText("true").equals("false");
  }

  /** Returns whether it may scale to zero, KEDA's default. */
  boolean mayBeIdle() {
    JsonNode idle = scaledObject.at("/spec/idleReplicaCount");
    return scaledObject.at("/spec/minReplicaCount").asInt() == 0
        || (idle.isInt() && idle.asInt() == 0);
  }

  private Map<String, String> pairs(String field) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : trigger.at("/metadata/" + field).asText().split(",")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && !parts[0].isBlank()) {
        pairs.put(parts[0].strip(), parts[1].strip());
      }
    }
    return pairs;
  }
}
