package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.util.List;
import java.util.Optional;

/** Objects that change the number of pods of another: autoscalers of Kubernetes and of KEDA. */
enum Scalers {
  HORIZONTAL_POD_AUTOSCALER("HorizontalPodAutoscaler", "minReplicas", "maxReplicas"),
  SCALED_OBJECT("ScaledObject", "minReplicaCount", "maxReplicaCount");

  private final String kind;
  private final String least;
  private final String most;

  Scalers(String kind, String least, String most) {
    this.kind = kind;
    this.least = least;
    this.most = most;
  }

  static Optional<Scalers> of(ManifestObject object) {
    return List.of(values()).stream().filter(each -> object.id().isA(each.kind)).findFirst();
  }

  /** Whether one of the objects scales the workload. */
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

  /** What is scaled. KEDA's kind of target is Deployment unless said otherwise. */
  static String target(ManifestObject scaler) {
    return scaler.id().namespace()
        + "/"
        + scaler.at("/spec/scaleTargetRef/kind").asText("Deployment")
        + "/"
        + scaler.at("/spec/scaleTargetRef/name").asText();
  }

  /** The field with the fewest pods. */
  String least() {
    return least;
  }

  /** The field with the most pods. */
  String most() {
    return most;
  }
}
