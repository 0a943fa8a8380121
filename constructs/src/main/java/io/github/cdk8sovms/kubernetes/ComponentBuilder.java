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
 * What every component can be told besides: its namespace, and the Kubernetes version of the oldest
 * cluster it is for.
 *
 * @param <B> the builder itself
 */
public abstract class ComponentBuilder<B extends ComponentBuilder<B>> extends ConstructBuilder<B> {
  /** What is looked for on pods, by whoever scrapes them or puts containers into them. */
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
   * Says what the oldest cluster runs, so that newer features may be used. Default: {@link
   * KubernetesVersion#OLDEST}, with which everything emitted works everywhere.
   */
  public B kubernetes(KubernetesVersion version) {
    this.kubernetes = given(version, "kubernetes");
    return self();
  }

  /**
   * Pulls every image, those of init containers included, from a registry of one's own: it takes
   * the place of the registry in each name, {@code quay.io/prometheus/prometheus:v3} becomes {@code
   * <registry>/prometheus/prometheus:v3}. {@link Images#of} lists what has to be there.
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
   * Leaves user and group of every pod to the platform. OpenShift assigns each namespace a range of
   * its own and refuses pods that ask for another; they run without root rights all the same.
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

  /** Adds an annotation to the pods only, for what reads annotations of pods. */
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
   * Says where the cluster has its name service and its API server, for the NetworkPolicies.
   * Default: {@link ClusterNetwork#standard()}.
   */
  public B network(ClusterNetwork cluster) {
    this.pods = pods.withNetwork(given(cluster, "network"));
    return onPods("network");
  }

  /**
   * Leaves out every NetworkPolicy for the pods of this component, as where another kind of policy
   * rules. They may then be called by everyone, unless something else of the namespace denies it.
   */
  public B withoutNetworkPolicies() {
    this.pods = pods.withoutNetworkPolicies();
    return onPods("withoutNetworkPolicies");
  }

  /**
   * Puts the pods into a service mesh, in a namespace that exists already. Default: the mesh of the
   * {@link Namespace}, or of what was put into the same namespace of the chart before; else none.
   *
   * <p>Adds labels and annotations to pods, and to every NetworkPolicy for them what the mesh
   * needs.
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

  /** The service mesh of the pods, if it is not said by their namespace, which is created here. */
  protected final Optional<Mesh> meshOfPodsOnly() {
    return Optional.of(joinedMesh())
        .filter(joined -> !joined.equals(Mesh.NONE))
        .filter(joined -> meshOfNamespace == null && !makesNamespace(namespace()));
  }

  private Mesh joinedMesh() {
    return mesh == null ? statedMesh().orElse(Mesh.NONE) : mesh;
  }

  /** What was said of the namespace before. */
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

  /** The Secrets for the registry, as custom resources take them; pods get them by themselves. */
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
                    quote(mesh) + " is not what was said of the namespace: " + stated,
                    "Write .mesh(..) once, on the Namespace if this program creates it, and leave it"
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
                        + " is read on pods, and .annotation(..) is on objects only, so it has no"
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

  /** What is built here, if nothing of it is a pod of ours, for which there are options. */
  protected Optional<String> podless() {
    return Optional.empty();
  }

  /** Checks that an option that NetworkPolicies are made of is not given without them. */
  protected final void checkIsolated(Findings findings, String option) {
    findings.require(
        pods.isolated(),
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " says what NetworkPolicies let through, and there are none",
        "Leave ." + option + "(..) or .withoutNetworkPolicies() out.");
  }

  /** Checks that of options that say the same thing, one was given. */
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
        quote(option) + " is about pods, and none are emitted for " + what,
        "Leave ." + option + "(..) out.");
  }

  private B onPods(String option) {
    ofPods.add(option);
    return self();
  }

  /** Says that an option that was given is one of something that this program does not emit. */
  protected static void addNoEffect(Findings findings, String option, String what) {
    findings.add(
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " has no effect on " + what + ", of which nothing is emitted",
        "Leave ." + option + "(..) out.");
  }

  /** The namespace of the new construct. */
  protected final String namespace() {
    return namespace == null ? defaultNamespace() : namespace;
  }

  /** Whether a namespace was given. */
  protected final boolean isNamespaceGiven() {
    return namespace != null;
  }

  /** The namespace if none was given. */
  protected String defaultNamespace() {
    return chart().flatMap(ChartObjects::namespace).orElse("default");
  }

  /** The version of the oldest cluster. */
  protected final KubernetesVersion kubernetes() {
    return kubernetes;
  }

  /** Where the new component goes, in its namespace. */
  protected final Placement placement(String software, String role) {
    return placement(namespace(), software, role);
  }
}
