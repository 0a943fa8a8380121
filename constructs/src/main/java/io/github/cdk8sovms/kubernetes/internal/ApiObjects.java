package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.Component;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.ApiServiceSpec;
import org.cdk8s.plus34.k8s.DaemonSetSpec;
import org.cdk8s.plus34.k8s.DeploymentSpec;
import org.cdk8s.plus34.k8s.HorizontalPodAutoscalerSpecV2;
import org.cdk8s.plus34.k8s.IngressSpec;
import org.cdk8s.plus34.k8s.JobSpec;
import org.cdk8s.plus34.k8s.KubeApiService;
import org.cdk8s.plus34.k8s.KubeApiServiceProps;
import org.cdk8s.plus34.k8s.KubeClusterRole;
import org.cdk8s.plus34.k8s.KubeClusterRoleBinding;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeConfigMapProps;
import org.cdk8s.plus34.k8s.KubeDaemonSet;
import org.cdk8s.plus34.k8s.KubeDaemonSetProps;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.KubeDeploymentProps;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2Props;
import org.cdk8s.plus34.k8s.KubeIngress;
import org.cdk8s.plus34.k8s.KubeIngressProps;
import org.cdk8s.plus34.k8s.KubeJob;
import org.cdk8s.plus34.k8s.KubeJobProps;
import org.cdk8s.plus34.k8s.KubeNamespace;
import org.cdk8s.plus34.k8s.KubeNamespaceProps;
import org.cdk8s.plus34.k8s.KubeNetworkPolicy;
import org.cdk8s.plus34.k8s.KubeNetworkPolicyProps;
import org.cdk8s.plus34.k8s.KubePersistentVolumeClaim;
import org.cdk8s.plus34.k8s.KubePersistentVolumeClaimProps;
import org.cdk8s.plus34.k8s.KubePodDisruptionBudget;
import org.cdk8s.plus34.k8s.KubePodDisruptionBudgetProps;
import org.cdk8s.plus34.k8s.KubePriorityClass;
import org.cdk8s.plus34.k8s.KubePriorityClassProps;
import org.cdk8s.plus34.k8s.KubeRole;
import org.cdk8s.plus34.k8s.KubeRoleBinding;
import org.cdk8s.plus34.k8s.KubeService;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import org.cdk8s.plus34.k8s.KubeServiceAccountProps;
import org.cdk8s.plus34.k8s.KubeServiceProps;
import org.cdk8s.plus34.k8s.KubeStatefulSet;
import org.cdk8s.plus34.k8s.KubeStatefulSetProps;
import org.cdk8s.plus34.k8s.NetworkPolicySpec;
import org.cdk8s.plus34.k8s.ObjectReference;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimSpec;
import org.cdk8s.plus34.k8s.PodDisruptionBudgetSpec;
import org.cdk8s.plus34.k8s.PolicyRule;
import org.cdk8s.plus34.k8s.ServiceSpec;
import org.cdk8s.plus34.k8s.StatefulSetSpec;
import software.constructs.Construct;

/**
 * Collects the API objects of one construct, which are created in a single call to Node: see {@link
 * Component}. All objects of this library are defined here, with a name, a namespace if namespaced,
 * and the construct's labels.
 *
 * <p>The first argument of each method is the id in the construct tree; {@code Default} marks the
 * main object.
 */
public final class ApiObjects {
  /** The id of a construct's main object, as returned by {@code ApiObject.of(construct)}. */
  public static final String MAIN = "Default";

  private final Identity identity;
  private final Definitions definitions;
  private final PodSettings pods;
  private final Metadata metadata;

  private ApiObjects(Identity identity, Definitions definitions, PodSettings pods) {
    this.identity = identity;
    this.definitions = definitions;
    this.pods = pods;
    this.metadata = new Metadata(identity, definitions);
  }

  static ApiObjects of(Construct scope, Identity identity, ImageMirror pulling, PodSettings pods) {
    return new ApiObjects(
        identity, new Definitions(ChartObjects.of(scope).orElseThrow(), pulling, pods), pods);
  }

  /** Returns the same collection, for objects in another namespace. */
  public ApiObjects inNamespace(String namespace) {
    return new ApiObjects(identity.inNamespace(namespace), definitions, pods);
  }

  /** Returns the same collection, for objects with additional labels and annotations. */
  public ApiObjects with(Map<String, String> labels, Map<String, String> annotations) {
    return new ApiObjects(identity.with(labels, annotations), definitions, pods);
  }

  /**
   * Returns the same collection, for objects of another owner, which keep their labels and
   * annotations.
   */
  public ApiObjects ofOther(Map<String, String> labels, Map<String, String> annotations) {
    return new ApiObjects(
        new Identity(
            identity.name(),
            identity.namespace(),
            new Labels(identity.labels().selector(), labels),
            annotations),
        definitions,
        pods);
  }

