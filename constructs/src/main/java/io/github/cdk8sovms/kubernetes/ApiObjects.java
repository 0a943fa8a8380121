package io.github.cdk8sovms.kubernetes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.JsonPatch;
import org.cdk8s.plus34.k8s.ApiServiceSpec;
import org.cdk8s.plus34.k8s.DeploymentSpec;
import org.cdk8s.plus34.k8s.HorizontalPodAutoscalerSpecV2;
import org.cdk8s.plus34.k8s.KubeApiService;
import org.cdk8s.plus34.k8s.KubeApiServiceProps;
import org.cdk8s.plus34.k8s.KubeClusterRole;
import org.cdk8s.plus34.k8s.KubeClusterRoleBinding;
import org.cdk8s.plus34.k8s.KubeClusterRoleBindingProps;
import org.cdk8s.plus34.k8s.KubeClusterRoleProps;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeConfigMapProps;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.KubeDeploymentProps;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2Props;
import org.cdk8s.plus34.k8s.KubeNamespace;
import org.cdk8s.plus34.k8s.KubeNamespaceProps;
import org.cdk8s.plus34.k8s.KubePodDisruptionBudget;
import org.cdk8s.plus34.k8s.KubePodDisruptionBudgetProps;
import org.cdk8s.plus34.k8s.KubeRole;
import org.cdk8s.plus34.k8s.KubeRoleBinding;
import org.cdk8s.plus34.k8s.KubeRoleBindingProps;
import org.cdk8s.plus34.k8s.KubeRoleProps;
import org.cdk8s.plus34.k8s.KubeService;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import org.cdk8s.plus34.k8s.KubeServiceAccountProps;
import org.cdk8s.plus34.k8s.KubeServiceProps;
import org.cdk8s.plus34.k8s.KubeStatefulSet;
import org.cdk8s.plus34.k8s.KubeStatefulSetProps;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.cdk8s.plus34.k8s.PodDisruptionBudgetSpec;
import org.cdk8s.plus34.k8s.PolicyRule;
import org.cdk8s.plus34.k8s.RoleRef;
import org.cdk8s.plus34.k8s.ServiceSpec;
import org.cdk8s.plus34.k8s.StatefulSetSpec;
import org.cdk8s.plus34.k8s.Subject;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Creates the API objects of one construct. Every object of this library is made here, each in one
 * call to Node, with a name, a namespace where its kind has one, and the construct's labels.
 *
 * <p>The first argument of each method is the id in the construct tree; {@code Default} marks the
 * main object.
 */
public final class ApiObjects {
  /** The id of a construct's main object, which {@code ApiObject.of(construct)} finds. */
  public static final String MAIN = "Default";

  private static final String RBAC_GROUP = "rbac.authorization.k8s.io";

  private final Construct owner;
  private final ChartObjects chart;
  private final Identity identity;

  private ApiObjects(Construct owner, ChartObjects chart, Identity identity) {
    this.owner = owner;
    this.chart = chart;
    this.identity = identity;
  }

  static ApiObjects of(Construct owner, Construct scope, Identity identity) {
    return new ApiObjects(owner, ChartObjects.of(scope).orElseThrow(), identity);
  }

  /** A creator for the same construct's objects in another namespace. */
  public ApiObjects inNamespace(String namespace) {
    return new ApiObjects(
        owner,
        chart,
        new Identity(identity.name(), namespace, identity.labels(), identity.annotations()));
  }

  /** Notes an object that an operator will make, so that nothing else takes its name. */
  public void reserve(String kind, String name) {
    chart.claim(owner, kind, identity.namespace(), name);
  }

  /** A namespace. */
  public KubeNamespace namespace(String id, String name) {
    return clusterWide(
        new KubeNamespace(
            owner,
            id,
            KubeNamespaceProps.builder().metadata(clusterScoped("Namespace", name)).build()));
  }

  /**
   * A service account.
   *
   * @param mountToken whether pods get its token unless they say otherwise
   */
  public KubeServiceAccount serviceAccount(String id, String name, boolean mountToken) {
    return new KubeServiceAccount(
        owner,
        id,
        KubeServiceAccountProps.builder()
            .metadata(namespaced("ServiceAccount", name))
            .automountServiceAccountToken(mountToken)
            .build());
  }

  /** A configuration map. */
  public KubeConfigMap configMap(String id, String name, Map<String, String> data) {
    return new KubeConfigMap(
        owner,
        id,
        KubeConfigMapProps.builder().metadata(namespaced("ConfigMap", name)).data(data).build());
  }

  /** A deployment. */
  public KubeDeployment deployment(String id, String name, DeploymentSpec spec) {
    return new KubeDeployment(
        owner,
        id,
        KubeDeploymentProps.builder().metadata(namespaced("Deployment", name)).spec(spec).build());
  }

  /** A stateful set. */
  public KubeStatefulSet statefulSet(String id, String name, StatefulSetSpec spec) {
    return new KubeStatefulSet(
        owner,
        id,
        KubeStatefulSetProps.builder()
            .metadata(namespaced("StatefulSet", name))
            .spec(spec)
            .build());
  }

  /** A service. */
  public KubeService service(String id, String name, ServiceSpec spec) {
    return new KubeService(
        owner,
        id,
        KubeServiceProps.builder().metadata(namespaced("Service", name)).spec(spec).build());
  }

