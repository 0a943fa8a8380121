package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ChartObjects;
import io.github.cdk8sovms.kubernetes.internal.MeshMarks;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.cdk8s.plus34.k8s.KubeNamespace;
import software.constructs.Construct;

/**
 * A namespace that the program creates. Emits a {@code Namespace} with labels that enforce the
 * restricted Pod Security Standard ({@code .label(..)} overrides that), and a default-deny {@code
 * NetworkPolicy}. With {@code .mesh(..)}, it and its pods join a service mesh.
 *
 * <p>Namespaces of the cluster and of platforms, such as {@code kube-system}, {@code default} and
 * {@code openshift-*}, are rejected: the policies would break their workloads.
 *
 * <p>Create it before its contents: {@code kubectl apply} processes a file from top to bottom.
 *
 * <pre>{@code
 * Namespace serving = Namespace.of(chart, "serving");
 *
 * OvmsModelServer.Builder.create(chart, "resnet").namespace(serving);
 * }</pre>
 */
public final class Namespace extends Component {
  private static final String POD_SECURITY = "pod-security.kubernetes.io/";
  private static final String ENFORCE = POD_SECURITY + "enforce";
  private static final String PRIVILEGED = "privileged";
  private static final String DEFAULT_DENY = "default-deny";

  /** The first is reserved by Kubernetes, the others by platforms and operators. */
  private static final List<String> PREFIXES_OF_OTHERS =
      List.of(
          "kube-",
          "openshift-",
          "gke-",
          "gmp-",
          "aks-",
          "azure-",
          "amazon-",
          "cattle-",
          "calico-",
          "tigera-",
          "cilium-",
          "istio-",
          "linkerd-",
          "knative-");

  private static final Set<String> OF_OTHERS =
      Set.of(
          "default",
          "openshift",
          "gatekeeper-system",
          "cert-manager",
          "argocd",
          "keda",
          "linkerd",
          "flux-system",
          "metallb-system",
          "kyverno",
          "ingress-nginx",
          "olm",
          "operators",
          "local-path-storage",
          "longhorn-system",
          "rook-ceph",
          "config-management-system",
          "traefik",
          "velero",
          "vault",
          "karpenter",
          "external-secrets",
          "kubernetes-dashboard",
          "gpu-operator",
          "nvidia-gpu-operator",
          "node-feature-discovery",
          "inteldeviceplugins-system",
          "prometheus-operator",
          "openvino-operator-system",
          "envoy-gateway-system",
          "kserve",
          "kubeflow");

  private static final Set<String> STANDARDS = Set.of(PRIVILEGED, "baseline", "restricted");

  private static final Pattern STANDARD_VERSION = Pattern.compile("latest|v1\\.(0|[1-9]\\d{0,2})");

  private final String objectName;
  private final ObjectRef<KubeNamespace> object;
  private final Mesh mesh;

  private Namespace(Placement placement, ApiObjects objects, ObjectRef<KubeNamespace> object) {
    super(placement, objects);
    this.objectName = placement.identity().name();
    this.object = object;
    this.mesh = placement.pods().mesh();
  }

  private static Namespace of(Placement placement, boolean open) {
    ApiObjects objects = placement.objects();
    Mesh mesh = placement.pods().mesh();
    Map<String, String> labels = admission(mesh);
    labels.putAll(mesh.namespaceLabels());
    var object =
        objects
            .with(Map.of(), mesh.namespaceAnnotations())
            .namespace(ApiObjects.MAIN, placement.identity().name(), labels);
    if (!open) {
      objects
          .inNamespace(placement.identity().name())
          .networkPolicy("DefaultDeny", DEFAULT_DENY, NetworkPolicies.nothing(mesh));
    }
    return new Namespace(placement, objects, object);
  }

