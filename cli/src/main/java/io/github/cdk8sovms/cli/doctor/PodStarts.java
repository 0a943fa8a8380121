package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.internal.values.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long the newest pods of a server took to start, and what would make it shorter.
 *
 * @param pods the newest first
 * @param server the container of the server
 * @param whyNone why no start was seen, if there is none
 */
record PodStarts(List<StartOfPod> pods, OvmsContainer server, String whyNone) {
  private static final int NEWEST = 3;
  private static final String NO_EVENTS =
      "there are no events of these pods, which clusters keep for an hour";
  private static final Duration WORTHWHILE = Duration.ofSeconds(5);

  /** The stages that objects in the cluster show; {@code load} lasts until the pod is ready. */
  private static final List<StartStage> STAGES =
      List.of(
          StartStage.SCHEDULE,
          StartStage.NODE,
          StartStage.IMAGE,
          StartStage.FETCH,
          StartStage.LOAD);

  PodStarts {
    pods = List.copyOf(pods);
  }

  /**
   * A stage.
   *
   * @param typical the median of the pods
   * @param worst the longest of the pods
   */
  record Stage(StartStage stage, Duration typical, Duration worst) {}

  /** Reads the starts of ready pods; empty if nothing of a start is known. */
  static Optional<PodStarts> of(HopContext context) {
    List<Pod> ready =
        context.readyPods().stream()
            .filter(pod -> !created(pod).isEmpty())
            .sorted(Comparator.comparing(PodStarts::created).reversed())
            .toList();
    List<StartOfPod> starts = new ArrayList<>();
    Optional<String> whyNone = Optional.empty();
    for (Pod pod : ready.subList(0, Math.min(NEWEST, ready.size()))) {
      try {
        List<JsonNode> events = eventsOf(pod, context.cluster());
        if (events.isEmpty()) {
          whyNone = Optional.of(NO_EVENTS);
        } else {
          StartOfPod.of(pod, events).ifPresent(starts::add);
        }
      } catch (UnseenException e) {
        whyNone = Optional.of(e.why());
      }
    }
    return starts.isEmpty() && whyNone.isEmpty()
        ? Optional.empty()
        : Optional.of(new PodStarts(starts, ready.get(0).server(), whyNone.orElse("")));
  }

  private static String created(Pod pod) {
    return pod.object().at("/metadata/creationTimestamp").asText();
  }

  /** Returns a stage, if it was seen on each of the pods. */
  Optional<Stage> stage(StartStage stage) {
    List<Duration> times =
        pods.stream()
            .flatMap(pod -> Optional.ofNullable(pod.times().get(stage)).stream())
            .sorted()
            .toList();
    return times.isEmpty() || times.size() < pods.size()
        ? Optional.empty()
        : Optional.of(
            new Stage(stage, times.get((times.size() - 1) / 2), times.get(times.size() - 1)));
  }

  /** Returns the stages of a report; none if no start was seen. */
  List<StartStage> stages() {
    return pods.isEmpty() ? List.of() : STAGES;
  }

  /** Returns which pods, and how long each took; or why none was seen. */
  String summary() {
    return pods.isEmpty()
        ? "not seen: " + whyNone
        : pods.stream()
            .map(pod -> pod.pod() + " " + Durations.text(pod.total()))
            .collect(Collectors.joining(", "));
  }

  /** Returns what makes the longest stage shorter; empty if a stage is missing or all are short. */
  Optional<String> lever() {
    List<Stage> seen = STAGES.stream().flatMap(stage -> stage(stage).stream()).toList();
    return seen.size() < STAGES.size()
        ? Optional.empty()
        : seen.stream()
            .max(Comparator.comparing(Stage::typical))
            .filter(longest -> longest.typical().compareTo(WORTHWHILE) >= 0)
            .map(longest -> longest.stage().text() + " takes longest. " + lever(longest.stage()));
  }

  private String lever(StartStage stage) {
    return switch (stage) {
      case SCHEDULE -> "Pods wait for the scheduler, which had nodes: see its load.";
      case NODE ->
          "Headroom or CapacityBuffer keep room, so that an added pod does not wait for a node.";
      case IMAGE ->
          "ImagePrepull has the images on the nodes before the pod; with a digest and"
              + " PullPolicy.IF_NOT_PRESENT no start asks the registry.";
      case FETCH ->
          "A ModelStore fetches once for all pods; a volume or ModelSource.image(..) needs no"
              + " download.";
      case LOAD, WARM_UP, PROBE -> ofLoad();
    };
  }

  private String ofLoad() {
    if (server.hasAccelerator()) {
      return server.hasModelCache()
          ? "It has a model cache already, which the first pod fills; downloads from a bucket are"
              + " part of it."
          : ".modelCache(ModelCache.volumeClaim(..)) keeps what was compiled for a GPU or NPU.";
    }
    return "Downloads from a bucket are part of it, which a volume or ModelSource.image(..) saves; a"
        + " model cache does not pay on a CPU.";
  }

  /** Returns the line for the program; empty if a stage is missing. */
  Optional<String> java() {
    StringBuilder line = new StringBuilder(".startTimes(StartTimes.measured()");
    for (StartStage each : STAGES) {
      Optional<Stage> stage = stage(each);
      if (stage.isEmpty()) {
        return Optional.empty();
      }
      if (each != StartStage.FETCH || !stage.get().worst().isZero()) {
        line.append('.').append(each.method()).append('(').append(java(stage.get())).append(')');
      }
    }
    // The probe is part of the load.
    return Optional.of(line + ".probe(Duration.ZERO))");
  }

  private static String java(Stage stage) {
    String typical = "Duration.ofSeconds(" + stage.typical().toSeconds() + ")";
    return stage.typical().equals(stage.worst())
        ? typical
        : typical + ", Duration.ofSeconds(" + stage.worst().toSeconds() + ")";
  }

  private static List<JsonNode> eventsOf(Pod pod, Cluster cluster) {
    String uid = pod.object().at("/metadata/uid").asText();
    return cluster
        .list(
            "/api/v1/namespaces/%s/events?fieldSelector=%s"
                .formatted(pod.namespace(), Cluster.encoded("involvedObject.name=" + pod.name())))
        .stream()
        .filter(event -> event.at("/involvedObject/name").asText().equals(pod.name()))
        .filter(event -> event.at("/involvedObject/uid").asText().equals(uid))
        .toList();
  }
}
