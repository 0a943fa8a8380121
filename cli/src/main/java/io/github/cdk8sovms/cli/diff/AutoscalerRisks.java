package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.Set;

/** Autoscalers: changed bounds, targets or signals, or none any more. */
final class AutoscalerRisks {
  private static final Set<String> SOURCES = Set.of("metrics", "triggers");
  private static final Set<String> TARGETS =
      Set.of("averageValue", "averageUtilization", "value", "threshold");

  private AutoscalerRisks() {}

  static void note(Comparison comparison, RiskNotes notes) {
    for (ObjectChange change : comparison.changed()) {
      Scalers.of(change.after())
          .ifPresent(
              scaler -> {
                bounds(change, scaler, notes);
                signal(change, notes);
                target(change, notes);
                scaleTarget(change, notes);
              });
    }
    for (ManifestObject gone : comparison.removed()) {
      boolean replaced =
          comparison.after().stream()
              .filter(object -> Scalers.of(object).isPresent())
              .anyMatch(object -> Scalers.target(object).equals(Scalers.target(gone)));
      if (Scalers.of(gone).isPresent() && !replaced) {
        notes.add(
            Risk.SCALES,
            "autoscaler-removed",
            gone.id(),
            "once it is deleted, the replica count stays as it is at any load",
            "Set the replica count for the highest load.");
      }
    }
  }

  private static void bounds(ObjectChange change, Scalers scaler, RiskNotes notes) {
    int maxBefore = number(change.before(), scaler.max());
    int maxAfter = number(change.after(), scaler.max());
    if (maxAfter < maxBefore) {
      notes.add(
          Risk.SCALES,
          "max-lowered",
          change.id(),
          "at most %d instead of %d pods; excess pods are removed immediately"
              .formatted(maxAfter, maxBefore),
          "Apply it only if " + maxAfter + " pods can handle the highest load.");
    }
    int minBefore = number(change.before(), scaler.min());
    int minAfter = number(change.after(), scaler.min());
    if (minAfter != minBefore) {
      notes.add(
          Risk.SCALES,
          minAfter < minBefore ? "min-lowered" : "min-raised",
          change.id(),
          "at least %d instead of %d pods".formatted(minAfter, minBefore),
          minAfter < minBefore
              ? "A sudden load then meets fewer pods, and waits until others have started."
              : "Check that quota and nodes have capacity for them.");
    }
  }

  private static void signal(ObjectChange change, RiskNotes notes) {
    for (FieldChange field : change.fields()) {
      boolean wholeSource =
          field.path().fields().size() == 2 && SOURCES.contains(field.path().last());
      boolean query =
          field.path().fields().contains("triggers") && field.path().last().equals("query");
      if (wholeSource || query) {
        notes.add(
            Risk.SCALES,
            "signal",
            change.id(),
            "it scales on another signal, so its target has another meaning",
            "Check the signal's value under load first: kubectl describe "
                + change.id().forKubectl());
        return;
      }
    }
  }

  private static void target(ObjectChange change, RiskNotes notes) {
    for (FieldChange field : change.fields()) {
      boolean inSource = field.path().fields().stream().anyMatch(SOURCES::contains);
      if (inSource && TARGETS.contains(field.path().last()) && field.before().isValueNode()) {
        notes.add(
            Risk.SCALES,
            "target",
            change.id(),
            "its target is %s instead of %s: %s pods for the same load"
                .formatted(
                    field.after().asText(),
                    field.before().asText(),
                    amount(field.after()) < amount(field.before()) ? "more" : "fewer"),
            "Expect a new replica count at the next HPA sync, seconds after the apply.");
      }
    }
  }

  private static void scaleTarget(ObjectChange change, RiskNotes notes) {
    if (change.in("spec", "scaleTargetRef").isPresent()) {
      notes.add(
          Risk.SCALES,
          "scale-target",
          change.id(),
          "it scales another workload: %s instead of %s"
              .formatted(Scalers.target(change.after()), Scalers.target(change.before())),
          "The workload that it scaled before keeps its replica count.");
    }
    if (change.in("spec", "behavior").isPresent()
        || change.in("spec", "advanced", "horizontalPodAutoscalerConfig", "behavior").isPresent()) {
      notes.add(
          Risk.SCALES,
          "behavior",
          change.id(),
          "pods are added or removed at another rate",
          "Watch the first changes of the load: kubectl get "
              + change.id().forKubectl()
              + " --watch");
    }
  }

  /** Returns a bound. The default of minReplicas is 1; KEDA's defaults are 0 and 100. */
  private static int number(ManifestObject scaler, String field) {
    int fallback =
        switch (field) {
          case "minReplicas" -> 1;
          case "maxReplicaCount" -> 100;
          default -> 0;
        };
    return scaler.at("/spec/" + field).asInt(fallback);
  }

  private static double amount(JsonNode node) {
    return Amounts.quantity(node)
        .map(quantity -> quantity.amount().doubleValue())
        .orElseGet(node::asDouble);
  }
}
