package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.List;
import java.util.Optional;

/** Objects that scale a workload: autoscalers of Kubernetes and of KEDA. */
enum Scalers {
  HORIZONTAL_POD_AUTOSCALER("HorizontalPodAutoscaler", "minReplicas", "maxReplicas"),
  SCALED_OBJECT("ScaledObject", "minReplicaCount", "maxReplicaCount");

  private final String kind;
  private final String min;
  private final String max;

  Scalers(String kind, String min, String max) {
    this.kind = kind;
    this.min = min;
    this.max = max;
  }

  static Optional<Scalers> of(ManifestObject object) {
    return List.of(values()).stream().filter(each -> object.id().isA(each.kind)).findFirst();
  }

  /** Returns whether one of the objects scales the workload. */
  static boolean scale(List<ManifestObject> objects, ManifestObject workload) {
    return objects.stream()
        .filter(object -> of(object).isPresent())
        .anyMatch(
            object ->
                target(object)
                    .equals(
                        workload.id().namespace()
                            + "/"
                            + workload.id().kind()
                            + "/"
                            + workload.id().name()));
  }

  /** Returns the scale target. KEDA's default kind is Deployment. */
  static String target(ManifestObject scaler) {
    return scaler.id().namespace()
        + "/"
        + scaler.at("/spec/scaleTargetRef/kind").asText("Deployment")
        + "/"
        + scaler.at("/spec/scaleTargetRef/name").asText();
  }

  /** Returns the name of the field with the minimum of replicas. */
  String min() {
    return min;
  }

  /** Returns the name of the field with the maximum of replicas. */
  String max() {
    return max;
  }
}
