package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Options of every component with pods: images, network, mesh, scheduling and service account.
 *
 * @param <B> the builder itself
 */
public abstract class PodComponentBuilder<B extends PodComponentBuilder<B>>
    extends ComponentBuilder<B> {
  private @Nullable Mesh mesh;
  private ImageMirror pulling = ImageMirror.AS_NAMED;
  private PodSettings pods = PodSettings.DEFAULT;
  private Set<String> ofPods = new LinkedHashSet<>();

  /** Starts a component below a chart or another construct. */
  protected PodComponentBuilder(Construct scope, String id) {
    super(scope, id);
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
        .filter(joined -> !isMeshOfNamespaceGiven() && !makesNamespace(namespace()));
  }

  private Mesh joinedMesh() {
    return mesh == null ? statedMesh().orElse(Mesh.NONE) : mesh;
  }

  @Override
  final void noteCreated(ChartObjects objects) {
    super.noteCreated(objects);
    if (mesh != null) {
      objects.join(namespace(), mesh);
    }
    boolean hasPriority = pods.scheduling().priorityClass().isPresent();
    if (servesRequests() && !hasPriority) {
      objects.notePreemptible(path());
    }
    if (!servesRequests() && hasPriority) {
      objects.notePrioritized(path());
    }
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    pulling.check(findings);
    pods.network().check(findings, "network");
    checkMesh(findings);
    checkPods(findings);
    if (ofPods.contains("network")) {
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

  /** Checks that an option for NetworkPolicies is not set without them. */
  protected final void checkIsolated(Findings findings, String option) {
    findings.require(
        pods.isolated(),
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " configures NetworkPolicies, and none are emitted",
        "Leave ." + option + "(..) or .withoutNetworkPolicies() out.");
  }

  private B onPods(String option) {
    ofPods.add(option);
    return self();
  }
}