  /** Reserves the name of an object that an operator will create. */
  public void reserve(String kind, String name) {
    definitions.name(kind, identity.namespace(), name);
  }

  /**
   * Adds a namespace.
   *
   * @param labels its labels, overridden by those of the construct
   */
  public ObjectRef<KubeNamespace> namespace(String id, String name, Map<String, String> labels) {
    return definitions.addClusterWide(
        id,
        KubeNamespace.class,
        KubeNamespaceProps.builder().metadata(metadata.ofNamespace(name, labels)).build());
  }

  /**
   * The service account of the pods; empty if they use an existing one.
   *
   * @param mountToken whether pods get its token by default
   * @param annotations added to those that the user gave
   */
  public Optional<ObjectRef<KubeServiceAccount>> serviceAccount(
      boolean mountToken, Map<String, String> annotations) {
    return serviceAccount(mountToken, annotations, List.of());
  }

  /**
   * The same, with Secrets for controllers that look for credentials there.
   *
   * @param secrets their names
   */
  public Optional<ObjectRef<KubeServiceAccount>> serviceAccount(
      boolean mountToken, Map<String, String> annotations, List<String> secrets) {
    if (pods.serviceAccount().isPresent()) {
      return Optional.empty();
    }
    Map<String, String> all = new LinkedHashMap<>(annotations);
    all.putAll(pods.serviceAccountAnnotations());
    return Optional.of(
        definitions.add(
            "ServiceAccount",
            KubeServiceAccount.class,
            KubeServiceAccountProps.builder()
                .metadata(
                    with(Map.of(), all).metadata.namespaced("ServiceAccount", identity.name()))
                .automountServiceAccountToken(mountToken)
                .secrets(
                    secrets.isEmpty()
                        ? null
                        : secrets.stream()
                            .map(secret -> ObjectReference.builder().name(secret).build())
                            .toList())
                .build()));
  }

  /** The same, without further annotations. */
  public Optional<ObjectRef<KubeServiceAccount>> serviceAccount(boolean mountToken) {
    return serviceAccount(mountToken, Map.of());
  }

  /** Adds a ConfigMap. */
  public ObjectRef<KubeConfigMap> configMap(String id, String name, Map<String, String> data) {
    return definitions.add(
        id,
        KubeConfigMap.class,
        KubeConfigMapProps.builder()
            .metadata(metadata.namespaced("ConfigMap", name))
            .data(data)
            .build());
  }

  /**
   * Adds a ConfigMap that also has files that are not text.
   *
   * @param binaryData their content in base64, by key
   */
  public ObjectRef<KubeConfigMap> configMap(
      String id, String name, Map<String, String> data, Map<String, String> binaryData) {
    return definitions.add(
        id,
        KubeConfigMap.class,
        KubeConfigMapProps.builder()
            .metadata(metadata.namespaced("ConfigMap", name))
            .data(data)
            .binaryData(binaryData.isEmpty() ? null : binaryData)
            .build());
  }

  /** Adds a Deployment. */
  public ObjectRef<KubeDeployment> deployment(String id, String name, DeploymentSpec spec) {
    return definitions.add(
        id,
        KubeDeployment.class,
        KubeDeploymentProps.builder()
            .metadata(metadata.namespaced("Deployment", name))
            .spec(spec)
            .build());
  }

  /** Adds a DaemonSet. */
  public ObjectRef<KubeDaemonSet> daemonSet(String id, String name, DaemonSetSpec spec) {
    return definitions.add(
        id,
        KubeDaemonSet.class,
        KubeDaemonSetProps.builder()
            .metadata(metadata.namespaced("DaemonSet", name))
            .spec(spec)
            .build());
  }

  /** Adds a StatefulSet. */
  public ObjectRef<KubeStatefulSet> statefulSet(String id, String name, StatefulSetSpec spec) {
    return definitions.add(
        id,
        KubeStatefulSet.class,
        KubeStatefulSetProps.builder()
            .metadata(metadata.namespaced("StatefulSet", name))
            .spec(spec)
            .build());
  }

  /** Adds a PersistentVolumeClaim. */
  public ObjectRef<KubePersistentVolumeClaim> volumeClaim(
      String id, String name, PersistentVolumeClaimSpec spec) {
    return definitions.add(
        id,
        KubePersistentVolumeClaim.class,
        KubePersistentVolumeClaimProps.builder()
            .metadata(metadata.namespaced("PersistentVolumeClaim", name))
            .spec(spec)
            .build());
  }

  /** Adds a Job. */
  public ObjectRef<KubeJob> job(String id, String name, JobSpec spec) {
    return definitions.add(
        id,
        KubeJob.class,
        KubeJobProps.builder().metadata(metadata.namespaced("Job", name)).spec(spec).build());
  }

  /**
   * Adds a Job with a pod that is a copy of another one.
   *
   * @param spec as emitted; values may be structs of cdk8s-plus
   */
  public ObjectRef<KubeJob> job(String id, String name, Map<String, Object> spec) {
    Map<String, Object> props = new LinkedHashMap<>();
    props.put("metadata", metadata.namespaced("Job", name));
    props.put("spec", spec);
    return definitions.add(id, KubeJob.class, props);
  }

