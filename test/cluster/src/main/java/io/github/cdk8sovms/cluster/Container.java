package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One container of a pod: started, probed, and, unless its pod says never, started again when it
 * ends or lives no more.
 */
final class Container {
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

  private final JsonNode spec;
  private final String address;
  private final Duration grace;
  private final boolean restarts;
  private final Supplier<Running> launcher;
  private Optional<Running> running = Optional.empty();
  private Map<String, Object> state = waiting("ContainerCreating", "");
  private Map<String, Object> lastState = Map.of();
  private Instant started = Instant.EPOCH;
  private Instant startAt = Instant.EPOCH;
  private Duration backoff = FIRST_BACKOFF;
  private int launches;
  private boolean hasStarted;
  private Probe startup;
  private Probe readiness;
  private Probe liveness;

  /**
   * @param grace how long it has to end
   * @param restarts whether it is started again
   * @param launcher starts it; throws what keeps it waiting
   */
  Container(
      JsonNode spec, String address, Duration grace, boolean restarts, Supplier<Running> launcher) {
    this.spec = spec;
    this.address = address;
    this.grace = grace;
    this.restarts = restarts;
    this.launcher = launcher;
    this.startup = probe("startupProbe");
    this.readiness = probe("readinessProbe");
    this.liveness = probe("livenessProbe");
  }

  /** Looks after it once. */
  void pass() {
    Instant now = Instant.now();
    if (isOver()) {
      return;
    }
    if (running.isEmpty()) {
      if (!now.isBefore(startAt)) {
        launch(now);
      }
    } else if (!running.get().isAlive()) {
      ended(running.get().exitCode(), "Error");
    } else {
      probe(now);
    }
  }

  boolean isRunning() {
    return running.isPresent();
  }

  boolean isReady() {
    return isStarted() && readiness.verdict() == Probe.Verdict.PASSED;
  }

  /** It has ended, and is not started again. */
  boolean isOver() {
    return !restarts && lastState.containsKey("terminated");
  }

  /** It has ended well, as an init container should. */
  boolean isCompleted() {
    return !isRunning()
        && lastState.containsKey("terminated")
        && ((Map<?, ?>) lastState.get("terminated")).get("exitCode").equals(0);
  }

  /** Whether it runs on beside the containers that come after it. */
  boolean isSidecar() {
    return isSidecar(spec);
  }

  static boolean isSidecar(JsonNode spec) {
    return spec.path("restartPolicy").asText().equals("Always");
  }

  /** Whether the containers after it may start. */
  boolean isInitialized() {
    return isSidecar() ? hasStarted : isCompleted();
  }

  void stop(Duration within) {
    running.ifPresent(each -> each.stop(within));
    running = Optional.empty();
  }

  /** As an entry of containerStatuses. */
  Map<String, Object> status() {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("name", spec.path("name").asText());
    status.put("image", spec.path("image").asText());
    status.put("imageID", "");
    status.put("ready", isReady() || !isSidecar() && isCompleted());
    status.put("started", isStarted());
    status.put("restartCount", Math.max(0, launches - 1));
    boolean ended = !isSidecar() && (isCompleted() || isOver());
    status.put("state", ended ? lastState : state);
    status.put("lastState", ended ? Map.of() : lastState);
    return status;
  }

  private boolean isStarted() {
    return isRunning() && startup.verdict() == Probe.Verdict.PASSED;
  }

  private void launch(Instant now) {
    try {
      running = Optional.of(launcher.get());
    } catch (ApiException e) {
      state = waiting("CreateContainerConfigError", e.getMessage());
      return;
    }
    launches++;
    started = now;
    startup = probe("startupProbe");
    readiness = probe("readinessProbe");
    liveness = probe("livenessProbe");
    state = Map.of("running", Map.of("startedAt", now.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private void probe(Instant now) {
    // Not any more once it has passed; while it waits for an answer, the others are not asked.
    if (!isStarted()) {
      startup.askIfDue(now);
    }
    hasStarted |= isStarted();
    if (startup.verdict() == Probe.Verdict.FAILED) {
      restart("startup probe failed: " + startup.lastFailure());
    } else if (isStarted()) {
      readiness.askIfDue(now);
      liveness.askIfDue(now);
      if (liveness.verdict() == Probe.Verdict.FAILED) {
        restart("liveness probe failed: " + liveness.lastFailure());
      }
    }
  }

  /** With the same patience as if the pod were deleted. */
  private void restart(String reason) {
    Duration sleep = preStopSleep(spec, grace);
    Await.pause(sleep);
    running.ifPresent(each -> each.stop(grace.minus(sleep)));
    ended(137, reason);
  }

  private void ended(int exitCode, String reason) {
    running = Optional.empty();
    lastState =
        Map.of(
            "terminated",
            Map.of(
                "exitCode",
                exitCode,
                "reason",
                exitCode == 0 ? "Completed" : "Error",
                "message",
                reason,
                "startedAt",
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                "finishedAt",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    startAt = Instant.now().plus(backoff);
    state = waiting("CrashLoopBackOff", "ended with " + exitCode + ": " + reason);
    backoff = backoff.multipliedBy(2);
    if (backoff.compareTo(LONGEST_BACKOFF) > 0) {
      backoff = LONGEST_BACKOFF;
    }
  }

  /** The preStop sleep of a container. */
  static Duration preStopSleep(JsonNode container, Duration grace) {
    long seconds = container.at("/lifecycle/preStop/sleep/seconds").asLong(0);
    return Duration.ofSeconds(Math.min(seconds, grace.toSeconds()));
  }

  private Probe probe(String kind) {
    return new Probe(spec, kind, address, Instant.now());
  }

  private static Map<String, Object> waiting(String reason, String message) {
    return Map.of("waiting", Map.of("reason", reason, "message", message));
  }
}
