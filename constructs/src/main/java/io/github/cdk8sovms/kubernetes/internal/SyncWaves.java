package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sync wave annotations of a chart's objects, by kind. */
public enum SyncWaves {
  NONE,
  ARGO_CD;

  private static final String PREFIX = "argocd.argoproj.io/";
  private static final String WAVE = PREFIX + "sync-wave";
  private static final String OPTIONS = PREFIX + "sync-options";
  private static final String HOOK = PREFIX + "hook";

  private static final Set<String> AUTOSCALERS = Set.of("HorizontalPodAutoscaler", "ScaledObject");
  private static final String MODEL_SERVER = "ModelServer";
  private static final String INFERENCE_SERVICE = "InferenceService";
  private static final String STORE = "model-store";
  private static final String TYPED = "Kube";

  /** The only wave that Argo CD does not wait for, and whose objects may be degraded at first. */
  private static final int LAST = 1;

  /** Returns the definitions, unchanged or with annotations. */
  List<Map<String, Object>> applyTo(List<Map<String, Object>> definitions) {
    return this == NONE ? definitions : definitions.stream().map(SyncWaves::annotated).toList();
  }

  private static Map<String, Object> annotated(Map<String, Object> definition) {
    Map<?, ?> props = (Map<?, ?>) definition.get("props");
    Map<?, ?> metadata = (Map<?, ?>) props.get("metadata");
    boolean custom = !definition.containsKey("type");
    String kind =
        custom
            ? (String) props.get("kind")
            : ((String) definition.get("type")).substring(TYPED.length()).replaceFirst("V2$", "");
    Map<String, String> annotations = annotations(kind, software(metadata), custom);
    if (metadata.get("annotations") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> annotations.put((String) key, (String) value));
    }
    return with(
        definition, "props", with(props, "metadata", with(metadata, "annotations", annotations)));
  }

  private static Map<String, String> annotations(String kind, String software, boolean custom) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (kind.equals("Job") && !software.equals(STORE)) {
      annotations.put(HOOK, "Skip");
      return annotations;
    }
    annotations.put(WAVE, String.valueOf(wave(kind, software, custom)));
    if (kind.equals("Namespace")) {
      annotations.put(OPTIONS, "Prune=false,Delete=false");
    } else if (custom) {
      annotations.put(OPTIONS, "SkipDryRunOnMissingResource=true");
    }
    return annotations;
  }

  private static int wave(String kind, String software, boolean custom) {
    if (AUTOSCALERS.contains(kind)) {
      return LAST;
    }
    if (software.equals(STORE) && (kind.equals("Job") || kind.equals("PersistentVolumeClaim"))) {
      // One wave: a claim may stay pending until the first pod uses it.
      return -2;
    }
    return switch (kind) {
      case "Namespace" -> -5;
      case "StatefulSet" -> -3;
      case "Deployment" -> software.equals(Labels.OVMS) ? 0 : -2;
      case MODEL_SERVER, INFERENCE_SERVICE -> 0;
      // One node that cannot pull would block others.
      case "DaemonSet" -> LAST;
      case "ApiService" -> -1;
      default -> custom ? -3 : -4;
    };
  }

  private static String software(Map<?, ?> metadata) {
    return metadata.get("labels") instanceof Map<?, ?> labels
        ? String.valueOf(labels.get(Labels.SOFTWARE))
        : "";
  }

  private static Map<String, Object> with(Map<?, ?> map, String key, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>();
    map.forEach((name, each) -> changed.put((String) name, each));
    changed.put(key, value);
    return changed;
  }
}
