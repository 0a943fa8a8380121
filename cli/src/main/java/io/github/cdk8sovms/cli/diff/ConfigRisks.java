package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.manifest.ObjectId;
import java.util.List;

/** Changed configuration that running pods do not reload. */
final class ConfigRisks {
  private static final List<String> RELOAD =
      List.of("--config.auto-reload", "--web.enable-lifecycle");

  private ConfigRisks() {}

  static void note(Comparison comparison, RiskNotes notes) {
    for (ObjectChange change : comparison.changed()) {
      boolean isConfig = change.id().isA("ConfigMap") || change.id().isA("Secret");
      if (isConfig && contentChanged(change)) {
        comparison.after().stream()
            .filter(object -> object.id().namespace().equals(change.id().namespace()))
            .filter(object -> WorkloadRisks.isWorkload(object.id()))
            .filter(object -> mounts(object, change.id()))
            .filter(object -> !reloads(object))
            .filter(object -> !isReplaced(object.id(), comparison))
            .forEach(object -> notReloaded(object.id(), change.id(), notes));
      }
      queries(change, notes);
    }
  }

  private static void notReloaded(ObjectId workload, ObjectId config, RiskNotes notes) {
    notes.add(
        Risk.RESTARTS,
        "config-unnoticed",
        workload,
        "its pods keep the old content of " + config + " until they are restarted",
        "kubectl rollout restart " + workload.forKubectl());
  }

  /** Reports changed queries in the configuration of the adapter. */
  private static void queries(ObjectChange change, RiskNotes notes) {
    for (FieldChange field : change.fields()) {
      if (field.path().last().equals("metricsQuery")
          && !field.isAdded()
          && change.id().isA("ConfigMap")) {
        notes.add(
            Risk.SCALES,
            "signal-query",
            change.id(),
            "a metric is computed with another query, and autoscalers keep their targets",
            "Check the targets of the autoscalers that use it.");
      }
    }
  }

  private static boolean contentChanged(ObjectChange change) {
    return change.in("data").isPresent()
        || change.in("binaryData").isPresent()
        || change.in("stringData").isPresent();
  }

  private static boolean mounts(ManifestObject workload, ObjectId config) {
    String pods = workload.at("/spec/template/spec").toString();
    String field = config.isA("ConfigMap") ? "\"configMap\":{" : "\"secret\":{";
    return pods.contains(field) && pods.contains("\"" + config.name() + "\"");
  }

  private static boolean reloads(ManifestObject workload) {
    String pods = workload.at("/spec/template/spec/containers").toString();
    return RELOAD.stream().anyMatch(pods::contains);
  }

  private static boolean isReplaced(ObjectId workload, Comparison comparison) {
    return comparison.changed().stream()
            .filter(change -> change.id().equals(workload))
            .anyMatch(change -> change.in("spec", "template").isPresent())
        || comparison.added().stream().anyMatch(object -> object.id().equals(workload));
  }
}
