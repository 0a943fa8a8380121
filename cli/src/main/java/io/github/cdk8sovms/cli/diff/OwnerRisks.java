package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.List;

/** What can have one owner only, and what takes others with it when it goes. */
final class OwnerRisks {
  private static final String KEDA = "ScaledObject";
  private static final String TRANSFER = "scaledobject.keda.sh~1transfer-hpa-ownership";

  private OwnerRisks() {}

  static void note(Comparison comparison, RiskNotes notes) {
    apiServices(comparison, notes);
    namespaces(comparison, notes);
    twoAutoscalers(comparison, notes);
  }

  private static void apiServices(Comparison comparison, RiskNotes notes) {
    for (ObjectChange change : comparison.changed()) {
      if (change.id().isA("APIService") && change.in("spec", "service").isPresent()) {
        notes.add(
            Risk.BREAKS,
            "api-owner",
            change.id(),
            "the metrics of all autoscalers in the cluster then come from %s instead of %s"
                .formatted(service(change.after()), service(change.before())),
            "See that the new one is ready and serves every metric that the old one does: kubectl"
                + " get --raw /apis/"
                + change.after().at("/spec/group").asText());
      }
    }
    for (ManifestObject added : comparison.added()) {
      if (isOfMetrics(added)) {
        notes.add(
            Risk.BREAKS,
            "api-taken",
            added.id(),
            "if the cluster has an owner of it already, that one is replaced for all autoscalers",
            "See who has it: kubectl get apiservice " + added.id().name());
      }
    }
    for (ManifestObject gone : comparison.removed()) {
      if (isOfMetrics(gone)) {
        notes.add(
            Risk.SCALES,
            "api-removed",
            gone.id(),
            "autoscalers that read it keep the number of pods as it is; if its Service goes and it"
                + " stays, deleting any namespace of the cluster hangs",
            "Delete it before the adapter: kubectl delete " + gone.id().forKubectl());
      }
    }
  }

  private static void namespaces(Comparison comparison, RiskNotes notes) {
    for (ManifestObject gone : comparison.removed()) {
      if (gone.id().isA("Namespace")) {
        notes.add(
            Risk.LOSES_DATA,
            "namespace-removed",
            gone.id(),
            "everything in it is deleted with it, claims and Secrets too, also what is not from here",
            "Apply does not delete it, but pruning does. Look first: kubectl get all,pvc,secret"
                + " --namespace "
                + gone.id().name());
      } else if (gone.id().isA("CustomResourceDefinition")) {
        notes.add(
            Risk.LOSES_DATA,
            "crd-removed",
            gone.id(),
            "all objects of its kind are deleted with it",
            "Delete it only when nobody in the cluster uses the kind.");
      }
    }
  }

  /**
   * Of two on one workload the controller follows neither, and KEDA's webhook refuses the second. A
   * new name is a second one too, because apply leaves the first where it is.
   */
  private static void twoAutoscalers(Comparison comparison, RiskNotes notes) {
    for (ManifestObject added : comparison.added()) {
      if (Scalers.of(added).isEmpty()) {
        continue;
      }
      comparison.before().stream()
          .filter(object -> Scalers.of(object).isPresent())
          .filter(object -> Scalers.target(object).equals(Scalers.target(added)))
          .filter(object -> !isHandedOver(object, added))
          .forEach(
              old ->
                  notes.add(
                      Risk.BREAKS,
                      "two-autoscalers",
                      added.id(),
                      "while %s is there as well, both scale %s: it is refused, or neither works"
                          .formatted(old.id(), Scalers.target(added)),
                      "Apply does not delete the old one. Before, run kubectl delete "
                          + old.id().forKubectl()));
    }
  }

  /** KEDA takes over the autoscaler that it is told the name of. */
  private static boolean isHandedOver(ManifestObject old, ManifestObject scaler) {
    return scaler.id().isA(KEDA)
        && scaler.at("/metadata/annotations/" + TRANSFER).asText().equals("true")
        && scaler
            .at("/spec/advanced/horizontalPodAutoscalerConfig/name")
            .asText()
            .equals(old.id().name());
  }

  private static boolean isOfMetrics(ManifestObject object) {
    return object.id().isA("APIService")
        && List.of("custom.metrics.k8s.io", "external.metrics.k8s.io", "metrics.k8s.io")
            .contains(object.at("/spec/group").asText());
  }

  private static String service(ManifestObject apiService) {
    return apiService.at("/spec/service/namespace").asText()
        + "/"
        + apiService.at("/spec/service/name").asText();
  }
}
