package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdk8s.plus34.k8s.KubeNamespace;
import software.constructs.Construct;

/**
 * A namespace that the program creates. Emits a {@code Namespace}, labelled so that only pods of
 * the restricted Pod Security Standard are admitted ({@code .label(..)} replaces that), and a
 * {@code NetworkPolicy} that denies all traffic which no other policy allows. With {@code
 * .mesh(..)}, it and what is in it join a service mesh.
 *
 * <p>Namespaces of the cluster and of platforms, such as {@code kube-system}, {@code default} and
 * {@code openshift-*}, are refused: what is in them would stop.
 *
 * <p>Create it before what lives in it: {@code kubectl apply} goes through a file from top to
 * bottom.
 */
public final class Namespace extends Component {
  private static final String POD_SECURITY = "pod-security.kubernetes.io/";
  private static final String ENFORCE = POD_SECURITY + "enforce";
  private static final String PRIVILEGED = "privileged";
  private static final String DEFAULT_DENY = "default-deny";

  /** Kubernetes keeps the first for itself, platforms and operators the others. */
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
          "config-management-system");

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
   * Admission then refuses any pod that is not hardened, whoever applies it; with an init container
   * that changes the pod's network it would refuse every pod.
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

  /** A namespace named like its id. */
  public static Namespace of(Construct scope, String id) {
    Required.nonNull(scope, "scope");
    Required.nonNull(id, "id");
    return Builder.create(scope, id).build();
  }

  /** The name, for constructs that live here. */
  public String name() {
    return objectName;
  }

  /** The service mesh that it is in. */
  Mesh mesh() {
    return mesh;
  }

  /** The emitted object. */
  public KubeNamespace object() {
    return object.get();
  }

  /** Builds a {@link Namespace}. */
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
     * Leaves out the policy that denies. Pods of others, without a policy of their own, are then
     * free to call and be called; those of this library stay as they are.
     */
    public Builder withoutDefaultDeny() {
      this.open = true;
      return this;
    }

    /**
     * Puts the namespace into a service mesh, and with it what is created in it afterwards. Adds
     * the label or annotation by which pods join, and to the policy that denies what every pod of
     * the mesh needs.
     */
    public Builder mesh(Mesh of) {
      this.mesh = given(of, "mesh");
      return this;
    }

    /** Creates the namespace, or says everything that is wrong with it. */
    public Namespace build() {
      return create(said -> of(said.placement(said.name(), said.name(), "namespace"), said.open));
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
      findings.require(
          !isOfOthers(name()),
          FindingCode.NAMESPACE_OF_OTHERS,
          "name",
          quote(name())
              + " belongs to the cluster or to what is installed in it; to deny its traffic and to"
              + " restrict its pods would stop them",
          "Write .namespace(" + quote(name()) + ") on the constructs that go there instead.");
    }

    private void checkAdmission(Findings findings) {
      String enforced = labels().get(ENFORCE);
      if (enforced == null) {
        findings.add(
            FindingCode.MESH_ADMISSION,
            "mesh",
            quote(mesh)
                + " has init containers with NET_ADMIN, so the namespace must admit any pod, whoever"
                + " applies it",
            "Install the mesh with its CNI plugin, and leave .withoutCni() out.");
      } else {
        findings.require(
            enforced.equals(PRIVILEGED),
            FindingCode.MESH_CONTRADICTED,
            "labels[" + ENFORCE + "]",
            quote(enforced)
                + " refuses every pod of "
                + mesh
                + ", whose init containers have NET_ADMIN",
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