  /** A disruption budget. */
  public KubePodDisruptionBudget disruptionBudget(
      String id, String name, PodDisruptionBudgetSpec spec) {
    return new KubePodDisruptionBudget(
        owner,
        id,
        KubePodDisruptionBudgetProps.builder()
            .metadata(namespaced("PodDisruptionBudget", name))
            .spec(spec)
            .build());
  }

  /** An autoscaler. */
  public KubeHorizontalPodAutoscalerV2 autoscaler(
      String id, String name, HorizontalPodAutoscalerSpecV2 spec) {
    return new KubeHorizontalPodAutoscalerV2(
        owner,
        id,
        KubeHorizontalPodAutoscalerV2Props.builder()
            .metadata(namespaced("HorizontalPodAutoscaler", name))
            .spec(spec)
            .build());
  }

  /** A role in a namespace that may be another than the construct's. */
  public KubeRole role(String id, String name, String namespace, List<PolicyRule> rules) {
    return new KubeRole(
        owner,
        id,
        KubeRoleProps.builder().metadata(metadata("Role", namespace, name)).rules(rules).build());
  }

  /** Gives a role of a namespace to a service account of the construct's namespace. */
  public KubeRoleBinding roleBinding(
      String id, String name, String namespace, String role, String serviceAccount) {
    return new KubeRoleBinding(
        owner,
        id,
        KubeRoleBindingProps.builder()
            .metadata(metadata("RoleBinding", namespace, name))
            .roleRef(roleRef("Role", role))
            .subjects(List.of(subject(serviceAccount)))
            .build());
  }

  /** A role for the whole cluster. */
  public KubeClusterRole clusterRole(String id, String name, List<PolicyRule> rules) {
    return clusterWide(
        new KubeClusterRole(
            owner,
            id,
            KubeClusterRoleProps.builder()
                .metadata(clusterScoped("ClusterRole", name))
                .rules(rules)
                .build()));
  }

  /** Gives a cluster role to a service account of the construct's namespace. */
  public KubeClusterRoleBinding clusterRoleBinding(
      String id, String name, String clusterRole, String serviceAccount) {
    return clusterWide(
        new KubeClusterRoleBinding(
            owner,
            id,
            KubeClusterRoleBindingProps.builder()
                .metadata(clusterScoped("ClusterRoleBinding", name))
                .roleRef(roleRef("ClusterRole", clusterRole))
                .subjects(List.of(subject(serviceAccount)))
                .build()));
  }

  /** Registers an extension API server. */
  public KubeApiService apiService(String id, String name, ApiServiceSpec spec) {
    return clusterWide(
        new KubeApiService(
            owner,
            id,
            KubeApiServiceProps.builder()
                .metadata(clusterScoped("APIService", name))
                .spec(spec)
                .build()));
  }

  /**
   * An object of a custom kind.
   *
   * @param labels added to the construct's, for operators that select by label
   * @param spec YAML-shaped data, emitted in its own order
   */
  public ApiObject customResource(
      String id,
      ResourceType type,
      String name,
      Map<String, String> labels,
      Map<String, Object> spec) {
    chart.claim(owner, type.kind(), identity.namespace(), name);
    ApiObject object =
        new ApiObject(
            owner,
            id,
            ApiObjectProps.builder()
                .apiVersion(type.apiVersion())
                .kind(type.kind())
                .metadata(
                    ApiObjectMetadata.builder()
                        .name(name)
                        .namespace(identity.namespace())
                        .labels(joined(identity.labels().all(), labels))
                        .annotations(orNull(identity.annotations()))
                        .build())
                .build());
    object.addJsonPatch(JsonPatch.add("/spec", spec));
    return object;
  }

  private ObjectMeta namespaced(String kind, String name) {
    return metadata(kind, identity.namespace(), name);
  }

  private ObjectMeta clusterScoped(String kind, String name) {
    return metadata(kind, null, name);
  }

  /** cdk8s writes the chart's namespace into every object, also where Kubernetes has none. */
  private <T extends ApiObject> T clusterWide(T object) {
    if (chart.namespace().isPresent()) {
      object.addJsonPatch(JsonPatch.remove("/metadata/namespace"));
    }
    return object;
  }

  private ObjectMeta metadata(String kind, @Nullable String namespace, String name) {
    chart.claim(owner, kind, namespace, name);
    return ObjectMeta.builder()
        .name(name)
        .namespace(namespace)
        .labels(identity.labels().all())
        .annotations(orNull(identity.annotations()))
        .build();
  }

  private Subject subject(String serviceAccount) {
    return Subject.builder()
        .kind("ServiceAccount")
        .name(serviceAccount)
        .namespace(identity.namespace())
        .build();
  }

  private static RoleRef roleRef(String kind, String name) {
    return RoleRef.builder().apiGroup(RBAC_GROUP).kind(kind).name(name).build();
  }

  private static Map<String, String> joined(Map<String, String> one, Map<String, String> other) {
    Map<String, String> joined = new LinkedHashMap<>(one);
    joined.putAll(other);
    return Collections.unmodifiableMap(joined);
  }

  private static @Nullable Map<String, String> orNull(Map<String, String> annotations) {
    return annotations.isEmpty() ? null : annotations;
  }
}
