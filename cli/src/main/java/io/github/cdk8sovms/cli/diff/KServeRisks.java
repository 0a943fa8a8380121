package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ObjectId;
import java.util.List;
import java.util.Set;

/** InferenceServices and ServingRuntimes of KServe, which applies their changes to a Deployment. */
final class KServeRisks {
  static final String SERVICE = "InferenceService";
  private static final String RUNTIME = "ServingRuntime";
  private static final String CLASS = "serving.kserve.io/autoscalerClass";
  private static final String MODE = "serving.kserve.io/deploymentMode";
  private static final String EXTERNAL = "external";

  /** Fields of the predictor that are not in the pod template. */
  private static final Set<String> OF_DEPLOYMENT =
      Set.of("deploymentStrategy", "minReplicas", "maxReplicas", "scaleTarget", "scaleMetric");

  /** Fields of a runtime by which it is chosen. */
  private static final Set<String> OF_CHOICE =
      Set.of("supportedModelFormats", "protocolVersions", "multiModel", "disabled");

  private KServeRisks() {}

  static void note(Comparison comparison, RiskNotes notes) {
    for (ObjectChange change : comparison.changed()) {
      if (change.id().isA(SERVICE)) {
        mode(change, notes);
        autoscaler(change, notes);
        pods(change, notes);
      } else if (change.id().isA(RUNTIME)) {
        pods(change, notes);
      }
    }
  }

  private static void mode(ObjectChange change, RiskNotes notes) {
    if (change.in("metadata", "annotations", MODE).isPresent()) {
      notes.add(
          Risk.BREAKS,
          "kserve-mode",
          change.id(),
          "KServe rejects another deployment mode of an existing InferenceService",
          "Use another name for the new one, and delete the old one when the new one is ready.");
    }
  }

  private static void autoscaler(ObjectChange change, RiskNotes notes) {
    change
        .in("metadata", "annotations", CLASS)
        .ifPresent(
            field -> {
              boolean isExternal = field.after().asText().equals(EXTERNAL);
              notes.add(
                  Risk.SCALES,
                  "kserve-autoscaler",
                  change.id(),
                  isExternal
                      ? "KServe deletes its autoscaler, and keeps the replicas"
                      : "KServe creates an autoscaler for the same Deployment, and two"
                          + " autoscalers of one make both inactive",
                  isExternal
                      ? "Apply the autoscaler that replaces it at the same time."
                      : "Delete the other autoscaler first.");
            });
  }

  private static void pods(ObjectChange change, RiskNotes notes) {
    List<String> reasons =
        change.fields().stream()
            .map(FieldChange::path)
            .filter(path -> isOfPods(change.id(), path))
            .map(FieldPath::last)
            .distinct()
            .sorted()
            .toList();
    if (!reasons.isEmpty()) {
      notes.add(
          Risk.RESTARTS,
          "pods-replaced",
          change.id(),
          "all its pods are replaced, because of changes to " + String.join(", ", reasons),
          "Watch it: kubectl get pods --watch --selector serving.kserve.io/inferenceservice="
              + change.id().name());
    }
  }

  /** KServe copies labels and annotations of an InferenceService to its pods. */
  private static boolean isOfPods(ObjectId id, FieldPath path) {
    List<String> fields = path.fields();
    if (id.isA(RUNTIME)) {
      return path.isIn("spec") && fields.size() > 1 && !OF_CHOICE.contains(fields.get(1));
    }
    return path.isIn("metadata", "labels")
        || path.isIn("metadata", "annotations")
        || (path.isIn("spec", "predictor")
            && fields.size() > 2
            && !OF_DEPLOYMENT.contains(fields.get(2)));
  }
}
