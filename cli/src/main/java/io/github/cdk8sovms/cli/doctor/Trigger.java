package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What KEDA asks for an autoscaler.
 *
 * @param scaledObject the object that it is part of
 * @param trigger the entry of {@code spec.triggers}
 */
record Trigger(JsonNode scaledObject, JsonNode trigger) {
  private static final Pattern INDEX = Pattern.compile("s(\\d+)-.*");

  /** The trigger whose metric it is: KEDA begins the name with its place in the list. */
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

  /** Headers that KEDA sends with the query, such as that of a tenant. */
  Map<String, String> headers() {
    return pairs("customHeaders");
  }

  /** Parameters of the query; a namespace is one, for stores that want to know whose series. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>(pairs("queryParameters"));
    String namespace = trigger.at("/metadata/namespace").asText();
    if (!namespace.isEmpty()) {
      parameters.put("namespace", namespace);
    }
    return parameters;
  }

  /** Whether no value counts as 0, which is KEDA's default, and not as an error. */
  boolean takesNothingForZero() {
    return !trigger.at("/metadata/ignoreNullValues").asText("true").equals("false");
  }

  /** Whether there may be no pods at all; 0 is also KEDA's default. */
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
