package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.validation.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.cdk8s.ApiObject;

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
  static final Mesh NONE = new NoMesh();

  /** No mesh, which is the default. */
  public static Mesh none() {
    return NONE;
  }

  /** Istio in ambient mode, without sidecars. */
  public static IstioAmbient istioAmbient() {
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

  /**
   * Allows plain text from clients outside the mesh on a port, if the mesh enforces mutual TLS.
   *
   * @param objects the collection to add the objects to
   * @param id the id of the object in the construct tree
   * @param name the name of the object
   * @param pods the labels of the pods
   * @param port the port of the container
   * @return the added objects; none if the mesh accepts plain text anyway
   */
  public List<ObjectRef<? extends ApiObject>> acceptPlainText(
      ApiObjects objects, String id, String name, Map<String, String> pods, int port) {
    return List.of();
  }

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

  /**
   * Returns the metadata of pods.
   *
   * @param labels labels without those of the mesh
   */
  final Map<String, String> labelled(Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(podLabels());
    return all;
  }

  /** Returns the ingress rules, including those for tunnelled connections. */
  final List<Traffic> ingress(List<Traffic> from, List<Integer> probed) {
    List<Traffic> all = new ArrayList<>(from);
    if (!probers().isEmpty() && !probed.isEmpty()) {
      all.add(Traffic.tcp(probers(), probed.stream().mapToInt(Integer::intValue).toArray()));
    }
    tunnel()
        .ifPresent(
            port -> {
              List<NetworkPeer> callers = tunnelled(from, true);
              if (!callers.isEmpty()) {
                all.add(Traffic.tcp(callers, port));
              }
            });
    return all;
  }

  /** Returns the egress rules, including those for tunnelled connections and for the proxy. */
  final List<Traffic> egress(List<Traffic> to, ClusterNetwork network) {
    List<Traffic> all = new ArrayList<>(to);
    if (!toControlPlane().isEmpty() && !all.contains(network.toDns())) {
      all.add(network.toDns());
    }
    tunnel()
        .ifPresent(
            port -> {
              List<NetworkPeer> called = tunnelled(to, false);
              if (!called.isEmpty()) {
                all.add(Traffic.tcp(called, port));
              }
            });
    all.addAll(toControlPlane());
    return all;
  }

  /** Returns the peers that are pods; addresses and the internet are outside the mesh. */
  private static List<NetworkPeer> tunnelled(List<Traffic> traffic, boolean calling) {
    return traffic.stream()
        .filter(each -> each.meshed() && !each.ports().isEmpty())
        .flatMap(each -> each.peers().stream())
        .filter(peer -> !(peer instanceof NetworkPeer.Addresses))
        .filter(peer -> calling || !peer.equals(NetworkPeer.anywhere()))
        .distinct()
        .toList();
  }
}
