package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * See {@link Mesh#istioAmbient()}. Labels namespace and pods with {@code istio.io/dataplane-mode:
 * ambient}. Policies also allow traffic between pods on 15008, and probes from the address that
 * Istio's CNI plugin assigns to them.
 *
 * <p>The adapter is annotated with {@code ambient.istio.io/bypass-inbound-capture}, so that the API
 * server can reach it if the mesh requires mutual TLS.
 *
 * @see <a href="https://istio.io/latest/docs/ambient/usage/networkpolicy/">Ambient and
 *     NetworkPolicy</a>
 */
final class IstioAmbient extends Mesh {
  static final IstioAmbient DEFAULT = new IstioAmbient();

  private static final Map<String, String> MODE = Map.of("istio.io/dataplane-mode", "ambient");

  /** HBONE: carries all connections between pods of the mesh, for any port. */
  private static final int HBONE = 15008;

  /** HOST_PROBE_SNAT_IPV4 and HOST_PROBE_SNAT_IPV6 of istio-cni, by their defaults. */
  private static final List<NetworkPeer> PROBES =
      List.of(
          NetworkPeer.addresses("169.254.7.127/32"),
          NetworkPeer.addresses("fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128"));

  private IstioAmbient() {}

  /** Returns none: the proxy runs on the node. */
  @Override
  public List<Integer> metricsPorts() {
    return List.of();
  }

  @Override
  Map<String, String> namespaceLabels() {
    return MODE;
  }

  @Override
  Map<String, String> namespaceAnnotations() {
    return Map.of();
  }

  @Override
  Map<String, String> podLabels() {
    return MODE;
  }

  @Override
  Map<String, String> podAnnotations(List<Integer> ports) {
    return ports.isEmpty() ? Map.of() : Map.of("ambient.istio.io/bypass-inbound-capture", "true");
  }

  @Override
  OptionalInt tunnel() {
    return OptionalInt.of(HBONE);
  }

  @Override
  List<Traffic> toControlPlane() {
    return List.of();
  }

  @Override
  List<NetworkPeer> probers() {
    return PROBES;
  }

  @Override
  boolean needsNetAdmin() {
    return false;
  }

  @Override
  void check(Findings findings, String option) {}

  @Override
  public String toString() {
    return "Mesh.istioAmbient()";
  }
}
