package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.internal.values.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Volumes, and the retention of a Prometheus. */
final class StorageRisks {
  private static final Pattern RETENTION = Pattern.compile("(\\d+)(ms|s|m|h|d|w|y)");
  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L, "y", 31_536_000L);

  private StorageRisks() {}

  static void note(Comparison comparison, RiskNotes notes) {
    comparison.changed().forEach(change -> changed(change, notes));
    comparison.removed().forEach(gone -> removed(gone, notes));
  }

  private static void changed(ObjectChange change, RiskNotes notes) {
    switch (change.id().kind()) {
      case "PersistentVolumeClaim" -> claim(change, notes);
      case "StatefulSet" -> claimTemplates(change, notes);
      case "Prometheus" ->
          change
              .in("spec", "storage")
              .ifPresent(
                  storage ->
                      notes.add(
                          Risk.LOSES_DATA,
                          "prometheus-storage",
                          change.id(),
                          "with other storage its pods may start with an empty volume",
                          "Only a larger request keeps the volume, if its StorageClass allows"
                              + " expansion; otherwise take a snapshot first, or accept the loss."));
      default -> {}
    }
    mounts(change, notes);
    retention(change, notes);
  }

  private static void claim(ObjectChange change, RiskNotes notes) {
    Optional<FieldChange> storage = change.in("spec", "resources", "requests", "storage");
    if (storage.isPresent() && grows(storage.get())) {
      return;
    }
    if (change.in("spec").isPresent()) {
      notes.add(
          Risk.BREAKS,
          "claim-fixed",
          change.id(),
          "a claim can only grow; the API server rejects every other change",
          "Create a claim with another name, copy the files, and use it in the workloads.");
    }
  }

  private static void claimTemplates(ObjectChange change, RiskNotes notes) {
    Optional<FieldChange> templates = change.in("spec", "volumeClaimTemplates");
    if (templates.isEmpty()) {
      return;
    }
    boolean ephemeral = change.after().at("/spec/volumeClaimTemplates").isEmpty();
    notes.add(
        ephemeral ? Risk.LOSES_DATA : Risk.BREAKS,
        "claim-templates",
        change.id(),
        ephemeral
            ? "its pods start empty; the old claims are not deleted, and the API server rejects the"
                + " change while the old StatefulSet exists"
            : "volumeClaimTemplates is immutable; the API server rejects the change",
        "Keep pods and claims while you replace it: kubectl delete "
            + change.id().forKubectl()
            + " --cascade=orphan, then apply; existing claims keep their size and class.");
  }

  private static void mounts(ObjectChange change, RiskNotes notes) {
    for (FieldChange field : change.fields()) {
      boolean ofClaim =
          field.path().isIn("spec", "template", "spec", "volumes")
              && (field.path().fields().contains("persistentVolumeClaim")
                  || field.before().has("persistentVolumeClaim"));
      if (ofClaim && !field.isAdded()) {
        notes.add(
            Risk.LOSES_DATA,
            "volume-left",
            change.id(),
            "its pods no longer mount the claim " + claimName(field.before()),
            "Copy the data that is needed. The claim itself stays until it is deleted.");
      }
    }
  }

  private static void retention(ObjectChange change, RiskNotes notes) {
    for (FieldChange field : change.fields()) {
      var fields = field.path().fields();
      boolean ofTime =
          fields.contains("retention") && (field.path().last().matches("retention|time"));
      long before = seconds(field.before());
      long after = seconds(field.after());
      if (ofTime && before > 0 && after > 0 && after < before) {
        notes.add(
            Risk.LOSES_DATA,
            "retention",
            change.id(),
            "samples older than %s are deleted within hours; the retention was %s"
                .formatted(field.after().asText(), field.before().asText()),
            "Export the samples that are needed first.");
      }
    }
  }

  private static void removed(ManifestObject gone, RiskNotes notes) {
    if (gone.id().isA("PersistentVolumeClaim")) {
      notes.add(
          Risk.LOSES_DATA,
          "claim-removed",
          gone.id(),
          "its data is deleted with it, unless its StorageClass retains volumes",
          "Apply does not delete it, but pruning does. Copy the data that is needed first.");
    }
    if (gone.id().isA("StatefulSet") && !gone.at("/spec/volumeClaimTemplates").isEmpty()) {
      notes.add(
          Risk.LOSES_DATA,
          "claims-left",
          gone.id(),
          "its claims are not deleted, and its replacement starts empty",
          "List them: kubectl get persistentvolumeclaim --namespace " + gone.id().namespace());
    }
  }

  private static boolean grows(FieldChange storage) {
    BigDecimal before =
        Amounts.quantity(storage.before()).map(Quantity::amount).orElse(BigDecimal.ZERO);
    BigDecimal after =
        Amounts.quantity(storage.after()).map(Quantity::amount).orElse(BigDecimal.ZERO);
    return after.compareTo(before) > 0;
  }

  private static String claimName(JsonNode before) {
    JsonNode name = before.at("/persistentVolumeClaim/claimName");
    return name.isTextual() ? name.asText() : before.path("claimName").asText(before.asText());
  }

  private static long seconds(JsonNode duration) {
    Matcher parts = RETENTION.matcher(duration.asText());
    return parts.matches()
        ? Long.parseLong(parts.group(1)) * SECONDS.getOrDefault(parts.group(2), 0L)
        : 0;
  }
}
