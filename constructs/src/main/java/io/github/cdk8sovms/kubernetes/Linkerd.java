package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * See {@link Mesh#linkerd()}. Annotates namespace and pods with {@code linkerd.io/inject: enabled}.
 * Policies also allow traffic between proxies on 4143, and egress to DNS and the control plane:
 * identity on 8080, destination on 8086 and policy on 8090.
 *
 * <p>Pods are annotated so that the proxy is a native sidecar (Linkerd 2.15 or newer; the default
 * since 2.20): init containers then have network access, and Jobs complete. The API server bypasses
 * the adapter's proxy.
 *
 * @see <a href="https://linkerd.io/2-edge/reference/proxy-configuration/">Proxy configuration</a>
 */
public final class Linkerd extends Mesh {
  static final Linkerd DEFAULT = new Linkerd("linkerd", true);

  /** Since 2.18 for all calls between proxies; earlier for ports with unknown protocol. */
  private static final int INBOUND = 4143;

  private static final List<Integer> METRICS = List.of(4191);
  private static final int IDENTITY = 8080;
  private static final int DESTINATION = 8086;
  private static final int POLICY = 8090;
  private static final String COMPONENT = "linkerd.io/control-plane-component";

  private final String controlPlane;
  private final boolean cni;

  private Linkerd(String controlPlane, boolean cni) {
    this.controlPlane = controlPlane;
    this.cni = cni;
  }

  /** Sets the namespace of the control plane. Default: {@code linkerd}. */
  public Linkerd controlPlane(String namespace) {
    return new Linkerd(Required.nonNull(namespace), cni);
  }

  /**
   * Declares that Linkerd is installed without its CNI plugin. The init container {@code
   * linkerd-init} then has {@code NET_ADMIN}, which the restricted and baseline Pod Security
   * Standards reject: a created {@link Namespace} then enforces none, with a warning.
   */
  public Linkerd withoutCni() {
    return new Linkerd(controlPlane, false);
  }

  /** 4191. */
  @Override
  public List<Integer> metricsPorts() {
    return METRICS;
  }

  @Override
  Map<String, String> namespaceLabels() {
    return Map.of();
  }

  @Override
  Map<String, String> namespaceAnnotations() {
    return Map.of("linkerd.io/inject", "enabled");
  }

  @Override
  Map<String, String> podLabels() {
    return Map.of();
  }

  @Override
  Map<String, String> podAnnotations(List<Integer> ports) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("linkerd.io/inject", "enabled");
    // All releases with native sidecars support this name; they are the default in the newest ones.
    annotations.put("config.alpha.linkerd.io/proxy-enable-native-sidecar", "true");
    if (!ports.isEmpty()) {
      annotations.put(
          "config.linkerd.io/skip-inbound-ports",
          ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return annotations;
  }

  @Override
  OptionalInt tunnel() {
    return OptionalInt.of(INBOUND);
  }

  @Override
  List<Traffic> toControlPlane() {
    return List.of(
        Traffic.tcp(component("identity"), IDENTITY).outsideMeshes(),
        Traffic.tcp(component("destination"), DESTINATION, POLICY).outsideMeshes());
  }

  private NetworkPeer component(String name) {
    return NetworkPeer.pods(controlPlane, Map.of(COMPONENT, name));
  }

  /** Returns none: probes come from the node, which every network plugin allows. */
  @Override
  List<NetworkPeer> probers() {
    return List.of();
  }

  @Override
  boolean needsNetAdmin() {
    return !cni;
  }

  @Override
  void check(Findings findings, String option) {
    Names.check(findings, option + ".controlPlane", controlPlane);
  }

  @Override
  public String toString() {
    return "Mesh.linkerd()"
        + (controlPlane.equals("linkerd") ? "" : ".controlPlane(" + quote(controlPlane) + ")")
        + (cni ? "" : ".withoutCni()");
  }
}
