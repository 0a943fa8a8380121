package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.ChartObjects;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Options of every component: namespace and Kubernetes version. Those with pods extend {@link
 * PodComponentBuilder}.
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
  private KubernetesVersion kubernetes = KubernetesVersion.OLDEST;

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

  @Override
  PodSettings pods() {
    return PodSettings.DEFAULT.withMesh(statedMesh().orElse(Mesh.NONE));
  }

  /** Returns the mesh that is configured for the namespace. */
  final Optional<Mesh> statedMesh() {
    return meshOfNamespace == null
        ? chart().flatMap(objects -> objects.mesh(namespace()))
        : Optional.of(meshOfNamespace);
  }

  /** Returns the mesh of the pods, unless the namespace that is created here sets it. */
  protected final Optional<Mesh> meshOfPodsOnly() {
    return Optional.of(pods().mesh())
        .filter(joined -> !joined.equals(Mesh.NONE))
        .filter(joined -> meshOfNamespace == null && !makesNamespace(namespace()));
  }

  @Override
  void noteCreated(ChartObjects objects) {
    if (meshOfNamespace != null) {
      objects.join(namespace(), meshOfNamespace);
    }
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    Names.check(findings, "namespace", namespace());
    kubernetes.check(findings, "kubernetes");
    checkAnnotationsOfPods(findings);
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
                        ? "Leave it out: Prometheus configures how servers are scraped."
                        : "Write .podAnnotation(..), or .mesh(..) for a service mesh."));
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
