package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.Set;

/** Autoscalers: other bounds, another target, another signal, or none at all. */
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
                aim(change, notes);
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
            "once it is deleted the number of pods stays as it is, whatever the load",
            "Set the number of pods that the highest load needs.");
      }
    }
  }

  private static void bounds(ObjectChange change, Scalers scaler, RiskNotes notes) {
    int mostBefore = number(change.before(), scaler.most());
    int mostAfter = number(change.after(), scaler.most());
    if (mostAfter < mostBefore) {
      notes.add(
          Risk.SCALES,
          "max-lowered",
          change.id(),
          "at most %d instead of %d pods; what is above ends at once"
              .formatted(mostAfter, mostBefore),
          "Apply it only if the highest load fits into " + mostAfter + " pods.");
    }
    int leastBefore = number(change.before(), scaler.least());
    int leastAfter = number(change.after(), scaler.least());
    if (leastAfter != leastBefore) {
      notes.add(
          Risk.SCALES,
          leastAfter < leastBefore ? "min-lowered" : "min-raised",
          change.id(),
          "at least %d instead of %d pods".formatted(leastAfter, leastBefore),
          leastAfter < leastBefore
              ? "A step of the load then meets fewer pods, and waits for the start of others."
              : "See that quota and nodes have room for them.");
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
            "it scales on another signal, so its target means something else",
            "Look at the signal's value under load first: kubectl describe "
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
            "Expect a change of the number of pods at the next look, some seconds after the apply.");
      }
    }
  }

  private static void aim(ObjectChange change, RiskNotes notes) {
    if (change.in("spec", "scaleTargetRef").isPresent()) {
      notes.add(
          Risk.SCALES,
          "scale-target",
          change.id(),
          "it scales something else: %s instead of %s"
              .formatted(Scalers.target(change.after()), Scalers.target(change.before())),
          "What it scaled before keeps its number of pods.");
    }
    if (change.in("spec", "behavior").isPresent()
        || change.in("spec", "advanced", "horizontalPodAutoscalerConfig", "behavior").isPresent()) {
      notes.add(
          Risk.SCALES,
          "behavior",
          change.id(),
          "pods are added or removed at another pace",
          "Watch the first steps of the load: kubectl get "
              + change.id().forKubectl()
              + " --watch");
    }
  }

  /** A bound that is not written is 1 pod for the fewest; KEDA's defaults are 0 and 100. */
  private static int number(ManifestObject scaler, String field) {
    int unsaid =
        switch (field) {
          case "minReplicas" -> 1;
          case "maxReplicaCount" -> 100;
          default -> 0;
        };
    return scaler.at("/spec/" + field).asInt(unsaid);
  }

  private static double amount(JsonNode node) {
    return Amounts.quantity(node)
        .map(quantity -> quantity.amount().doubleValue())
        .orElseGet(node::asDouble);
  }
}
