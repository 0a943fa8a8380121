package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * See {@link Mesh#istioSidecar()}. Labels the namespace with {@code istio-injection: enabled} and
 * pods with {@code sidecar.istio.io/inject: "true"}; with a revision both with {@code
 * istio.io/rev}. Policies also allow egress of the sidecar to DNS and to istiod on 15012. Sidecars
 * call each other on the destination port, so nothing else changes.
 *
 * <p>Pods are annotated with {@code sidecar.istio.io/nativeSidecar} (Istio 1.24 or newer; the
 * default since 1.27): init containers then have network access, and Jobs complete. The API server
 * bypasses the adapter's sidecar.
 *
 * @see <a href="https://istio.io/latest/docs/ops/deployment/application-requirements/">Ports used
 *     by Istio</a>
 */
public final class IstioSidecar extends Mesh {
  static final IstioSidecar DEFAULT = new IstioSidecar("istio-system", null, true, false, false);

  /** Discovery and certificates over TLS; the webhook and plain text use other ports. */
  private static final int ISTIOD = 15012;

  private static final int HBONE = 15008;

  /** Merged metrics of proxy and application, and those of Envoy. */
  private static final List<Integer> METRICS = List.of(15020, 15090);

  private final String controlPlane;
  private final @Nullable String revision;
  private final boolean cni;
  private final boolean besideAmbient;
  private final boolean strict;

  private IstioSidecar(
      String controlPlane,
      @Nullable String revision,
      boolean cni,
      boolean besideAmbient,
      boolean strict) {
    this.controlPlane = controlPlane;
    this.revision = revision;
    this.cni = cni;
    this.besideAmbient = besideAmbient;
    this.strict = strict;
  }

  /** Sets the namespace of istiod. Default: {@code istio-system}. */
  public IstioSidecar controlPlane(String namespace) {
    return new IstioSidecar(Required.nonNull(namespace), revision, cni, besideAmbient, strict);
  }

  /** Sets the Istio revision, or tag, that injects the sidecar. */
  public IstioSidecar revision(String name) {
    return new IstioSidecar(controlPlane, Required.nonNull(name), cni, besideAmbient, strict);
  }

  /**
   * Declares that Istio is installed without its CNI plugin. The init container {@code istio-init}
   * then runs as root with {@code NET_ADMIN}, which the restricted and baseline Pod Security
   * Standards reject: a created {@link Namespace} then enforces none, with a warning.
   */
  public IstioSidecar withoutCni() {
    return new IstioSidecar(controlPlane, revision, false, besideAmbient, strict);
  }

  /** Declares that other workloads of the mesh are in ambient mode: they call sidecars on 15008. */
  public IstioSidecar besideAmbient() {
    return new IstioSidecar(controlPlane, revision, cni, true, strict);
  }

  /**
   * Declares that the mesh requires mutual TLS, with a PeerAuthentication of mode {@code STRICT}.
   * Adds a PeerAuthentication for the scraped port of each server, because Prometheus scrapes pod
   * IPs, for which sidecars have no TLS; and one for a Prometheus that is queried by KEDA or an
   * adapter of another owner. NetworkPolicies still restrict the clients of these ports.
   */
  public IstioSidecar strict() {
    return new IstioSidecar(controlPlane, revision, cni, besideAmbient, true);
  }

  /** 15020 and 15090. */
  @Override
  public List<Integer> metricsPorts() {
    return METRICS;
  }

  @Override
  Map<String, String> namespaceLabels() {
    return revision == null
        ? Map.of("istio-injection", "enabled")
        : Map.of("istio.io/rev", revision);
  }

  @Override
  Map<String, String> namespaceAnnotations() {
    return Map.of();
  }

  @Override
  Map<String, String> podLabels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("sidecar.istio.io/inject", "true");
    if (revision != null) {
      labels.put("istio.io/rev", revision);
    }
    return labels;
  }

  @Override
  Map<String, String> podAnnotations(List<Integer> ports) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("sidecar.istio.io/nativeSidecar", "true");
    if (!ports.isEmpty()) {
      annotations.put(
          "traffic.sidecar.istio.io/excludeInboundPorts",
          ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return annotations;
  }

  @Override
  OptionalInt tunnel() {
    return besideAmbient ? OptionalInt.of(HBONE) : OptionalInt.empty();
  }

  @Override
  List<Traffic> toControlPlane() {
    return List.of(
        Traffic.tcp(NetworkPeer.pods(controlPlane, Map.of("app", "istiod")), ISTIOD)
            .outsideMeshes());
  }

  /** Returns none: probes come from the node, which every network plugin allows. */
  @Override
  List<NetworkPeer> probers() {
    return List.of();
  }

  @Override
  boolean isStrict() {
    return strict;
  }

  @Override
  boolean needsNetAdmin() {
    return !cni;
  }

  @Override
  void check(Findings findings, String option) {
    Names.check(findings, option + ".controlPlane", controlPlane);
    if (revision != null) {
      Labels.checkValue(findings, option + ".revision", revision);
    }
  }

  @Override
  public String toString() {
    return "Mesh.istioSidecar()"
        + (controlPlane.equals("istio-system") ? "" : ".controlPlane(" + quote(controlPlane) + ")")
        + (revision == null ? "" : ".revision(" + quote(revision) + ")")
        + (cni ? "" : ".withoutCni()")
        + (besideAmbient ? ".besideAmbient()" : "")
        + (strict ? ".strict()" : "");
  }
}
