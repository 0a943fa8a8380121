package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The objects of one application, in the order in which Argo CD applies them. */
public record Application(String name, List<JsonNode> objects) {
  /**
   * Argo CD's order of kinds; custom resources come after all of them.
   *
   * @see <a
   *     href="https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_tasks.go">
   *     gitops-engine</a>
   */
  private static final List<String> KINDS =
      List.of(
          "Namespace",
          "NetworkPolicy",
          "ResourceQuota",
          "LimitRange",
          "PodDisruptionBudget",
          "ServiceAccount",
          "Secret",
          "ConfigMap",
          "StorageClass",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "Service",
          "DaemonSet",
          "Pod",
          "ReplicaSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "StatefulSet",
          "Job",
          "CronJob",
          "Ingress",
          "APIService");

  public Application {
    objects = List.copyOf(objects);
  }

  public static Application of(String name, String yaml) {
    List<JsonNode> objects = new ArrayList<>(Yaml.documents(yaml));
    objects.sort(
        Comparator.<JsonNode>comparingInt(object -> order(object.path("kind").asText()))
            .thenComparing(object -> object.at("/metadata/name").asText()));
    return new Application(name, objects);
  }

  /** Applies every object; existing objects are changed to match. */
  public void applyTo(ControlPlane controlPlane) {
    objects.forEach(object -> controlPlane.api().apply(object));
  }

  public List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  /** The dashboard in its ConfigMap for Grafana. */
  public JsonNode dashboard() {
    return ofKind("ConfigMap").stream()
        .filter(object -> object.at("/metadata/labels").has("grafana_dashboard"))
        .map(object -> Yaml.parse(object.get("data").iterator().next().asText()))
        .findFirst()
        .orElseThrow();
  }

  public static String title(JsonNode object) {
    String namespace = object.at("/metadata/namespace").asText();
    return object.path("kind").asText()
        + " "
        + (namespace.isEmpty() ? "" : namespace + "/")
        + object.at("/metadata/name").asText();
  }

  private static int order(String kind) {
    int index = KINDS.indexOf(kind);
    return index < 0 ? KINDS.size() : index;
  }
}
