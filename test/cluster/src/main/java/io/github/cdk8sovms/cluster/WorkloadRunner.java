package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Runs the pods that name an image of a {@link Program} or {@link SimulatedProgram}, with what
 * their specs say and nothing else, and reports of them what is so.
 */
final class WorkloadRunner implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(250);

  private final ApiClient api;
  private final PodNetwork network;
  private final ServiceProxy services;
  private final Path state;
  private final List<Program> programs;
  private final List<SimulatedProgram> simulated;
  private final Map<String, Work> workByUid = new HashMap<>();
  private final Background.Loop loop;

  private record Work(PodWorker worker, Thread thread) {}

  /** Starts at once. */
  WorkloadRunner(
      ApiClient api,
      PodNetwork network,
      ServiceProxy services,
      Path state,
      List<Program> programs,
      List<SimulatedProgram> simulated) {
    this.api = api;
    this.network = network;
    this.services = services;
    this.state = state;
    this.programs = programs;
    this.simulated = simulated;
    this.loop = Background.repeat("pods", PERIOD, this::pass);
  }

  /** Ends every pod at once. */
  @Override
  public void close() {
    loop.close();
    for (Work work : workByUid.values()) {
      work.worker().delete(Duration.ZERO);
    }
    for (Work work : workByUid.values()) {
      Background.join(work.thread());
    }
  }

  private void pass() {
    Set<String> present = new HashSet<>();
    for (JsonNode pod : api.list("/api/v1/pods")) {
      String uid = pod.at("/metadata/uid").asText();
      present.add(uid);
      if (pod.at("/spec/nodeName").isMissingNode()) {
        continue;
      }
      if (pod.at("/metadata").has("deletionTimestamp")) {
        long grace = pod.at("/metadata/deletionGracePeriodSeconds").asLong(30);
        Optional.ofNullable(workByUid.get(uid))
            .ifPresent(work -> work.worker().delete(Duration.ofSeconds(grace)));
      } else if (!workByUid.containsKey(uid)) {
        sandbox(pod).ifPresent(sandbox -> start(uid, pod, sandbox));
      }
    }
    workByUid.forEach(
        (uid, work) -> {
          if (!present.contains(uid)) {
            work.worker().delete(Duration.ZERO);
          }
        });
    workByUid.values().removeIf(work -> !work.thread().isAlive());
  }

  private void start(String uid, JsonNode pod, PodSandbox sandbox) {
    PodWorker worker = new PodWorker(api, pod, sandbox);
    String name = pod.at("/metadata/name").asText();
    workByUid.put(uid, new Work(worker, Background.start("pod " + name, worker)));
  }

  /** Where to run a pod; empty if kwok takes care of it. */
  private Optional<PodSandbox> sandbox(JsonNode pod) {
    Path directory =
        state.resolve(
            pod.at("/metadata/namespace").asText()
                + "_"
                + pod.at("/metadata/name").asText()
                + "_"
                + pod.at("/metadata/uid").asText().substring(0, 8));
    if (programs.stream().anyMatch(program -> has(pod, program.repository()))) {
      return Optional.of(PodSandbox.real(api, pod, directory, network, services, programs));
    }
    return simulated.stream()
        .filter(program -> has(pod, program.repository()))
        .findFirst()
        .map(program -> PodSandbox.simulated(api, pod, directory, network, services, program));
  }

  private static boolean has(JsonNode pod, String repository) {
    return StreamSupport.stream(pod.at("/spec/containers").spliterator(), false)
        .anyMatch(container -> ImageName.isOf(container, repository));
  }
}
