package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.validation.internal.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What a {@link Mesh} changes in the objects of a construct.
 *
 * @param namespaceLabels labels that add a namespace to the mesh
 * @param podLabels labels of a pod in the mesh
 * @param podAnnotations annotations of a pod, by the ports with their own TLS for clients outside
 *     the mesh
 * @param tunnel the port that carries all connections between pods of the mesh, if there is one
 * @param toControlPlane the egress of a proxy in the pod
 * @param probers the source addresses of probes, unless they come from the node
 * @param strict whether Istio rejects plain text from clients outside the mesh
 */
public record MeshRules(
    Map<String, String> namespaceLabels,
    Map<String, String> podLabels,
    Function<List<Integer>, Map<String, String>> podAnnotations,
    OptionalInt tunnel,
    List<Traffic> toControlPlane,
    List<NetworkPeer> probers,
    boolean strict) {
  public static final Link<Mesh, MeshRules> LINK = new Link<>();

  /** Returns the rules of a mesh. */
  public static MeshRules of(Mesh mesh) {
    return LINK.of(mesh);
  }

  /** Returns labels of a pod with those of the mesh. */
  Map<String, String> labelled(Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(podLabels);
    return all;
  }

  /** Returns the ingress rules, including those for tunnelled connections. */
  List<Traffic> ingress(List<Traffic> from, List<Integer> probed) {
    List<Traffic> all = new ArrayList<>(from);
    if (!probers.isEmpty() && !probed.isEmpty()) {
      all.add(Traffic.tcp(probers, probed.stream().mapToInt(Integer::intValue).toArray()));
    }
    addTunnelled(all, tunnelled(from, true));
    return all;
  }

  /** Returns the egress rules, including those for tunnelled connections and for the proxy. */
  List<Traffic> egress(List<Traffic> to, ClusterTraffic network) {
    List<Traffic> all = new ArrayList<>(to);
    Traffic dns = network.toDns();
    if (!toControlPlane.isEmpty() && !all.contains(dns)) {
      all.add(dns);
    }
    addTunnelled(all, tunnelled(to, false));
    all.addAll(toControlPlane);
    return all;
  }

  private void addTunnelled(List<Traffic> all, List<NetworkPeer> peers) {
    if (tunnel.isPresent() && !peers.isEmpty()) {
      all.add(Traffic.tcp(peers, tunnel.getAsInt()));
    }
  }

  /** Returns the peers that are pods; addresses and the internet are outside the mesh. */
  private static List<NetworkPeer> tunnelled(List<Traffic> traffic, boolean calling) {
    return traffic.stream()
        .filter(each -> each.meshed() && !each.ports().isEmpty())
        .flatMap(each -> each.peers().stream())
        .filter(peer -> !(Peer.of(peer) instanceof Peer.Addresses))
        .filter(peer -> calling || !peer.equals(NetworkPeer.anywhere()))
        .distinct()
        .toList();
  }
}