  /**
   * Returns the Pod Security labels. Admission then rejects any pod that is not restricted,
   * including those of other owners; it would reject every pod with an init container of a mesh
   * that needs NET_ADMIN.
   */
  private static Map<String, String> admission(Mesh mesh) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(ENFORCE, mesh.needsNetAdmin() ? PRIVILEGED : "restricted");
    labels.put(POD_SECURITY + "enforce-version", "v" + KubernetesVersion.OLDEST.text());
    labels.put(POD_SECURITY + "warn", "restricted");
    return labels;
  }

  private static boolean isOfOthers(String name) {
    return OF_OTHERS.contains(name) || PREFIXES_OF_OTHERS.stream().anyMatch(name::startsWith);
  }

  /** Creates a namespace with its id as the name. */
  public static Namespace of(Construct scope, String id) {
    Required.nonNull(scope, "scope");
    Required.nonNull(id, "id");
    return Builder.create(scope, id).build();
  }

  /** Returns the name, for constructs in this namespace. */
  public String name() {
    return objectName;
  }

  /** Returns its service mesh. */
  Mesh mesh() {
    return mesh;
  }

  /** Returns the emitted object. */
  public KubeNamespace object() {
    return object.get();
  }

  /** Builds a {@link Namespace}; see there for an example. */
  public static final class Builder extends ConstructBuilder<Builder> {
    private boolean open;
    private Mesh mesh = Mesh.NONE;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a namespace. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Omits the default-deny policy. Pods of other owners without a policy then have unrestricted
     * traffic; those of this library are not affected.
     */
    public Builder withoutDefaultDeny() {
      this.open = true;
      return this;
    }

    /**
     * Adds the namespace, and components created in it afterwards, to a service mesh. Adds the
     * label or annotation for its pods, and rules for the mesh to the default-deny policy.
     */
    public Builder mesh(Mesh of) {
      this.mesh = given(of, "mesh");
      return this;
    }

    /** Creates the namespace, or reports all errors. */
    public Namespace build() {
      boolean isOpen = open;
      return create(
          () -> placement(name(), name(), "namespace"), placement -> of(placement, isOpen));
    }

    @Override
    PodSettings pods() {
      return super.pods().withMesh(mesh);
    }

    @Override
    void noteCreated(ChartObjects objects) {
      objects.join(name(), mesh);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      mesh.check(findings, "mesh");
      MeshMarks.check(findings, mesh, labels(), annotations());
      if (mesh.needsNetAdmin()) {
        checkAdmission(findings);
      }
      checkStandards(findings);
      checkEarlierPods(findings);
      findings.require(
          !isOfOthers(name()),
          FindingCode.NAMESPACE_OF_OTHERS,
          "name",
          quote(name())
              + " belongs to the cluster or its platform; denying its traffic and restricting"
              + " its pods would break them",
          "Write .namespace(" + quote(name()) + ") on the constructs in it instead.");
    }

    /** The API server refuses a namespace with another standard or version. */
    private void checkStandards(Findings findings) {
      labels()
          .forEach(
              (key, value) ->
                  findings.require(
                      !key.startsWith(POD_SECURITY)
                          || (key.endsWith("-version")
                              ? STANDARD_VERSION.matcher(value).matches()
                              : STANDARDS.contains(value)),
                      FindingCode.INVALID_LABEL,
                      "labels[" + key + "]",
                      quote(value)
                          + (key.endsWith("-version")
                              ? " is not a version of the Pod Security Standards"
                              : " is not a Pod Security Standard"),
                      key.endsWith("-version")
                          ? "Write \"latest\" or a version such as \"v1.32\"."
                          : "Write \"restricted\", \"baseline\" or \"privileged\"."));
    }

    /** NetworkPolicies that exist already do not allow the traffic of the mesh. */
    private void checkEarlierPods(Findings findings) {
      if (!mesh.equals(Mesh.NONE)) {
        chart()
            .flatMap(objects -> objects.outsideOfMeshes(name()))
            .ifPresent(
                path ->
                    findings.add(
                        FindingCode.MESH_CONTRADICTED,
                        "mesh",
                        quote(mesh)
                            + " also adds the pods of "
                            + path
                            + ", which was created before without a mesh, so its NetworkPolicies"
                            + " block the mesh",
                        "Create the Namespace before the constructs in it."));
      }
    }

    private void checkAdmission(Findings findings) {
      String enforced = labels().get(ENFORCE);
      if (enforced == null) {
        findings.add(
            FindingCode.MESH_ADMISSION,
            "mesh",
            quote(mesh)
                + " has init containers with NET_ADMIN, so the namespace must admit any pod,"
                + " including those of other owners",
            "Install the mesh with its CNI plugin, and leave .withoutCni() out.");
      } else {
        findings.require(
            enforced.equals(PRIVILEGED),
            FindingCode.MESH_CONTRADICTED,
            "labels[" + ENFORCE + "]",
            quote(enforced)
                + " rejects every pod of "
                + mesh
                + ", because its init containers have NET_ADMIN",
            "Install the mesh with its CNI plugin and leave .withoutCni() out, or leave this label"
                + " out.");
      }
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
