package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.List;

/** Objects that can have only one owner, and objects that are deleted with others in them. */
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
            "Check that the new one is ready and serves every metric of the old one: kubectl"
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
            "if another metrics server owns it in this cluster, it is replaced for all autoscalers",
            "Check its owner: kubectl get apiservice " + added.id().name());
      }
    }
    for (ManifestObject gone : comparison.removed()) {
      if (isOfMetrics(gone)) {
        notes.add(
            Risk.SCALES,
            "api-removed",
            gone.id(),
            "autoscalers that use it stop scaling; if its Service is deleted and the APIService is"
                + " not, the deletion of any namespace in the cluster hangs",
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
            "everything in it is deleted with it, including claims, Secrets and objects of others",
            "Apply does not delete it, but pruning does. Check first: kubectl get all,pvc,secret"
                + " --namespace "
                + gone.id().name());
      } else if (gone.id().isA("CustomResourceDefinition")) {
        notes.add(
            Risk.LOSES_DATA,
            "crd-removed",
            gone.id(),
            "all objects of its kind are deleted with it",
            "Delete it only if the kind is not used in the cluster.");
      }
    }
  }

  /**
   * Reports two autoscalers on one workload: the controller scales with neither, and KEDA's webhook
   * rejects the second. Renaming creates a second one, too, because apply does not delete the
   * first.
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
                      "while %s exists, both scale %s: it is rejected, or neither works"
                          .formatted(old.id(), Scalers.target(added)),
                      "Apply does not delete the old one. First run kubectl delete "
                          + old.id().forKubectl()));
    }
  }

  /** Returns whether KEDA takes over the autoscaler, configured by its name. */
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
