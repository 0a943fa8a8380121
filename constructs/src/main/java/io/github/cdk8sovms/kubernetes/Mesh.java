package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.kubernetes.internal.MeshRules;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The service mesh of pods. {@code .mesh(..)} on a {@link Namespace} applies to components created
 * in it afterwards; on a component it is for an existing namespace, and also applies to components
 * created there afterwards.
 *
 * <p>It determines the labels of namespace and pods, additional rules of each NetworkPolicy, and
 * annotations of pods: proxies start before and stop after the containers, and the API server,
 * which is in no mesh, bypasses the adapter's proxy.
 *
 * <p>NetworkPolicies apply outside the pod. In ambient mode, and between Linkerd proxies, all
 * connections between two pods use one port, so policies still restrict clients, but not ports.
 */
public abstract sealed class Mesh permits IstioAmbient, IstioSidecar, Linkerd, NoMesh {
  static {
    MeshRules.LINK.provide(Mesh::rules);
  }

  static final Mesh NONE = new NoMesh();

  /** No mesh, which is the default. */
  public static Mesh none() {
    return NONE;
  }

  /** Istio in ambient mode, without sidecars. */
  public static Mesh istioAmbient() {
    return IstioAmbient.DEFAULT;
  }

  /** Istio with a sidecar in each pod, installed with Istio's CNI plugin. */
  public static IstioSidecar istioSidecar() {
    return IstioSidecar.DEFAULT;
  }

  /** Linkerd, installed with its CNI plugin. */
  public static Linkerd linkerd() {
    return Linkerd.DEFAULT;
  }

  /** Returns the metrics ports of the proxy, for scraping. */
  public abstract List<Integer> metricsPorts();

  /** Returns the labels that add a namespace to the mesh. */
  abstract Map<String, String> namespaceLabels();

  /** Returns the annotations that add a namespace to the mesh. */
  abstract Map<String, String> namespaceAnnotations();

  /** Returns the labels of a pod in the mesh. */
  abstract Map<String, String> podLabels();

  /**
   * Returns the annotations of a pod in the mesh.
   *
   * @param ports ports with their own TLS for clients outside the mesh
   */
  abstract Map<String, String> podAnnotations(List<Integer> ports);

  /** Returns the port that carries all connections between pods of the mesh, if there is one. */
  abstract OptionalInt tunnel();

  /** Returns the egress of a proxy in the pod. */
  abstract List<Traffic> toControlPlane();

  /** Returns the source addresses of probes, unless they come from the node. */
  abstract List<NetworkPeer> probers();

  /** Returns whether clients outside the mesh are rejected, unless an object allows them. */
  boolean isStrict() {
    return false;
  }

  /** Returns whether an init container of each pod needs the capability NET_ADMIN. */
  abstract boolean needsNetAdmin();

  abstract void check(Findings findings, String option);

  /** Returns it as Java code, for findings and comparison. */
  @Override
  public abstract String toString();

  @Override
  public final boolean equals(Object other) {
    return other instanceof Mesh mesh && mesh.toString().equals(toString());
  }

  @Override
  public final int hashCode() {
    return toString().hashCode();
  }

  private MeshRules rules() {
    return new MeshRules(
        namespaceLabels(),
        podLabels(),
        this::podAnnotations,
        tunnel(),
        toControlPlane(),
        probers(),
        isStrict());
  }
}
