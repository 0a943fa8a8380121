package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Cidr;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cdk8s.plus34.k8s.NetworkPolicyEgressRule;
import org.cdk8s.plus34.k8s.NetworkPolicyIngressRule;
import org.cdk8s.plus34.k8s.NetworkPolicyPeer;
import org.cdk8s.plus34.k8s.NetworkPolicyPort;
import org.jspecify.annotations.Nullable;

/**
 * Allowed connections: peers, and ports of the pods. A port is that of the pod, not of its Service:
 * policies apply after a Service has selected a pod.
 *
 * @param peers the allowed peers
 * @param ports the allowed ports; none for all ports
 * @param meshed whether the peer may be in a service mesh
 */
public record Traffic(List<NetworkPeer> peers, List<Port> ports, boolean meshed) {
  /**
   * A port.
   *
   * @param protocol TCP or UDP
   * @param number 1 to 65535
   */
  public record Port(String protocol, int number) {}

  /** Copies both lists. */
  public Traffic {
    peers = List.copyOf(peers);
    ports = List.copyOf(ports);
  }

  /** Returns TCP connections to ports. */
  public static Traffic tcp(List<NetworkPeer> peers, int... ports) {
    return new Traffic(
        peers, Arrays.stream(ports).mapToObj(port -> new Port("TCP", port)).toList(), true);
  }

  /** Returns the same for peers outside service meshes, such as DNS and API servers. */
  public Traffic outsideMeshes() {
    return new Traffic(peers, ports, false);
  }

  /** Returns TCP connections with one peer. */
  public static Traffic tcp(NetworkPeer peer, int... ports) {
    return tcp(List.of(peer), ports);
  }

  /**
   * Returns connections to the host of a URL. For a Service in the cluster, all ports in its
   * namespace are allowed, because the container ports may differ from the Service port. Policies
   * cannot match other host names, so only the port is restricted.
   *
   * @param url with a host, and with a port unless it is the default of the scheme
   */
  public static Traffic to(URI url) {
    String host = url.getHost();
    Optional<String> namespace = Urls.serviceNamespace(host);
    if (namespace.isPresent()) {
      return tcp(NetworkPeer.namespace(namespace.get()));
    }
    if (Urls.isLocalService(host)) {
      return tcp(NetworkPeer.sameNamespace());
    }
    int port = url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    return Cidr.isIpv4(host)
        ? tcp(NetworkPeer.addresses(host + "/32"), port)
        : tcp(NetworkPeer.anywhere(), port);
  }

  NetworkPolicyIngressRule toIngressRule() {
    return NetworkPolicyIngressRule.builder().from(apiPeers()).ports(apiPorts()).build();
  }

  NetworkPolicyEgressRule toEgressRule() {
    return NetworkPolicyEgressRule.builder().to(apiPeers()).ports(apiPorts()).build();
  }

  /** A rule without peers allows all. */
  private @Nullable List<NetworkPolicyPeer> apiPeers() {
    return peers.contains(NetworkPeer.anywhere())
        ? null
        : peers.stream().map(peer -> Peer.of(peer).toApi()).toList();
  }

  private @Nullable List<NetworkPolicyPort> apiPorts() {
    return ports.isEmpty()
        ? null
        : ports.stream()
            .map(
                port ->
                    NetworkPolicyPort.builder()
                        .protocol(port.protocol())
                        .port(ApiValues.number(port.number()))
                        .build())
            .toList();
  }
}
