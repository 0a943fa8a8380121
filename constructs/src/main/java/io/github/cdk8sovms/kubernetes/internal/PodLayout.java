package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the definition of an object has its pods, and what others put into these pods.
 *
 * <p>A custom resource has fields for additions only; its own containers are those of an operator,
 * so their names, volumes and directories are listed here.
 */
enum PodLayout {
  /** A pod template: the fields of the pod are all here. */
  TEMPLATE(Set.of(), Set.of(), List.of()),

  /**
   * A Prometheus of the Prometheus Operator.
   *
   * @see <a
   *     href="https://github.com/prometheus-operator/prometheus-operator/tree/v0.93.1/pkg/prometheus">Pods</a>
   */
  PROMETHEUS(
      Set.of("prometheus", "config-reloader", "init-config-reloader", "thanos-sidecar"),
      Set.of("config", "config-out", "tls-assets", "web-config"),
      List.of("/etc/prometheus", "/prometheus")),

  /**
   * An InferenceService, of which KServe appends the containers.
   *
   * @see <a
   *     href="https://github.com/kserve/kserve/tree/v0.20.0/pkg/webhook/admission/pod">Injectors</a>
   */
  INFERENCE_SERVICE(
      Set.of(
          "kserve-container",
          "storage-initializer",
          "transformer-container",
          "worker-container",
          "modelcar",
          "modelcar-init",
          "agent",
          "queue-proxy"),
      Set.of("tmp", "kserve-provision-location", "kserve-pvc-source", "modelcar"),
      List.of("/tmp", "/mnt/models"));

  /** Names of containers that an operator writes. */
  final Set<String> containers;

  /** Names of volumes that an operator writes. */
  final Set<String> volumes;

  /** Directories that an operator mounts into the container of the component. */
  final List<String> directories;

  PodLayout(Set<String> containers, Set<String> volumes, List<String> directories) {
    this.containers = containers;
    this.volumes = volumes;
    this.directories = directories;
  }

  private static final String CONTAINERS = "containers";
  private static final String INIT_CONTAINERS = "initContainers";
  private static final String VOLUMES = "volumes";
  private static final String MOUNTS = "volumeMounts";

  /** The layout of an object; empty if it has no pods. */
  static Optional<PodLayout> of(Map<String, Object> definition) {
    return switch (kind(definition)) {
      case "Deployment", "DaemonSet", "StatefulSet", "Job" -> Optional.of(TEMPLATE);
      case "Prometheus" -> Optional.of(PROMETHEUS);
      case "InferenceService" -> Optional.of(INFERENCE_SERVICE);
      default -> Optional.empty();
    };
  }

  static String kind(Map<String, Object> definition) {
    return definition.get("type") instanceof String type
        ? KnownKinds.kindOf(type)
        : String.valueOf(map(definition, "props").get("kind"));
  }

  /** The fields of the pods: empty where the object has none of them. */
  Map<String, Object> pod(Map<String, Object> definition) {
    return switch (this) {
      case TEMPLATE -> map(map(spec(definition), "template"), "spec");
      case PROMETHEUS -> map(definition, "spec");
      case INFERENCE_SERVICE -> map(map(definition, "spec"), "predictor");
    };
  }

  static Map<String, Object> spec(Map<String, Object> definition) {
    return map(map(definition, "props"), "spec");
  }

  /** Containers of the component that get its mounts, and those that end before. */
  List<Map<String, Object>> ownContainers(Map<String, Object> definition) {
    List<Map<String, Object>> all = new ArrayList<>();
    if (this == TEMPLATE) {
      all.addAll(elements(pod(definition), CONTAINERS));
      all.addAll(elements(pod(definition), INIT_CONTAINERS));
    }
    return all;
  }

  List<Map<String, Object>> ownVolumes(Map<String, Object> definition) {
    return elements(pod(definition), VOLUMES);
  }

  /** Returns a copy of the definition with the additions in its pods. */
  Map<String, Object> added(
      Map<String, Object> definition, PodAdditions additions, String pullPolicy) {
    Map<String, Object> copy = PatchValue.copyOf(definition);
    Map<String, Object> pod = pod(copy);
    for (Map<String, Object> container : mounting(copy, pod)) {
      List<Object> mounts = new ArrayList<>(elements(container, MOUNTS));
      mounts.addAll(additions.mountsOfContainer());
      put(container, MOUNTS, mounts);
    }
    if (this == TEMPLATE) {
      additions.volumes().stream()
          .flatMap(volume -> volume.disk().stream())
          .forEach(size -> raiseStorage(elements(pod, CONTAINERS).get(0), size));
    }
    List<Object> before = new ArrayList<>(additions.sidecarsOfPod(pullPolicy));
    before.addAll(elements(pod, INIT_CONTAINERS));
    before.addAll(additions.initContainersOfPod(pullPolicy));
    put(pod, INIT_CONTAINERS, before);
    List<Object> volumes = new ArrayList<>(elements(pod, VOLUMES));
    volumes.addAll(additions.volumesOfPod());
    put(pod, VOLUMES, volumes);
    return copy;
  }

  /**
   * Where the mounts of the component are listed. The containers of a Job do one after the other.
   */
  private List<Map<String, Object>> mounting(
      Map<String, Object> definition, Map<String, Object> pod) {
    return switch (this) {
      case TEMPLATE ->
          kind(definition).equals("Job") ? ownOnly(pod) : elements(pod, CONTAINERS).subList(0, 1);
      case PROMETHEUS -> List.of(pod);
      case INFERENCE_SERVICE -> List.of(map(pod, "model"));
    };
  }

  /**
   * Adds the size of a volume on the disk to the ephemeral storage of a container: the kubelet
   * evicts a pod whose volumes and logs exceed the sum of the limits.
   */
  private static void raiseStorage(Map<String, Object> container, Quantity size) {
    for (String kind : List.of("requests", "limits")) {
      Map<String, Object> amounts = map(map(container, "resources"), kind);
      if (amounts.get(Resources.EPHEMERAL_STORAGE) instanceof String present) {
        String sum = PodSize.mebibytes(Quantity.of(present).amount().add(size.amount()));
        amounts.put(Resources.EPHEMERAL_STORAGE, Quantity.of(sum).canonical());
      }
    }
  }

  private static List<Map<String, Object>> ownOnly(Map<String, Object> pod) {
    List<Map<String, Object>> own = new ArrayList<>(elements(pod, CONTAINERS));
    elements(pod, INIT_CONTAINERS).stream()
        .filter(each -> String.valueOf(each.get("name")).startsWith("fetch-"))
        .forEach(own::add);
    return own;
  }

  private static void put(Map<String, Object> in, String field, List<Object> elements) {
    if (!elements.isEmpty()) {
      in.put(field, Structs.plain(elements));
    }
  }

  static List<Map<String, Object>> elements(Map<String, Object> of, String field) {
    List<Map<String, Object>> elements = new ArrayList<>();
    if (of.get(field) instanceof List<?> list) {
      list.forEach(element -> elements.add(typed((Map<?, ?>) element)));
    }
    return elements;
  }

  static Map<String, Object> map(Map<String, Object> of, String field) {
    return of.get(field) instanceof Map<?, ?> found ? typed(found) : new LinkedHashMap<>();
  }

  @SuppressWarnings("unchecked") // keys of objects are texts
  private static Map<String, Object> typed(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
