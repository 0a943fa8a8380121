package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.AddedContainer;
import io.github.cdk8sovms.kubernetes.internal.AddedMount;
import io.github.cdk8sovms.kubernetes.internal.AddedVolume;
import io.github.cdk8sovms.kubernetes.internal.ChartObjects;
import io.github.cdk8sovms.kubernetes.internal.MeshMarks;
import io.github.cdk8sovms.kubernetes.internal.PodMetadata;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Options of every component whose pods this library writes: pulling, mesh, scheduling, metadata
 * and service account.
 *
 * @param <B> the builder itself
 */
public abstract class PodComponentBuilder<B extends PodComponentBuilder<B>>
    extends WorkloadBuilder<B> {
  private final Map<String, String> podLabels = new LinkedHashMap<>();
  private final Map<String, String> podAnnotations = new LinkedHashMap<>();
  private final Map<String, String> accountAnnotations = new LinkedHashMap<>();
  private @Nullable Mesh mesh;

  /** Starts a component below a chart or another construct. */
  protected PodComponentBuilder(Construct scope, String id) {
    super(scope, id);
  }

  /** Adds a Secret in the component's namespace with credentials for the registry. */
  public B imagePullSecret(String secret) {
    pullWith(given(secret, "imagePullSecret"));
    return self();
  }

  /** Sets when images are pulled. Default: {@link PullPolicy#ALWAYS}. */
  public B imagePullPolicy(PullPolicy policy) {
    change(pods -> pods.withPullPolicy(given(policy, "imagePullPolicy")));
    return self();
  }

  /**
   * Leaves user and group IDs of the pods to the platform. OpenShift assigns a range to each
   * namespace and rejects pods that set another ID. Pods still run as non-root.
   */
  public B platformUserIds() {
    change(pods -> pods.withPlatformUserIds());
    return self();
  }

  /**
   * Sets on which nodes the pods run, and with which priority. Default: any node, no toleration,
   * the cluster's default priority.
   */
  public B scheduling(Scheduling nodes) {
    change(pods -> pods.withScheduling(given(nodes, "scheduling")));
    return self();
  }

  /** Adds a label to the pods only. Labels that selectors use cannot be replaced. */
  public B podLabel(String key, String value) {
    given(key, "podLabel", "key");
    given(value, "podLabel", "value");
    podLabels.put(key, value);
    keyed().add("podLabel", key, value);
    return self();
  }

  /** Adds an annotation to the pods only, for controllers that read it there. */
  public B podAnnotation(String key, String value) {
    given(key, "podAnnotation", "key");
    given(value, "podAnnotation", "value");
    podAnnotations.put(key, value);
    keyed().add("podAnnotation", key, value);
    return self();
  }

  /**
   * Runs the pods under an existing ServiceAccount of their namespace. Its roles are the owner's;
   * where the pods call the Kubernetes API, this library binds its own roles to it. Default: a new
   * ServiceAccount of the construct's name.
   */
  public B serviceAccount(String existing) {
    change(pods -> pods.withServiceAccount(given(existing, "serviceAccount")));
    return self();
  }

  /**
   * Adds an annotation to the ServiceAccount of the pods, such as {@code
   * eks.amazonaws.com/role-arn} (IRSA) or {@code iam.gke.io/gcp-service-account}.
   */
  public B serviceAccountAnnotation(String key, String value) {
    given(key, "serviceAccountAnnotation", "key");
    given(value, "serviceAccountAnnotation", "value");
    accountAnnotations.put(key, value);
    keyed().add("serviceAccountAnnotation", key, value);
    return self();
  }

  /**
   * Adds a container that runs beside the component: a sidecar of Kubernetes, which is an init
   * container that runs on. It starts before the component and its init containers, and ends after
   * it, so that a proxy serves the download of models and the last requests, and a Job ends.
   *
   * <p>Its requests count for the scheduler, for quotas and for {@link
   * io.github.cdk8sovms.headroom.Headroom}. An autoscaler of this library reads CPU and memory of
   * the component's container only.
   */
  public B sidecar(ExtraContainer container) {
    AddedContainer added = AddedContainer.LINK.of(given(container, "sidecar"));
    change(pods -> pods.withAdditions(all -> all.sidecar(added)));
    return self();
  }

  /**
   * Adds a container that ends before the component starts, after the component's own init
   * containers and beside the sidecars.
   */
  public B initContainer(ExtraContainer container) {
    AddedContainer added = AddedContainer.LINK.of(given(container, "initContainer"));
    change(pods -> pods.withAdditions(all -> all.initContainer(added)));
    return self();
  }

  /** Adds a volume to the pods, for {@link #mount} or for containers that are added. */
  public B volume(ExtraVolume volume) {
    AddedVolume added = AddedVolume.LINK.of(given(volume, "volume"));
    change(pods -> pods.withAdditions(all -> all.volume(added)));
    return self();
  }

  /**
   * Mounts an added volume into the container of the component. Read-only if it is a ConfigMap, a
   * Secret or a CSI volume, else writable.
   */
  public B mount(String volume, String path) {
    return mounted(given(volume, "mount", "volume"), given(path, "mount", "path"), false);
  }

  /** Mounts an added volume into the container of the component, read-only. */
  public B readOnlyMount(String volume, String path) {
    return mounted(
        given(volume, "readOnlyMount", "volume"), given(path, "readOnlyMount", "path"), true);
  }

  private B mounted(String volume, String path, boolean readOnly) {
    AddedMount added = new AddedMount(volume, path, readOnly);
    change(pods -> pods.withAdditions(all -> all.mount(added)));
    return self();
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
    return self();
  }

  @Override
  final PodSettings pods() {
    return super.pods()
        .withMesh(joinedMesh())
        .withMetadata(new PodMetadata(podLabels, podAnnotations))
        .withServiceAccountAnnotations(accountAnnotations);
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
    if (isIsolated() && joinedMesh().equals(Mesh.NONE) && mesh == null) {
      objects.noteOutsideOfMeshes(namespace(), path());
    }
    claimsOfOneNode().forEach(claim -> objects.noteClaim(namespace(), claim, path()));
    pods()
        .additions()
        .claimsOfOneNode()
        .forEach(claim -> objects.noteClaim(namespace(), claim, path()));
    boolean hasPriority = pods().podScheduling().priorityClass() != null;
    if (servesRequests() && !hasPriority) {
      objects.notePreemptible(path());
    }
    if (mayPreempt() && !servesRequests() && hasPriority) {
      objects.notePrioritized(path());
    }
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    checkMesh(findings);
    checkPods(findings);
  }

  private void checkPods(Findings findings) {
    pods().scheduling().check(findings);
    pods().additions().check(findings);
    findings.require(
        takesAdditions() || pods().additions().areNone(),
        FindingCode.POD_ADDITION,
        pods().additions().option(),
        "these pods only wait, so containers and volumes have no use in them",
        "Leave ." + pods().additions().option() + "(..) out.");
    pods().metadata().check(findings, joinedMesh());
    Labels.checkAnnotations(
        findings, "serviceAccountAnnotation", pods().serviceAccountAnnotations());
    pods()
        .serviceAccount()
        .ifPresent(
            existing -> {
              Names.checkReference(findings, "serviceAccount", existing);
              findings.require(
                  pods().serviceAccountAnnotations().isEmpty(),
                  FindingCode.CONTRADICTION,
                  "serviceAccountAnnotation",
                  quote(existing) + " exists already, and this program does not emit it",
                  "Leave .serviceAccountAnnotation(..) out and annotate it where it is created.");
            });
    checkPreemption(findings);
    claimsOfOneNode().forEach(claim -> checkClaim(findings, "source.claim", claim));
    pods().additions().claimsOfOneNode().forEach(claim -> checkClaim(findings, "volume", claim));
  }

  private void checkClaim(Findings findings, String option, String claim) {
    chart()
        .flatMap(objects -> objects.userOfClaim(namespace(), claim))
        .ifPresent(
            other ->
                findings.add(
                    FindingCode.NODE_LIMIT,
                    option,
                    quote(claim)
                        + " is mounted by "
                        + other
                        + " too, and one node at a time can mount it; pods on other nodes do not"
                        + " start",
                    "Use a volume with the access mode ReadOnlyMany or ReadWriteMany, and write"
                        + (option.equals("volume")
                            ? " ExtraVolume.sharedClaim(..)."
                            : " .manyNodes().")));
  }

  /** Returns the volume claims of the pods that one node at a time can mount. */
  protected Set<String> claimsOfOneNode() {
    return Set.of();
  }

  /** A pod with a priority may evict those of a server without one. */
  private void checkPreemption(Findings findings) {
    Optional<String> priority = Optional.ofNullable(pods().podScheduling().priorityClass());
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
    if (mayPreempt() && !servesRequests() && priority.isPresent()) {
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

  /** Whether containers and volumes of a user can be added to the pods. */
  protected boolean takesAdditions() {
    return true;
  }

  /** Whether a priority class of the pods may be above that of other pods. */
  protected boolean mayPreempt() {
    return true;
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

  /** The runtime class of the pods. */
  protected final Optional<String> runtimeClass() {
    return Optional.ofNullable(pods().podScheduling().runtimeClass());
  }
}
