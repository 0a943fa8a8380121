package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Addresses that clients use, and connections that are blocked. */
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
            "connections that it allowed are blocked",
            "Check which clients use them; a network plugin that enforces policies blocks them"
                + " immediately.");
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
            "its name and address stop working once it is deleted",
            "Check first that it has no clients.");
      } else if (gone.id().isA("NetworkPolicy") && isClosed(comparison.after(), gone)) {
        notes.add(
            Risk.BREAKS,
            "policy-removed",
            gone.id(),
            "connections that it allowed are blocked by the default-deny policy of its namespace",
            "Check that another policy allows the connections that are needed.");
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
            "the pods that it selects can use only connections that policies allow",
            "Check for clients of these pods that the manifests do not contain.");
      }
    }
  }

  private static void service(ObjectChange change, RiskNotes notes) {
    if (change.in("spec", "clusterIP").isPresent()) {
      notes.add(
          Risk.BREAKS,
          "service-address",
          change.id(),
          "clusterIP is immutable; the API server rejects the change",
          "Use another name; or accept an outage: kubectl delete "
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
          "a port that clients may use is removed",
          "Keep the old port next to the new one until it has no clients.");
    }
    if (change.in("spec", "selector").isPresent()) {
      notes.add(
          Risk.BREAKS,
          "service-selector",
          change.id(),
          "it selects other pods, or none until there are pods with these labels",
          "Check that pods have them: kubectl get endpointslice --namespace "
              + change.id().namespace());
    }
  }

  /**
   * Returns whether less is allowed: a rule, peer or port is removed or changed, or a restriction
   * is new.
   */
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

  /** Returns whether another policy selects all pods of the namespace, for each direction. */
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