  /** Adds a Service. */
  public ObjectRef<KubeService> service(String id, String name, ServiceSpec spec) {
    return definitions.add(
        id,
        KubeService.class,
        KubeServiceProps.builder()
            .metadata(metadata.namespaced("Service", name))
            .spec(spec)
            .build());
  }

  /** Adds a PodDisruptionBudget. */
  public ObjectRef<KubePodDisruptionBudget> disruptionBudget(
      String id, String name, PodDisruptionBudgetSpec spec) {
    return definitions.add(
        id,
        KubePodDisruptionBudget.class,
        KubePodDisruptionBudgetProps.builder()
            .metadata(metadata.namespaced("PodDisruptionBudget", name))
            .spec(spec)
            .build());
  }

  /** Adds a NetworkPolicy. */
  public ObjectRef<KubeNetworkPolicy> networkPolicy(
      String id, String name, NetworkPolicySpec spec) {
    return definitions.add(
        id,
        KubeNetworkPolicy.class,
        KubeNetworkPolicyProps.builder()
            .metadata(metadata.namespaced("NetworkPolicy", name))
            .spec(spec)
            .build());
  }

  /** Adds a PriorityClass whose pods never preempt others. */
  public ObjectRef<KubePriorityClass> priorityClass(
      String id, String name, int value, String description) {
    return definitions.addClusterWide(
        id,
        KubePriorityClass.class,
        KubePriorityClassProps.builder()
            .metadata(metadata.clusterScoped("PriorityClass", name))
            .value(value)
            .preemptionPolicy("Never")
            .globalDefault(false)
            .description(description)
            .build());
  }

  /** Adds an Ingress. */
  public ObjectRef<KubeIngress> ingress(String id, String name, IngressSpec spec) {
    return definitions.add(
        id,
        KubeIngress.class,
        KubeIngressProps.builder()
            .metadata(metadata.namespaced("Ingress", name))
            .spec(spec)
            .build());
  }

  /** Adds a HorizontalPodAutoscaler. */
  public ObjectRef<KubeHorizontalPodAutoscalerV2> autoscaler(
      String id, String name, HorizontalPodAutoscalerSpecV2 spec) {
    return definitions.add(
        id,
        KubeHorizontalPodAutoscalerV2.class,
        KubeHorizontalPodAutoscalerV2Props.builder()
            .metadata(metadata.namespaced("HorizontalPodAutoscaler", name))
            .spec(spec)
            .build());
  }

  /** Adds a Role, possibly in another namespace than the construct's. */
  public ObjectRef<KubeRole> role(
      String id, String name, String namespace, List<PolicyRule> rules) {
    return new Roles(metadata).role(id, name, namespace, rules);
  }

  /** Binds a Role to a service account of the construct's namespace. */
  public ObjectRef<KubeRoleBinding> roleBinding(
      String id, String name, String namespace, String role, String serviceAccount) {
    return new Roles(metadata).roleBinding(id, name, namespace, role, serviceAccount);
  }

  /** Adds a ClusterRole. */
  public ObjectRef<KubeClusterRole> clusterRole(String id, String name, List<PolicyRule> rules) {
    return new Roles(metadata).clusterRole(id, name, rules);
  }

  /** Binds a ClusterRole to a service account of the construct's namespace. */
  public ObjectRef<KubeClusterRoleBinding> clusterRoleBinding(
      String id, String name, String clusterRole, String serviceAccount) {
    return new Roles(metadata).clusterRoleBinding(id, name, clusterRole, serviceAccount);
  }

  /**
   * Registers an extension API server.
   *
   * @param annotations added to the construct's
   */
  public ObjectRef<KubeApiService> apiService(
      String id, String name, Map<String, String> annotations, ApiServiceSpec spec) {
    return definitions.addClusterWide(
        id,
        KubeApiService.class,
        KubeApiServiceProps.builder()
            .metadata(with(Map.of(), annotations).metadata.clusterScoped("APIService", name))
            .spec(spec)
            .build());
  }

  /**
   * Adds a custom resource.
   *
   * @param labels added to the construct's, for operators that select by label
   * @param spec the spec as a map, emitted in its order
   */
  public ObjectRef<ApiObject> customResource(
      String id,
      ResourceType type,
      String name,
      Map<String, String> labels,
      Map<String, Object> spec) {
    Map<String, Object> props = new LinkedHashMap<>();
    props.put("apiVersion", type.apiVersion());
    props.put("kind", type.kind());
    props.put("metadata", with(labels, Map.of()).metadata.custom(type.kind(), name));
    return definitions.addCustom(id, props, spec);
  }

  /** Returns the definitions so far. */
  public Definitions definitions() {
    return definitions;
  }
}
