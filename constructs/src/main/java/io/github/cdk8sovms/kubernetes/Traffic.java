package io.github.cdk8sovms.kubernetes;

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
 * Connections that are allowed: with whom, and on which ports of the pods. A port is the pod's, not
 * its Service's: policies see connections after a Service has chosen a pod.
 *
 * @param peers the other ends, any of them
 * @param ports the ports, any of them; none for every port
 * @param meshed whether the other end may be in a service mesh
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

  /** TCP connections to ports. */
  public static Traffic tcp(List<NetworkPeer> peers, int... ports) {
    return new Traffic(
        peers, Arrays.stream(ports).mapToObj(port -> new Port("TCP", port)).toList(), true);
  }

  /** The same with what is in no service mesh, as name services and API servers are. */
  Traffic outsideMeshes() {
    return new Traffic(peers, ports, false);
  }

  /** TCP connections with one peer. */
  public static Traffic tcp(NetworkPeer peer, int... ports) {
    return tcp(List.of(peer), ports);
  }

  /**
   * Connections to the server of a URL. A Service in the cluster is known by its name; its pods may
   * listen on other ports than it does, so all ports of its namespace are allowed. Other hosts
   * cannot be named in a policy, so that only the port is.
   *
   * @param url with a host, and with a port unless it is the scheme's own
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

  /** A rule without peers is one for everything. */
  private @Nullable List<NetworkPolicyPeer> apiPeers() {
    return peers.contains(NetworkPeer.anywhere())
        ? null
        : peers.stream().map(NetworkPeer::toPeer).toList();
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
