package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.validation.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.cdk8s.ApiObject;

/**
 * The service mesh that pods are in. {@code .mesh(..)} on a {@link Namespace} holds for what is
 * created in it afterwards; on a component it is for a namespace that exists already, and for what
 * is created there afterwards.
 *
 * <p>From it follow the labels of namespace and pods, what each NetworkPolicy lets through besides,
 * and annotations of pods: proxies start before and end after the containers, and the API server,
 * which is in no mesh, calls the adapter past its proxy.
 *
 * <p>NetworkPolicies act outside the pod. In ambient mode, and between proxies of Linkerd, all
 * connections of two pods use one port, so policies still decide who may call, but not which port.
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

  /** The ports on which a proxy has metrics of its own, for whoever scrapes the pod. */
  public abstract List<Integer> metricsPorts();

  /**
   * Lets callers outside the mesh use a port in plain text, where the mesh enforces mutual TLS.
   *
   * @param objects where the objects are defined
   * @param id the id of the object in the construct tree
   * @param name the name of the object
   * @param pods the labels of the pods
   * @param port the port of the container
   * @return what was defined; nothing where the mesh takes plain text anyway
   */
  public List<ObjectRef<? extends ApiObject>> acceptPlainText(
      ApiObjects objects, String id, String name, Map<String, String> pods, int port) {
    return List.of();
  }

  /** The labels that put a namespace into the mesh. */
  abstract Map<String, String> namespaceLabels();

  /** The annotations that put a namespace into the mesh. */
  abstract Map<String, String> namespaceAnnotations();

  /** The labels of a pod in the mesh. */
  abstract Map<String, String> podLabels();

  /**
   * The annotations of a pod in the mesh.
   *
   * @param ports those that are called from outside of every mesh with TLS of their own
   */
  abstract Map<String, String> podAnnotations(List<Integer> ports);

  /** The port on which pods of the mesh call each other, whichever they mean, if there is one. */
  abstract OptionalInt tunnel();

  /** What a proxy in the pod asks. */
  abstract List<Traffic> toControlPlane();

  /** The addresses from which probes come, where they are not the node's. */
  abstract List<NetworkPeer> probers();

  /** Whether an init container of each pod changes the pod's network, which is a capability. */
  abstract boolean needsNetAdmin();

  abstract void check(Findings findings, String option);

  /** How it is written, for findings, and to tell it from others. */
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
   * The metadata of pods.
   *
   * @param labels without the mesh's
   */
  final Map<String, String> labelled(Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(podLabels());
    return all;
  }

  /** The rules that let calls in, and those that others of the mesh make instead. */
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

  /** The rules that let calls out, those that become others in the mesh, and those of the proxy. */
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

  /** The pods at the other end; addresses are of what is in no mesh, and so is all the internet. */
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
