package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Traffic.Port;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.List;

/**
 * Where a cluster has what every component may need: its name service and its API server. Both
 * differ from one distribution to the next, and a policy that is wrong here stops everything.
 *
 * @param dns who answers names
 * @param dnsPort the port of the pods that do, for UDP and TCP
 * @param apiServer who answers the Kubernetes API; it runs on the network of its nodes, where no
 *     label can select it
 * @param apiServerPorts the ports on which it listens there
 */
public record ClusterNetwork(
    List<NetworkPeer> dns, int dnsPort, List<NetworkPeer> apiServer, List<Integer> apiServerPorts) {
  /** Caches on the node and the name services of some clouds answer on addresses of the link. */
  private static final NetworkPeer LINK_LOCAL = NetworkPeer.addresses("169.254.0.0/16");

  private static final ClusterNetwork STANDARD =
      new ClusterNetwork(
          List.of(NetworkPeer.namespace("kube-system"), LINK_LOCAL),
          53,
          List.of(NetworkPeer.anywhere()),
          List.of(443, 6443));

  /** Copies the lists. */
  public ClusterNetwork {
    dns = Required.elements(dns, "dns");
    apiServer = Required.elements(apiServer, "apiServer");
    apiServerPorts = Required.elements(apiServerPorts, "apiServerPorts");
  }

  /**
   * Names are answered from {@code kube-system} or by the node; the API server is anywhere, on 443
   * or 6443. This is right for kubeadm, kind, k3s, RKE2, EKS, AKS and GKE.
   */
  public static ClusterNetwork standard() {
    return STANDARD;
  }

  /** Names are answered from {@code openshift-dns} on port 5353, and the API server is on 6443. */
  public static ClusterNetwork openShift() {
    return STANDARD
        .dns(NetworkPeer.namespace("openshift-dns"), 5353)
        .apiServer(NetworkPeer.anywhere(), 6443);
  }

  /** The same with another name service. */
  public ClusterNetwork dns(NetworkPeer peer, int port) {
    Required.nonNull(peer, "peer");
    return new ClusterNetwork(List.of(peer), port, apiServer, apiServerPorts);
  }

  /**
   * The same with the API server at known addresses. {@code kubectl get endpointslices -n default}
   * shows them; where they change, a policy must not name them.
   */
  public ClusterNetwork apiServer(NetworkPeer peer, int port) {
    Required.nonNull(peer, "peer");
    return new ClusterNetwork(dns, dnsPort, List.of(peer), List.of(port));
  }

  void check(Findings findings, String option) {
    dns.forEach(peer -> peer.check(findings, option + ".dns"));
    apiServer.forEach(peer -> peer.check(findings, option + ".apiServer"));
    checkPort(findings, option + ".dns", dnsPort);
    apiServerPorts.forEach(port -> checkPort(findings, option + ".apiServer", port));
  }

  /** Asking for names. */
  public Traffic toDns() {
    return new Traffic(dns, List.of(new Port("UDP", dnsPort), new Port("TCP", dnsPort)));
  }

  /** Asking the Kubernetes API. */
  public Traffic toApiServer() {
    return Traffic.tcp(apiServer, apiServerPorts.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void checkPort(Findings findings, String option, int port) {
    findings.require(
        port >= 1 && port <= 65_535,
        FindingCode.INVALID_PORT,
        option,
        quote(port) + " is not a port; it must be 1 to 65535",
        "Write the port on which the pods listen.");
  }
}
