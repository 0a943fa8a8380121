package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Options of every component: namespace, Kubernetes version, and, for those with pods, images,
 * network, mesh and pods.
 *
 * @param <B> the builder itself
 */
public abstract class ComponentBuilder<B extends ComponentBuilder<B>> extends ConstructBuilder<B> {
  /** Annotations that controllers, injectors and scrapers read on pods only. */
  private static final List<String> ANNOTATIONS_OF_PODS =
      List.of(
          "prometheus.io/",
          "linkerd.io/",
          "config.linkerd.io/",
          "sidecar.istio.io/",
          "traffic.sidecar.istio.io/",
          "proxy.istio.io/",
          "ambient.istio.io/",
          "consul.hashicorp.com/",
          "kuma.io/",
          "container.apparmor.security.beta.kubernetes.io/",
          "inject.istio.io/",
          "cluster-autoscaler.kubernetes.io/safe-to-evict",
          "karpenter.sh/do-not-disrupt",
          "descheduler.alpha.kubernetes.io/evict",
          "seccomp.security.alpha.kubernetes.io/",
          "kubernetes.io/ingress-bandwidth",
          "kubernetes.io/egress-bandwidth",
          "k8s.v1.cni.cncf.io/networks",
          "cni.projectcalico.org/",
          "gke-gcsfuse/",
          "iam.amazonaws.com/role",
          "instrumentation.opentelemetry.io/",
          "sidecar.opentelemetry.io/",
          "dapr.io/",
          "vault.hashicorp.com/",
          "ad.datadoghq.com/",
          "admission.datadoghq.com/",
          "co.elastic.logs/",
          "fluentbit.io/",
          "backup.velero.io/");

  private @Nullable String namespace;
  private @Nullable Mesh meshOfNamespace;
  private @Nullable Mesh mesh;
  private ImageMirror pulling = ImageMirror.AS_NAMED;
  private PodSettings pods = PodSettings.DEFAULT;
  private KubernetesVersion kubernetes = KubernetesVersion.OLDEST;
  private Set<String> ofPods = new LinkedHashSet<>();

  /** Starts a component below a chart or another construct. */
  protected ComponentBuilder(Construct scope, String id) {
    super(scope, id);
  }

  /** Puts all namespaced objects into a namespace. Default: the chart's, else {@code default}. */
  public B namespace(String existing) {
    this.namespace = given(existing, "namespace");
    this.meshOfNamespace = null;
    return self();
  }

  /** Puts all namespaced objects into a namespace that this program creates. */
  public B namespace(Namespace created) {
    namespace(given(created, "namespace").name());
    this.meshOfNamespace = created.mesh();
    return self();
  }

  /**
   * Sets the version of the oldest cluster, which enables newer features. Default: {@link
   * KubernetesVersion#OLDEST}, with which everything emitted works everywhere.
   */
  public B kubernetes(KubernetesVersion version) {
    this.kubernetes = given(version, "kubernetes");
    return self();
  }

  /**
   * Pulls all images, including those of init containers, from a mirror, which replaces the
   * registry in each name: {@code quay.io/prometheus/prometheus:v3} becomes {@code
   * <registry>/prometheus/prometheus:v3}. {@link Images#of} lists the images to mirror.
   *
   * @param mirror host, port and path, such as {@code "registry.example.com/mirror"}
   */
  public B registry(String mirror) {
    this.pulling = pulling.from(given(mirror, "registry"));
    return onPods("registry");
  }

  /** Adds a Secret in the component's namespace with credentials for the registry. */
  public B imagePullSecret(String secret) {
    this.pulling = pulling.with(given(secret, "imagePullSecret"));
    return onPods("imagePullSecret");
  }

  /** Sets when images are pulled. Default: {@link PullPolicy#ALWAYS}. */
  public B imagePullPolicy(PullPolicy policy) {
    this.pods = pods.withPullPolicy(given(policy, "imagePullPolicy"));
    return onPods("imagePullPolicy");
  }

  /**
   * Leaves user and group IDs of the pods to the platform. OpenShift assigns a range to each
   * namespace and rejects pods that set another ID. Pods still run as non-root.
   */
  public B platformUserIds() {
    this.pods = pods.withPlatformUserIds();
    return onPods("platformUserIds");
  }

  /**
   * Sets on which nodes the pods run, and with which priority. Default: any node, no toleration,
   * the cluster's default priority.
   */
  public B scheduling(Scheduling nodes) {
    this.pods = pods.withScheduling(given(nodes, "scheduling"));
    return onPods("scheduling");
  }

  /** Adds a label to the pods only. Labels that selectors use cannot be replaced. */
  public B podLabel(String key, String value) {
    this.pods =
        pods.withMetadata(
            pods.metadata()
                .label(given(key, "podLabel", "key"), given(value, "podLabel", "value")));
    return onPods("podLabel");
  }

