package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Addresses that callers know, and connections that are closed. */
final class NetworkRisks {
  private static final Set<String> NARROWS_IF_NEW = Set.of("from", "to", "ports", "except");

  private NetworkRisks() {}

  static void note(Comparison comparison, RiskNotes notes) {
    for (ObjectChange change : comparison.changed()) {
      if (change.id().isA("Service")) {
        service(change, notes);
      } else if (change.id().isA("NetworkPolicy")
          && change.fields().stream().anyMatch(NetworkRisks::closes)) {
        notes.add(
            Risk.BREAKS,
            "policy-tightened",
            change.id(),
            "connections that it allowed are closed",
            "See who uses them; where the network plugin enforces policies it happens at once.");
      }
    }
    removed(comparison, notes);
    added(comparison, notes);
  }

  private static void removed(Comparison comparison, RiskNotes notes) {
    for (ManifestObject gone : comparison.removed()) {
      if (gone.id().isA("Service")) {
        notes.add(
            Risk.BREAKS,
            "service-removed",
            gone.id(),
            "its name and address answer nobody once it is deleted",
            "See who calls it first.");
      } else if (gone.id().isA("NetworkPolicy") && isClosed(comparison.after(), gone)) {
        notes.add(
            Risk.BREAKS,
            "policy-removed",
            gone.id(),
            "what it allowed is closed by the policy that denies the rest of its namespace",
            "See that another policy allows what is needed.");
      }
    }
  }

  private static void added(Comparison comparison, RiskNotes notes) {
    for (ManifestObject added : comparison.added()) {
      if (added.id().isA("NetworkPolicy") && !isClosed(comparison.before(), added)) {
        notes.add(
            Risk.BREAKS,
            "policy-added",
            added.id(),
            "the pods that it selects take and make no other connections than policies allow",
            "See who calls them, besides what the manifests say.");
      }
    }
  }

  private static void service(ObjectChange change, RiskNotes notes) {
    if (change.in("spec", "clusterIP").isPresent()) {
      notes.add(
          Risk.BREAKS,
          "service-address",
          change.id(),
          "with or without an address of its own cannot be changed; the API server refuses it",
          "Give it another name; or accept a gap: kubectl delete "
              + change.id().forKubectl()
              + ", then apply.");
    }
    boolean ports =
        change.fields().stream()
            .filter(field -> field.path().isIn("spec", "ports"))
            .anyMatch(
                field ->
                    field.path().last().matches("port|protocol|name")
                        || (field.isRemoved() && field.path().last().equals("ports")));
    if (ports) {
      notes.add(
          Risk.BREAKS,
          "service-port",
          change.id(),
          "a port that callers know is gone",
          "Keep the old port beside the new one until nobody calls it.");
    }
    if (change.in("spec", "selector").isPresent()) {
      notes.add(
          Risk.BREAKS,
          "service-selector",
          change.id(),
          "it leads to other pods, or to none until there are pods with these labels",
          "See that pods have them: kubectl get endpointslice --namespace "
              + change.id().namespace());
    }
  }

  /** Whether less is allowed: a rule, peer or port is gone or another, or a restriction is new. */
  private static boolean closes(FieldChange field) {
    if (!field.path().isIn("spec")) {
      return false;
    }
    boolean wholeList = !field.path().toString().endsWith("]");
    if (field.isAdded()) {
      return field.path().isIn("spec", "policyTypes")
          || (wholeList && NARROWS_IF_NEW.contains(field.path().last()));
    }
    if (field.isRemoved()) {
      return !field.path().isIn("spec", "policyTypes")
          && !(wholeList && NARROWS_IF_NEW.contains(field.path().last()));
    }
    return true;
  }

  /** Whether some other policy selects all pods of the namespace, for each direction. */
  private static boolean isClosed(List<ManifestObject> objects, ManifestObject policy) {
    return directions(policy.at("/spec/policyTypes"))
        .allMatch(
            direction ->
                objects.stream()
                    .filter(object -> object.id().isA("NetworkPolicy"))
                    .filter(object -> !object.id().equals(policy.id()))
                    .filter(object -> object.id().namespace().equals(policy.id().namespace()))
                    .filter(object -> object.at("/spec/podSelector").isEmpty())
                    .anyMatch(
                        object ->
                            directions(object.at("/spec/policyTypes"))
                                .anyMatch(direction::equals)));
  }

  private static Stream<String> directions(JsonNode types) {
    return types.isEmpty()
        ? Stream.of("Ingress")
        : Elements.of(types).stream().map(JsonNode::asText);
  }
}
