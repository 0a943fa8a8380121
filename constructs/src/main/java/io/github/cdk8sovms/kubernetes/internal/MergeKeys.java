package io.github.cdk8sovms.kubernetes.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How Kubernetes merges the fields of a kind: the key of each list whose elements are merged, and
 * where keys that a patch does not name are dropped ({@code retainKeys}). Other lists are replaced.
 * Custom resources have no merge keys: for them, a merge is that of RFC 7386.
 *
 * @see <a href="https://github.com/kubernetes/api/blob/v0.37.2/core/v1/types.go">patchMergeKey</a>
 */
final class MergeKeys {
  /** Stands for an element of a list. */
  static final String ELEMENT = "*";

  private static final Set<String> KINDS_WITH_PODS =
      Set.of("Deployment", "DaemonSet", "StatefulSet", "Job");
  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");
  private static final List<String> POD = List.of("spec", "template", "spec");

  private final Map<List<String>, String> keys = new LinkedHashMap<>();
  private final Set<List<String>> retained;

  private MergeKeys(String kind) {
    keys.put(List.of("metadata", "ownerReferences"), "uid");
    retained =
        Set.of(
            List.of("spec", "strategy"),
            under(POD, "volumes", ELEMENT),
            under(POD, "resourceClaims", ELEMENT));
    if (KINDS_WITH_PODS.contains(kind)) {
      addPod();
    }
    if (kind.equals("Service")) {
      keys.put(List.of("spec", "ports"), "port");
    }
    if (kind.equals("ServiceAccount")) {
      keys.put(List.of("secrets"), "name");
    }
  }

  private MergeKeys() {
    retained = Set.of();
  }

  static MergeKeys of(Map<String, Object> object) {
    String kind = String.valueOf(object.get("kind"));
    return KnownKinds.isBuiltIn(String.valueOf(object.get("apiVersion")), kind)
        ? new MergeKeys(kind)
        : new MergeKeys();
  }

  private void addPod() {
    keys.put(under(POD, "volumes"), "name");
    keys.put(under(POD, "imagePullSecrets"), "name");
    keys.put(under(POD, "hostAliases"), "ip");
    keys.put(under(POD, "topologySpreadConstraints"), "topologyKey");
    keys.put(under(POD, "schedulingGates"), "name");
    keys.put(under(POD, "resourceClaims"), "name");
    for (String list : CONTAINERS) {
      keys.put(under(POD, list), "name");
      keys.put(under(POD, list, ELEMENT, "ports"), "containerPort");
      keys.put(under(POD, list, ELEMENT, "env"), "name");
      keys.put(under(POD, list, ELEMENT, "volumeMounts"), "mountPath");
      keys.put(under(POD, list, ELEMENT, "volumeDevices"), "devicePath");
    }
  }

  /** The key by which the elements of a list are merged; empty if the list is replaced. */
  Optional<String> keyOf(List<String> path) {
    return Optional.ofNullable(keys.get(path));
  }

  /** Whether a map keeps only its merge key and what a patch names. */
  boolean isRetained(List<String> path) {
    return retained.contains(path);
  }

  /** Whether a list holds containers, which need an image. */
  static boolean isContainers(List<String> path) {
    return path.size() == POD.size() + 1
        && path.subList(0, POD.size()).equals(POD)
        && CONTAINERS.contains(path.get(POD.size()));
  }

  static List<String> under(List<String> path, String... more) {
    List<String> longer = new ArrayList<>(path);
    longer.addAll(List.of(more));
    return List.copyOf(longer);
  }
}