  /** Adds an annotation to the pods only, for controllers that read it there. */
  public B podAnnotation(String key, String value) {
    this.pods =
        pods.withMetadata(
            pods.metadata()
                .annotation(
                    given(key, "podAnnotation", "key"), given(value, "podAnnotation", "value")));
    return onPods("podAnnotation");
  }

  /**
   * Runs the pods under an existing ServiceAccount of their namespace. Its roles are the owner's;
   * where the pods call the Kubernetes API, this library binds its own roles to it. Default: a new
   * ServiceAccount of the construct's name.
   */
  public B serviceAccount(String existing) {
    this.pods = pods.withServiceAccount(given(existing, "serviceAccount"));
    return onPods("serviceAccount");
  }

  /**
   * Adds an annotation to the ServiceAccount of the pods, such as {@code
   * eks.amazonaws.com/role-arn} (IRSA) or {@code iam.gke.io/gcp-service-account}.
   */
  public B serviceAccountAnnotation(String key, String value) {
    this.pods =
        pods.withServiceAccountAnnotation(
            given(key, "serviceAccountAnnotation", "key"),
            given(value, "serviceAccountAnnotation", "value"));
    return onPods("serviceAccountAnnotation");
  }

  /**
   * Sets the addresses of the cluster's DNS and API server, for the NetworkPolicies. Default:
   * {@link ClusterNetwork#standard()}.
   */
  public B network(ClusterNetwork cluster) {
    this.pods = pods.withNetwork(given(cluster, "network"));
    return onPods("network");
  }

  /**
   * Omits all NetworkPolicies for the pods of this component, for clusters that use another kind of
   * policy. All clients can then reach the pods, unless another policy of the namespace denies it.
   */
  public B withoutNetworkPolicies() {
    this.pods = pods.withoutNetworkPolicies();
    return onPods("withoutNetworkPolicies");
  }

  /**
   * Adds the pods to a service mesh, in an existing namespace. Default: the mesh of the {@link
   * Namespace}, or of an earlier construct of the chart in the same namespace; else none.
   *
   * <p>Adds the labels and annotations of the mesh to the pods, and its traffic to their
   * NetworkPolicies.
   */
  public B mesh(Mesh of) {
    this.mesh = given(of, "mesh");
    return onPods("mesh");
  }

  @Override
  final ImageMirror pulling() {
    return pulling;
  }

  @Override
  final PodSettings pods() {
    return pods.withMesh(joinedMesh());
  }

  /** Returns the mesh of the pods, unless the namespace that is created here sets it. */
  protected final Optional<Mesh> meshOfPodsOnly() {
    return Optional.of(joinedMesh())
        .filter(joined -> !joined.equals(Mesh.NONE))
        .filter(joined -> meshOfNamespace == null && !makesNamespace(namespace()));
  }

  private Mesh joinedMesh() {
    return mesh == null ? statedMesh().orElse(Mesh.NONE) : mesh;
  }

  /** Returns the mesh that is configured for the namespace. */
  private Optional<Mesh> statedMesh() {
    return meshOfNamespace == null
        ? chart().flatMap(objects -> objects.mesh(namespace()))
        : Optional.of(meshOfNamespace);
  }

  @Override
  final void noteCreated(ChartObjects objects) {
    if (mesh != null || meshOfNamespace != null) {
      objects.join(namespace(), joinedMesh());
    }
    boolean hasPriority = pods.scheduling().priorityClass().isPresent();
    if (servesRequests() && !hasPriority) {
      objects.notePreemptible(path());
    }
    if (!servesRequests() && hasPriority) {
      objects.notePrioritized(path());
    }
  }

  /** Returns the image pull Secrets for custom resources; pods get them automatically. */
  protected final List<Map<String, String>> pullSecrets() {
    return pulling.references();
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    pulling.check(findings);
    Names.check(findings, "namespace", namespace());
    kubernetes.check(findings, "kubernetes");
    pods.network().check(findings, "network");
    checkAnnotationsOfPods(findings);
    Optional<String> podless = podless();
    if (podless.isEmpty()) {
      checkMesh(findings);
      checkPods(findings);
    }
    podless.ifPresent(what -> ofPods.forEach(option -> addNoPods(findings, option, what)));
    if (podless.isEmpty() && ofPods.contains("network")) {
      checkIsolated(findings, "network");
    }
  }

  private void checkPods(Findings findings) {
    pods.scheduling().check(findings);
    pods.metadata().check(findings, joinedMesh());
    Labels.checkAnnotations(findings, "serviceAccountAnnotation", pods.serviceAccountAnnotations());
    pods.serviceAccount()
        .ifPresent(
            existing -> {
              Names.checkReference(findings, "serviceAccount", existing);
              findings.require(
                  pods.serviceAccountAnnotations().isEmpty(),
                  FindingCode.CONTRADICTION,
                  "serviceAccountAnnotation",
                  quote(existing) + " exists already, and this program does not emit it",
                  "Leave .serviceAccountAnnotation(..) out and annotate it where it is created.");
            });
    checkPreemption(findings);
  }

