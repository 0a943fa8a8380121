package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.manifest.ObjectId;
import io.github.cdk8sovms.internal.values.Labels;
import java.util.List;
import java.util.Set;

/** Deployments, StatefulSets and DaemonSets: rejected changes, and changes that replace pods. */
final class WorkloadRisks {
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");

  /** Immutable fields of a StatefulSet besides its selector and its claim templates. */
  private static final List<String> IMMUTABLE = List.of("serviceName", "podManagementPolicy");

  /** Fields of a Prometheus that its pods have, in alphabetical order. */
  private static final List<String> OF_OPERATOR =
      List.of(
          "containers",
          "image",
          "initContainers",
          "resources",
          "securityContext",
          "volumeMounts",
          "volumes");

  private WorkloadRisks() {}

  static boolean isWorkload(ObjectId id) {
    return WORKLOADS.contains(id.kind());
  }

  static void note(Comparison comparison, RiskNotes notes) {
    for (ObjectChange change : comparison.changed()) {
      ImageRisks.note(change, notes);
      if (isWorkload(change.id())) {
        fixedFields(change, notes);
        pods(change, notes);
        replicas(change, comparison, notes);
      } else if (change.id().isA("Prometheus")) {
        podsOfOperator(change, notes);
      }
    }
    for (ManifestObject gone : comparison.removed()) {
      if (isWorkload(gone.id())
          || gone.id().isA("ModelServer")
          || gone.id().isA(KServeRisks.SERVICE)) {
        notes.add(
            Risk.BREAKS,
            "workload-removed",
            gone.id(),
            "its pods end when it is deleted; otherwise they stay, and no manifest manages them",
            "Apply does not delete it. Once it has no clients: kubectl delete "
                + gone.id().forKubectl());
      }
    }
  }

  private static void fixedFields(ObjectChange change, RiskNotes notes) {
    if (change.in("spec", "selector").isPresent()) {
      notes.add(
          Risk.BREAKS,
          "selector",
          change.id(),
          "the selector of a "
              + change.id().kind()
              + " is immutable; the API server rejects the change",
          "Use another name for the new one, and delete the old one when the new one is ready; or"
              + " accept an outage: kubectl delete "
              + change.id().forKubectl()
              + ", then apply.");
    }
    for (String field : IMMUTABLE) {
      if (change.id().isA("StatefulSet") && change.in("spec", field).isPresent()) {
        notes.add(
            Risk.BREAKS,
            "fixed-field",
            change.id(),
            field + " of a StatefulSet is immutable; the API server rejects the change",
            "Keep pods and volumes and let the new one adopt them: kubectl delete "
                + change.id().forKubectl()
                + " --cascade=orphan, then apply.");
      }
    }
  }

  private static void pods(ObjectChange change, RiskNotes notes) {
    List<String> reasons =
        change.fields().stream()
            .map(FieldChange::path)
            .filter(path -> path.isIn("spec", "template"))
            .map(path -> path.last().equals(Labels.CONFIG_HASH) ? "configuration" : path.last())
            .distinct()
            .sorted()
            .toList();
    if (!reasons.isEmpty()) {
      notes.add(
          Risk.RESTARTS,
          "pods-replaced",
          change.id(),
          "all its pods are replaced, because of changes to " + String.join(", ", reasons),
          "Watch it: kubectl rollout status " + change.id().forKubectl());
    }
  }

  /** The Prometheus Operator writes the pods, from fields of the custom resource. */
  private static void podsOfOperator(ObjectChange change, RiskNotes notes) {
    List<String> reasons =
        OF_OPERATOR.stream().filter(field -> change.in("spec", field).isPresent()).toList();
    if (!reasons.isEmpty()) {
      notes.add(
          Risk.RESTARTS,
          "pods-replaced",
          change.id(),
          "all its pods are replaced, because of changes to " + String.join(", ", reasons),
          "Watch it: kubectl rollout status statefulset/prometheus-"
              + change.id().name()
              + " --namespace "
              + change.id().namespace());
    }
  }

  private static void replicas(ObjectChange change, Comparison comparison, RiskNotes notes) {
    FieldChange replicas = change.in("spec", "replicas").orElse(null);
    if (replicas == null) {
      return;
    }
    boolean scaled = Scalers.scale(comparison.after(), change.after());
    if (replicas.isRemoved()) {
      notes.add(
          Risk.SCALES,
          "replicas-removed",
          change.id(),
          "if an earlier apply has set replicas, removing the field resets it to 1, until an"
              + " autoscaler changes it",
          "Remove the field from the last applied state first: kubectl apply edit-last-applied "
              + change.id().forKubectl());
    } else if (scaled) {
      notes.add(
          Risk.SCALES,
          "replicas-fight",
          change.id(),
          "each apply sets "
              + replicas.after().asText()
              + " replicas, and overrides its autoscaler",
          "Remove replicas from the manifest.");
    } else if (replicas.after().asInt() < replicas.before().asInt(1)) {
      notes.add(
          Risk.SCALES,
          "replicas-lowered",
          change.id(),
          "pods are removed: %s instead of %s"
              .formatted(replicas.after().asText(), replicas.before().asText("1")),
          "Apply it while the load is low.");
    }
  }
}
