package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.List;
import java.util.Set;

/**
 * What changes the CPU of a running model server. OVMS chooses its threads, streams and workers at
 * its start, from the CPU that it has then.
 *
 * @see <a
 *     href="https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler">VerticalPodAutoscaler</a>
 * @see <a href="https://github.com/google/kube-startup-cpu-boost">StartupCPUBoost</a>
 */
final class ResizeRisks {
  private static final String VPA = "VerticalPodAutoscaler";
  private static final String BOOST = "StartupCPUBoost";
  private static final String SOFTWARE = "cdk8s-ovms/software";
  private static final String OVMS = "openvino-model-server";

  /** Modes that write into pods; the others only recommend, or set new pods. */
  private static final Set<String> RESIZING = Set.of("InPlaceOrRecreate", "InPlace");

  private ResizeRisks() {}

  static void note(Comparison comparison, RiskNotes notes) {
    for (ManifestObject added : comparison.added()) {
      note(added, comparison.after(), notes);
    }
    for (ObjectChange change : comparison.changed()) {
      note(change.after(), comparison.after(), notes);
    }
  }

  private static void note(ManifestObject object, List<ManifestObject> all, RiskNotes notes) {
    if (all.stream().noneMatch(server -> isServer(server) && resizes(object, server))) {
      return;
    }
    boolean isBoost = object.id().isA(BOOST) || object.at("/spec/startupBoost").isObject();
    notes.add(
        Risk.SCALES,
        "cpu-resized",
        object.id(),
        isBoost
            ? "OVMS chooses threads and streams from the CPU that it has at its start, so after the"
                + " boost it runs more than its CPU allows"
            : "OVMS keeps the threads and streams of its start, so it does not use CPU that is added"
                + " in place, and is throttled by what is taken away",
        "Exclude the container ovms, and set its resources in the program.");
  }

  private static boolean isServer(ManifestObject object) {
    return WorkloadRisks.isWorkload(object.id())
        && object.tree().path("metadata").path("labels").path(SOFTWARE).asText().equals(OVMS);
  }

  private static boolean resizes(ManifestObject object, ManifestObject server) {
    if (!object.id().namespace().equals(server.id().namespace())) {
      return false;
    }
    if (object.id().isA(VPA)) {
      JsonNode target = object.at("/spec/targetRef");
      boolean isInPlace =
          RESIZING.contains(object.at("/spec/updatePolicy/updateMode").asText())
              || object.at("/spec/startupBoost").isObject();
      return isInPlace
          && target.path("kind").asText().equals(server.id().kind())
          && target.path("name").asText().equals(server.id().name());
    }
    return object.id().isA(BOOST) && selects(object.at("/selector/matchLabels"), server);
  }

  private static boolean selects(JsonNode labels, ManifestObject server) {
    JsonNode ofPods = server.at("/spec/template/metadata/labels");
    for (var each : labels.properties()) {
      if (!each.getValue().equals(ofPods.path(each.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
