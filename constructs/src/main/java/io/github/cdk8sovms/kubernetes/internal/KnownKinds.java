package io.github.cdk8sovms.kubernetes.internal;

import java.util.HashMap;
import java.util.Map;

/** Kind and apiVersion of the typed objects that this library emits. */
final class KnownKinds {
  private static final String RBAC = "rbac.authorization.k8s.io/v1";
  private static final Map<String, String> API_VERSIONS = new HashMap<>();

  static {
    API_VERSIONS.put("APIService", "apiregistration.k8s.io/v1");
    API_VERSIONS.put("ClusterRole", RBAC);
    API_VERSIONS.put("ClusterRoleBinding", RBAC);
    API_VERSIONS.put("ConfigMap", "v1");
    API_VERSIONS.put("DaemonSet", "apps/v1");
    API_VERSIONS.put("Deployment", "apps/v1");
    API_VERSIONS.put("HorizontalPodAutoscaler", "autoscaling/v2");
    API_VERSIONS.put("Ingress", "networking.k8s.io/v1");
    API_VERSIONS.put("Job", "batch/v1");
    API_VERSIONS.put("Namespace", "v1");
    API_VERSIONS.put("NetworkPolicy", "networking.k8s.io/v1");
    API_VERSIONS.put("PersistentVolumeClaim", "v1");
    API_VERSIONS.put("PodDisruptionBudget", "policy/v1");
    API_VERSIONS.put("PriorityClass", "scheduling.k8s.io/v1");
    API_VERSIONS.put("Role", RBAC);
    API_VERSIONS.put("RoleBinding", RBAC);
    API_VERSIONS.put("Service", "v1");
    API_VERSIONS.put("ServiceAccount", "v1");
    API_VERSIONS.put("StatefulSet", "apps/v1");
  }

  private KnownKinds() {}

  /** The kind of a type of cdk8s-plus, such as {@code KubeHorizontalPodAutoscalerV2}. */
  static String kindOf(String type) {
    String kind = type.replaceFirst("^Kube", "").replaceFirst("V2$", "");
    return kind.equals("ApiService") ? "APIService" : kind;
  }

  static String apiVersionOf(String kind) {
    String apiVersion = API_VERSIONS.get(kind);
    if (apiVersion == null) {
      throw new IllegalStateException("no apiVersion of " + kind);
    }
    return apiVersion;
  }

  static boolean isBuiltIn(String apiVersion, String kind) {
    return apiVersion.equals(API_VERSIONS.get(kind));
  }
}
