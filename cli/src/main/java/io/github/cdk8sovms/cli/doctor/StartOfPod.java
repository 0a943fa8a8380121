package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.internal.ovms.StartStage;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long one pod took to start, from its conditions, the states of its containers and its events.
 * Times of the API are whole seconds. A stage that cannot be distinguished from another is missing.
 *
 * @param pod its name
 * @param times of the stages that were seen; {@code load} reaches until the pod is ready
 * @param total from its creation until it was ready
 */
record StartOfPod(String pod, Map<StartStage, Duration> times, Duration total) {
  /** The pod waited for a node: events of the scheduler, of cluster-autoscaler and of Karpenter. */
  private static final Set<String> WITHOUT_NODE =
      Set.of("FailedScheduling", "TriggeredScaleUp", "Nominated");

  StartOfPod {
    times = Map.copyOf(times);
  }

  /**
   * Reads the start of a ready pod; empty if it has no times, or if they are not those of a start:
   * its server was restarted, or it was unready since.
   *
   * @param events of the pod, without which a later loss of readiness cannot be excluded
   */
  static Optional<StartOfPod> of(Pod pod, List<JsonNode> events) {
    JsonNode server = statusOfServer(pod);
    Optional<Instant> created = time(pod.object().at("/metadata/creationTimestamp"));
    Optional<Instant> scheduled = since(pod, "PodScheduled");
    Optional<Instant> started = time(server.at("/state/running/startedAt"));
    Optional<Instant> ready = since(pod, "Ready");
    if (created.isEmpty()
        || scheduled.isEmpty()
        || started.isEmpty()
        || ready.isEmpty()
        || server.path("restartCount").asInt() > 0
        || wasUnready(events)) {
      return Optional.empty();
    }
    if (created.get().isAfter(scheduled.get())
        || scheduled.get().isAfter(started.get())
        || started.get().isAfter(ready.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new StartOfPod(
            pod.name(),
            times(
                Duration.between(created.get(), scheduled.get()),
                Duration.between(scheduled.get(), started.get()),
                Duration.between(started.get(), ready.get()),
                ofInitContainers(pod),
                events),
            Duration.between(created.get(), ready.get())));
  }

  /**
   * Divides the time by stages.
   *
   * @param waited until the pod had a node
   * @param prepared from then until its server was started
   * @param loaded from then until the pod was ready
   * @param fetched in init containers
   */
  private static Map<StartStage, Duration> times(
      Duration waited,
      Duration prepared,
      Duration loaded,
      Duration fetched,
      List<JsonNode> events) {
    boolean withoutNode = events.stream().anyMatch(event -> has(event, WITHOUT_NODE));
    Map<StartStage, Duration> times = new EnumMap<>(StartStage.class);
    times.put(StartStage.SCHEDULE, withoutNode ? Duration.ZERO : waited);
    times.put(StartStage.FETCH, fetched);
    times.put(StartStage.LOAD, loaded);
    ImagePulls.in(events)
        .ifPresent(
            image -> {
              Duration setUp = atLeastZero(prepared.minus(image).minus(fetched));
              times.put(StartStage.IMAGE, image);
              times.put(StartStage.NODE, withoutNode ? waited.plus(setUp) : setUp);
            });
    return times;
  }

  private static JsonNode statusOfServer(Pod pod) {
    String name = pod.server().container().path("name").asText();
    for (JsonNode status : pod.object().at("/status/containerStatuses")) {
      if (status.path("name").asText().equals(name)) {
        return status;
      }
    }
    return pod.object().at("/status/none");
  }

  private static Duration ofInitContainers(Pod pod) {
    Duration sum = Duration.ZERO;
    for (JsonNode status : pod.object().at("/status/initContainerStatuses")) {
      JsonNode ended = status.at("/state/terminated");
      Optional<Instant> from = time(ended.path("startedAt"));
      Optional<Instant> to = time(ended.path("finishedAt"));
      if (from.isPresent() && to.isPresent()) {
        sum = sum.plus(between(from.get(), to.get()));
      }
    }
    return sum;
  }

  private static boolean wasUnready(List<JsonNode> events) {
    return events.stream()
        .anyMatch(
            event ->
                has(event, Set.of("Unhealthy"))
                    && event.path("message").asText().startsWith("Readiness probe"));
  }

  private static boolean has(JsonNode event, Set<String> reasons) {
    return reasons.contains(event.path("reason").asText());
  }

  private static Optional<Instant> since(Pod pod, String condition) {
    return Conditions.of(pod.object(), condition)
        .flatMap(found -> time(found.path("lastTransitionTime")));
  }

  private static Optional<Instant> time(JsonNode field) {
    try {
      return field.isTextual() ? Optional.of(Instant.parse(field.asText())) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration between(Instant from, Instant to) {
    return atLeastZero(Duration.between(from, to));
  }

  private static Duration atLeastZero(Duration value) {
    return value.isNegative() ? Duration.ZERO : value;
  }
}
