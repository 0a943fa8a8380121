package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A pod, and the reason if it is not ready. */
record Pod(JsonNode object) {
  String name() {
    return ObjectMeta.name(object);
  }

  String namespace() {
    return ObjectMeta.namespace(object);
  }

  String address() {
    return object.at("/status/podIP").asText();
  }

  boolean isReady() {
    return Conditions.isTrue(object, "Ready") && !isTerminating();
  }

  /** Returns whether it is terminating, or has terminated. */
  boolean isTerminating() {
    return object.at("/metadata").has("deletionTimestamp")
        || object.at("/status/phase").asText().matches("Succeeded|Failed");
  }

  /** Returns the longest time for which a pod has been ready, if it is below a limit. */
  static Optional<Duration> youngest(List<Pod> pods, Duration limit) {
    List<Duration> ages =
        pods.stream()
            .flatMap(pod -> pod.readySince().stream())
            .map(since -> Duration.between(since, Instant.now()))
            .toList();
    return ages.size() < pods.size()
        ? Optional.empty()
        : ages.stream()
            .max(Comparator.naturalOrder())
            .filter(age -> age.compareTo(limit) < 0 && !age.isNegative());
  }

  /** Returns the reason why it is not ready, as reported by the cluster. */
  String reason() {
    if (isTerminating()) {
      String reason = object.at("/status/reason").asText();
      return "it is terminating, or has terminated" + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
    for (String list : new String[] {"initContainerStatuses", "containerStatuses"}) {
      for (JsonNode container : object.at("/status/" + list)) {
        Optional<String> reason = reason(container);
        if (reason.isPresent()) {
          return reason.get();
        }
      }
    }
    return Stream.of("PodScheduled", "Ready")
        .flatMap(type -> Conditions.of(object, type).stream())
        .filter(condition -> !condition.path("status").asText().equals("True"))
        .findFirst()
        .map(Conditions::reasonAndMessage)
        .orElse("phase " + object.at("/status/phase").asText("unknown"));
  }

  /** Returns its container with the model server, as opposed to sidecars. */
  OvmsContainer server() {
    return OvmsContainer.of(object);
  }

  private Optional<Instant> readySince() {
    return Conditions.of(object, "Ready")
        .map(condition -> condition.path("lastTransitionTime").asText())
        .flatMap(
            time -> {
              try {
                return Optional.of(Instant.parse(time));
              } catch (DateTimeParseException e) {
                return Optional.empty();
              }
            });
  }

  /** Returns the reason of a container, unless it is ready or has completed. */
  private static Optional<String> reason(JsonNode container) {
    if (container.path("ready").asBoolean()
        || container.at("/state/terminated/exitCode").asInt(1) == 0) {
      return Optional.empty();
    }
    String name = container.path("name").asText();
    JsonNode waiting = container.at("/state/waiting");
    JsonNode ended = container.at("/state/terminated");
    if (ended.isMissingNode()) {
      ended = container.at("/lastState/terminated");
    }
    if (!ended.isMissingNode() && ended.path("exitCode").asInt() != 0) {
      String now =
          container.at("/state").has("running")
              ? ", restarted and not ready"
              : waiting.has("reason") ? ", now " + waiting.path("reason").asText() : "";
      return Optional.of(
          "container %s terminated with exit code %d (%s)"
                  .formatted(
                      name,
                      ended.path("exitCode").asInt(),
                      ended.path("reason").asText("no reason"))
              + now);
    }
    if (waiting.has("reason") && !waiting.path("reason").asText().equals("PodInitializing")) {
      return Optional.of(
          "container %s: %s"
              .formatted(
                  name,
                  waiting.has("message")
                      ? Conditions.reasonAndMessage(waiting)
                      : waiting.path("reason").asText()));
    }
    return Optional.empty();
  }
}
