package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** Whether there may be no pods at all; 0 is also KEDA's default. */
  boolean mayBeIdle() {
    return scaledObject.at("/spec/minReplicaCount").asInt() == 0;
  }
}
