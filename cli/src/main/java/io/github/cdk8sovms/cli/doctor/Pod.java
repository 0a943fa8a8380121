package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/** A pod, and why it is not ready. */
record Pod(JsonNode object) {
  String name() {
    return Cluster.name(object);
  }

  String namespace() {
    return Cluster.namespace(object);
  }

  String address() {
    return object.at("/status/podIP").asText();
  }

  boolean isReady() {
    return Cluster.isTrue(object, "Ready") && !isLeaving();
  }

  /** Whether it is on its way out, or has ended. */
  boolean isLeaving() {
    return object.at("/metadata").has("deletionTimestamp")
        || object.at("/status/phase").asText().matches("Succeeded|Failed");
  }

  /** What keeps it from being ready, as the cluster says it. */
  String reason() {
    if (isLeaving()) {
      return "it is being deleted, or has ended";
    }
    for (String list : new String[] {"initContainerStatuses", "containerStatuses"}) {
      for (JsonNode container : object.at("/status/" + list)) {
        Optional<String> reason = reason(container);
        if (reason.isPresent()) {
          return reason.get();
        }
      }
    }
    Optional<JsonNode> scheduled =
        Cluster.condition(object, "PodScheduled")
            .filter(condition -> condition.path("status").asText().equals("False"));
    if (scheduled.isPresent()) {
      return Cluster.said(scheduled.get());
    }
    return Cluster.condition(object, "Ready")
        .filter(condition -> condition.path("status").asText().equals("False"))
        .map(Cluster::said)
        .orElse("phase " + object.at("/status/phase").asText("unknown"));
  }

  /** The port on which it is asked whether it is ready, which is that of its metrics too. */
  OptionalInt restPort() {
    for (JsonNode container : object.at("/spec/containers")) {
      JsonNode probed = container.at("/readinessProbe/httpGet/port");
      if (probed.isInt()) {
        return OptionalInt.of(probed.asInt());
      }
      for (JsonNode port : container.path("ports")) {
        String name = port.path("name").asText();
        if (name.equals(probed.asText("-")) || name.matches("rest|http|http-rest|metrics")) {
          return OptionalInt.of(port.path("containerPort").asInt());
        }
      }
    }
    return OptionalInt.empty();
  }

  private static Optional<String> reason(JsonNode container) {
    String name = container.path("name").asText();
    JsonNode waiting = container.at("/state/waiting");
    JsonNode ended = container.at("/lastState/terminated");
    if (ended.isMissingNode()) {
      ended = container.at("/state/terminated");
    }
    if (!ended.isMissingNode() && ended.path("exitCode").asInt() != 0) {
      return Optional.of(
          "container %s ended with exit code %d (%s)"
                  .formatted(
                      name,
                      ended.path("exitCode").asInt(),
                      ended.path("reason").asText("no reason"))
              + (waiting.has("reason") ? ", now " + waiting.path("reason").asText() : ""));
    }
    if (waiting.has("reason") && !waiting.path("reason").asText().equals("PodInitializing")) {
      return Optional.of(
          "container %s: %s"
              .formatted(
                  name,
                  waiting.has("message")
                      ? Cluster.said(waiting)
                      : waiting.path("reason").asText()));
    }
    return Optional.empty();
  }
}