  /** A pod with a priority may evict those of a server without one. */
  private void checkPreemption(Findings findings) {
    Optional<String> priority = pods.scheduling().priorityClass();
    if (servesRequests() && priority.isEmpty()) {
      chart()
          .flatMap(ChartObjects::prioritized)
          .ifPresent(
              other ->
                  findings.add(
                      FindingCode.PREEMPTION,
                      "scheduling",
                      "the pods of "
                          + other
                          + " have a priority class and these have none, so these may be preempted",
                      "Add .scheduling(Scheduling.create().priorityClass(..)) with at least the same"
                          + " priority."));
    }
    if (!servesRequests() && priority.isPresent()) {
      chart()
          .flatMap(ChartObjects::preemptible)
          .ifPresent(
              server ->
                  findings.add(
                      FindingCode.PREEMPTION,
                      "scheduling",
                      quote(priority.get())
                          + " lets these pods preempt those of "
                          + server
                          + ", which have no priority class",
                      "Give the server .scheduling(Scheduling.create().priorityClass(..)) with at"
                          + " least the same priority."));
    }
  }

  /** Whether the pods serve the requests of clients, so that losing one is an outage. */
  protected boolean servesRequests() {
    return false;
  }

  private void checkMesh(Findings findings) {
    joinedMesh().check(findings, "mesh");
    MeshMarks.check(findings, joinedMesh(), labels(), Map.of());
    statedMesh()
        .filter(stated -> mesh != null && !stated.equals(mesh))
        .ifPresent(
            stated ->
                findings.add(
                    FindingCode.MESH_CONTRADICTED,
                    "mesh",
                    quote(mesh) + " contradicts the mesh of the namespace: " + stated,
                    "Set .mesh(..) once, on the Namespace if this program creates it, and leave it"
                        + " out here."));
  }

  private void checkAnnotationsOfPods(Findings findings) {
    annotations().keySet().stream()
        .filter(key -> ANNOTATIONS_OF_PODS.stream().anyMatch(key::startsWith))
        .forEach(
            key ->
                findings.add(
                    FindingCode.ANNOTATION_OF_PODS,
                    "annotations[" + key + "]",
                    quote(key)
                        + " is read on pods, and .annotation(..) annotates objects only, so it has no"
                        + " effect there",
                    key.startsWith("prometheus.io/")
                        ? "Leave it out: PrometheusStack configures how servers are scraped."
                        : "Write .podAnnotation(..), or .mesh(..) for a service mesh."));
  }

  @Override
  protected void detach() {
    super.detach();
    ofPods = new LinkedHashSet<>(ofPods);
  }

  /** Whether NetworkPolicies restrict the traffic of the pods. */
  protected final boolean isIsolated() {
    return pods.isolated();
  }

  /** The runtime class of the pods. */
  protected final Optional<String> runtimeClass() {
    return pods.scheduling().runtimeClass();
  }

  /** The names of the options for pods that were given. */
  protected final Set<String> podOptions() {
    return Set.copyOf(ofPods);
  }

  /** Returns what is built if it has no pods of this library, so that pod options do not apply. */
  protected Optional<String> podless() {
    return Optional.empty();
  }

  /** Checks that an option for NetworkPolicies is not set without them. */
  protected final void checkIsolated(Findings findings, String option) {
    findings.require(
        pods.isolated(),
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " configures NetworkPolicies, and none are emitted",
        "Leave ." + option + "(..) or .withoutNetworkPolicies() out.");
  }

  /** Checks that only one of several alternative options is set. */
  protected static void checkOneOf(Findings findings, Set<String> options, String what) {
    if (options.size() > 1) {
      List<String> inOrder = List.copyOf(options);
      findings.add(
          FindingCode.CONTRADICTION,
          inOrder.get(inOrder.size() - 1),
          inOrder.stream().map(Findings::quote).collect(Collectors.joining(" and "))
              + " each set "
              + what,
          "Keep one of them.");
    }
  }

  private static void addNoPods(Findings findings, String option, String what) {
    findings.add(
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " applies to pods, and none are emitted for " + what,
        "Leave ." + option + "(..) out.");
  }

  private B onPods(String option) {
    ofPods.add(option);
    return self();
  }

  /** Reports an option of something that this program does not emit. */
  protected static void addNoEffect(Findings findings, String option, String what) {
    findings.add(
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " has no effect on " + what + ", which this program does not emit",
        "Leave ." + option + "(..) out.");
  }

  /** Returns the namespace of the construct. */
  protected final String namespace() {
    return namespace == null ? defaultNamespace() : namespace;
  }

  /** Returns whether a namespace is set. */
  protected final boolean isNamespaceGiven() {
    return namespace != null;
  }

  /** Returns the default namespace. */
  protected String defaultNamespace() {
    return chart().flatMap(ChartObjects::namespace).orElse("default");
  }

  /** Returns the version of the oldest cluster. */
  protected final KubernetesVersion kubernetes() {
    return kubernetes;
  }

  /** Returns the placement of the component, in its namespace. */
  protected final Placement placement(String software, String role) {
    return placement(namespace(), software, role);
  }
}
