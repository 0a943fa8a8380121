package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Does for one pod what a kubelet does, from its first container to its deletion. */
final class PodWorker implements Runnable {
  private static final Duration PERIOD = Duration.ofMillis(200);

  /**
   * A kubelet corrects what others wrote about its pods: the controller of nodes for one, after an
   * API server that was away.
   */
  private static final Duration REPORT_PERIOD = Duration.ofSeconds(10);

  /** After that long a pod of a test is not missed. */
  private static final Duration LONGEST_DELETION = Duration.ofMinutes(2);

  /** A kubelet looks about once a minute; sooner is kinder to tests that change a ConfigMap. */
  private static final Duration VOLUMES_PERIOD = Duration.ofSeconds(10);

  private final ApiClient api;
  private final JsonNode pod;
  private final PodSandbox sandbox;
  private final Volumes volumes;
  private final List<Container> initContainers;
  private final List<Container> containers;
  private final Duration gracePeriod;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private Map<String, Object> reported = Map.of();
  private Instant reportedAt = Instant.EPOCH;
  private Instant volumesRead = Instant.EPOCH;
  private volatile Optional<Duration> stopWithin = Optional.empty();

  PodWorker(ApiClient api, JsonNode pod, PodSandbox sandbox) {
    this.api = api;
    this.pod = pod;
    this.sandbox = sandbox;
    this.volumes = sandbox.volumes();
    this.initContainers = sandbox.containers("initContainers");
    this.containers = sandbox.containers("containers");
    this.gracePeriod = sandbox.gracePeriod();
  }

  /** From now on the pod has so long to end. */
  void delete(Duration grace) {
    stopWithin = Optional.of(grace);
  }

  @Override
  public void run() {
    while (stopWithin.isEmpty()) {
      try {
        pass();
      } catch (ApiException e) {
        // Something that the pod needs is not there yet, or the API server is away.
        sandbox.note(String.valueOf(e.getMessage()));
      }
      Await.pause(PERIOD);
    }
    stop(stopWithin.get());
  }

  private void pass() {
    sandbox.writeHosts();
    Instant now = Instant.now();
    if (now.isAfter(volumesRead.plus(VOLUMES_PERIOD))) {
      refreshVolumes();
      volumesRead = now;
    }
    if (containers.stream().allMatch(Container::isOver)) {
      stopSidecars(gracePeriod);
    } else if (initialize()) {
      containers.forEach(Container::pass);
    }
    report();
  }

  /**
   * Looks after the init containers, one after the other: the next one starts when an init
   * container has ended, or a sidecar has started. One that is over without success is the end of
   * its pod.
   */
  private boolean initialize() {
    for (Container each : initContainers) {
      if (each.isSidecar() || !each.isCompleted()) {
        each.pass();
      }
      if (!each.isInitialized()) {
        return false;
      }
    }
    return true;
  }

  /** They end after the containers, the last one first. */
  private void stopSidecars(Duration within) {
    List<Container> reversed = new ArrayList<>(initContainers);
    Collections.reverse(reversed);
    reversed.stream().filter(Container::isSidecar).forEach(each -> each.stop(within));
  }

  /** What was read once is good enough while the API server is away. */
  private void refreshVolumes() {
    try {
      volumes.refresh();
    } catch (ApiException e) {
      if (volumesRead.equals(Instant.EPOCH)) {
        throw e;
      }
      sandbox.note(String.valueOf(e.getMessage()));
    }
  }

  private void stop(Duration grace) {
    Duration sleep = sandbox.preStopSleep(grace);
    Await.pause(sleep);
    Stream.concat(containers.stream(), initContainers.stream().filter(each -> !each.isSidecar()))
        .forEach(each -> each.stop(grace.minus(sleep)));
    stopSidecars(grace.minus(sleep));
    sandbox.close();
    Instant deadline = Instant.now().plus(LONGEST_DELETION);
    while (!isDeleted() && Instant.now().isBefore(deadline)) {
      Await.pause(PERIOD);
    }
  }

  private boolean isDeleted() {
    try {
      api.delete(api.pathOf(pod) + "?gracePeriodSeconds=0");
      return true;
    } catch (ApiException e) {
      sandbox.note(String.valueOf(e.getMessage()));
      return e.status() == 404;
    }
  }

  private void report() {
    Map<String, Object> status = status();
    Instant now = Instant.now();
    if (!status.equals(reported) || now.isAfter(reportedAt.plus(REPORT_PERIOD))) {
      api.patchStatus(pod, withTimes(status));
      reported = status;
      reportedAt = now;
    }
  }

  private Map<String, Object> status() {
    boolean initialized = initContainers.stream().allMatch(Container::isInitialized);
    boolean ready =
        Stream.concat(containers.stream(), initContainers.stream().filter(Container::isSidecar))
            .allMatch(Container::isReady);
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("phase", phase());
    status.put("hostIP", "10.0.0.2");
    status.put("podIP", sandbox.address());
    status.put("podIPs", List.of(Map.of("ip", sandbox.address())));
    status.put("startTime", started.toString());
    status.put("initContainerStatuses", initContainers.stream().map(Container::status).toList());
    status.put("containerStatuses", containers.stream().map(Container::status).toList());
    status.put("conditions", conditions(initialized, ready));
    return status;
  }

  private String phase() {
    if (initContainers.stream().anyMatch(each -> each.isOver() && !each.isInitialized())) {
      return "Failed";
    }
    if (containers.stream().allMatch(Container::isOver)) {
      return containers.stream().allMatch(Container::isCompleted) ? "Succeeded" : "Failed";
    }
    boolean running = containers.stream().anyMatch(Container::isRunning);
    return running || "Running".equals(reported.get("phase")) ? "Running" : "Pending";
  }

  private static List<Map<String, String>> conditions(boolean initialized, boolean ready) {
    return List.of(
        condition("Initialized", initialized),
        condition("ContainersReady", ready),
        condition("Ready", ready));
  }

  private static Map<String, String> condition(String type, boolean holds) {
    return Map.of("type", type, "status", holds ? "True" : "False");
  }

  /** Conditions with the time of their last change, which the API server leaves to the reporter. */
  private Map<String, Object> withTimes(Map<String, Object> status) {
    Map<String, Object> dated = new LinkedHashMap<>(status);
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    List<Map<String, String>> conditions = new ArrayList<>();
    List<?> before = (List<?>) reported.getOrDefault("conditions", List.of());
    for (Object each : (List<?>) status.get("conditions")) {
      Map<String, String> condition = new LinkedHashMap<>();
      ((Map<?, ?>) each).forEach((key, value) -> condition.put((String) key, (String) value));
      if (!before.contains(each)) {
        condition.put("lastTransitionTime", now);
      }
      conditions.add(condition);
    }
    dated.put("conditions", conditions);
    return dated;
  }
}
