package io.github.cdk8sovms.kubernetes.internal;

import java.util.List;
import org.cdk8s.plus34.k8s.KubeClusterRole;
import org.cdk8s.plus34.k8s.KubeClusterRoleBinding;
import org.cdk8s.plus34.k8s.KubeClusterRoleBindingProps;
import org.cdk8s.plus34.k8s.KubeClusterRoleProps;
import org.cdk8s.plus34.k8s.KubeRole;
import org.cdk8s.plus34.k8s.KubeRoleBinding;
import org.cdk8s.plus34.k8s.KubeRoleBindingProps;
import org.cdk8s.plus34.k8s.KubeRoleProps;
import org.cdk8s.plus34.k8s.PolicyRule;
import org.cdk8s.plus34.k8s.RoleRef;
import org.cdk8s.plus34.k8s.Subject;

/** The RBAC roles and bindings for the service accounts of one construct. */
record Roles(Metadata metadata) {
  private static final String API_GROUP = "rbac.authorization.k8s.io";
  private static final String ROLE = "Role";
  private static final String CLUSTER_ROLE = "ClusterRole";

  ObjectRef<KubeRole> role(String id, String name, String namespace, List<PolicyRule> rules) {
    return definitions()
        .add(
            id,
            KubeRole.class,
            KubeRoleProps.builder()
                .metadata(metadata.in(namespace, ROLE, name))
                .rules(rules)
                .build());
  }

  ObjectRef<KubeRoleBinding> roleBinding(
      String id, String name, String namespace, String role, String serviceAccount) {
    return definitions()
        .add(
            id,
            KubeRoleBinding.class,
            KubeRoleBindingProps.builder()
                .metadata(metadata.in(namespace, "RoleBinding", name))
                .roleRef(reference(ROLE, role))
                .subjects(List.of(subject(serviceAccount)))
                .build());
  }

  ObjectRef<KubeClusterRole> clusterRole(String id, String name, List<PolicyRule> rules) {
    return definitions()
        .addClusterWide(
            id,
            KubeClusterRole.class,
            KubeClusterRoleProps.builder()
                .metadata(metadata.clusterScoped(CLUSTER_ROLE, name))
                .rules(rules)
                .build());
  }

  ObjectRef<KubeClusterRoleBinding> clusterRoleBinding(
      String id, String name, String clusterRole, String serviceAccount) {
    return definitions()
        .addClusterWide(
            id,
            KubeClusterRoleBinding.class,
            KubeClusterRoleBindingProps.builder()
                .metadata(metadata.clusterScoped("ClusterRoleBinding", name))
                .roleRef(reference(CLUSTER_ROLE, clusterRole))
                .subjects(List.of(subject(serviceAccount)))
                .build());
  }

  private Definitions definitions() {
    return metadata.definitions();
  }

  private static RoleRef reference(String kind, String name) {
    return RoleRef.builder().apiGroup(API_GROUP).kind(kind).name(name).build();
  }

  /**
   * Returns a service account of the construct's namespace, also for a role in another namespace.
   */
  private Subject subject(String serviceAccount) {
    return Subject.builder()
        .kind("ServiceAccount")
        .name(serviceAccount)
        .namespace(metadata.identity().namespace())
        .build();
  }
}
