package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Traffic.Port;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.List;
import java.util.Map;

/**
 * Where a cluster has what every component may need: its name service and its API server. They
 * differ from one distribution to the next, and a policy that is wrong here stops everything.
 *
 * <p>Calls to the API server and calls from it are two things. Calls to it go to the addresses of
 * {@code kubectl get endpointslices --namespace default}. Calls from it, of which the metrics
 * adapter is the only one that is called, come from the network of its node, from pods of a tunnel,
 * or from an address of the provider; docs/networks.md tells it by platform.
 */
public final class ClusterNetwork {
  /** Caches on the node and the name services of some clouds answer on addresses of the link. */
  private static final NetworkPeer LINK_LOCAL = NetworkPeer.addresses("169.254.0.0/16");

  private static final String SYSTEM = "kube-system";
  private static final String KONNECTIVITY = "konnectivity-agent";

  private static final ClusterNetwork STANDARD =
      new ClusterNetwork(
          List.of(NetworkPeer.namespace(SYSTEM), LINK_LOCAL),
          53,
          List.of(NetworkPeer.anywhere()),
          List.of(443, 6443),
          List.of(NetworkPeer.anywhere()),
          ApiServerNetwork.UNKNOWN);

  private final List<NetworkPeer> dns;
  private final int dnsPort;
  private final List<NetworkPeer> apiServer;
  private final List<Integer> apiServerPorts;
  private final List<NetworkPeer> apiServerCalls;
  private final ApiServerNetwork platform;

  private ClusterNetwork(
      List<NetworkPeer> dns,
      int dnsPort,
      List<NetworkPeer> apiServer,
      List<Integer> apiServerPorts,
      List<NetworkPeer> apiServerCalls,
      ApiServerNetwork platform) {
    this.dns = dns;
    this.dnsPort = dnsPort;
    this.apiServer = apiServer;
    this.apiServerPorts = apiServerPorts;
    this.apiServerCalls = apiServerCalls;
    this.platform = platform;
  }

  /**
   * Names are answered from {@code kube-system} or by the node; the API server is anywhere, on 443
   * or 6443, and calls from anywhere. This is right for kubeadm, kind, k3s, RKE2, EKS, AKS and GKE.
   */
  public static ClusterNetwork standard() {
    return STANDARD;
  }

  /**
   * Google's: as {@link #standard()}, but the API server calls from the pods of its tunnel, {@code
   * konnectivity-agent} in {@code kube-system}.
   */
  public static ClusterNetwork gke() {
    return STANDARD
        .on(ApiServerNetwork.GKE)
        .apiServerCalls(NetworkPeer.pods(SYSTEM, Map.of("k8s-app", KONNECTIVITY)));
  }

  /**
   * Azure's: as {@link #standard()}, but the API server calls from the pods of its tunnel, {@code
   * konnectivity-agent} in {@code kube-system}. With API Server VNet Integration it calls from the
   * addresses of its subnet instead, which {@link #apiServerCalls} says.
   */
  public static ClusterNetwork aks() {
    return STANDARD
        .on(ApiServerNetwork.AKS)
        .apiServerCalls(NetworkPeer.pods(SYSTEM, Map.of("app", KONNECTIVITY)));
  }

  /**
   * Names are answered from {@code openshift-dns} on port 5353, and the API server is on 6443 and
   * calls from anywhere; {@code .apiServerCalls(NetworkPeer.namespace("openshift-host-network"))}
   * narrows that to the nodes.
   */
  public static ClusterNetwork openShift() {
    return STANDARD
        .on(ApiServerNetwork.OPENSHIFT)
        .dns(NetworkPeer.namespace("openshift-dns"), 5353)
        .apiServer(NetworkPeer.anywhere(), 6443);
  }

  /**
   * As {@link #standard()}, with Cilium as the network plugin, to which nodes are no addresses: a
   * block that is given for an API server of the cluster's own nodes then warns.
   */
  public static ClusterNetwork cilium() {
    return STANDARD.on(ApiServerNetwork.CILIUM);
  }

  /** The same with another name service. */
  public ClusterNetwork dns(NetworkPeer peer, int port) {
    Required.nonNull(peer, "peer");
    return new ClusterNetwork(
        List.of(peer), port, apiServer, apiServerPorts, apiServerCalls, platform);
  }

  /**
   * The same with the API server at known addresses, for calls to it. {@code kubectl get
   * endpointslices --namespace default} shows addresses and port; where they change, a policy must
   * not name them. From where it calls is not narrowed by this: see {@link #apiServerCalls}.
   */
  public ClusterNetwork apiServer(NetworkPeer peer, int port) {
    Required.nonNull(peer, "peer");
    return new ClusterNetwork(dns, dnsPort, List.of(peer), List.of(port), apiServerCalls, platform);
  }

  /**
   * The same with the API server calling from known places only. One that is missing cuts the
   * adapter off, and with it every autoscaler.
   */
  public ClusterNetwork apiServerCalls(NetworkPeer... from) {
    return new ClusterNetwork(
        dns, dnsPort, apiServer, apiServerPorts, Required.elements(from), platform);
  }

  private ClusterNetwork on(ApiServerNetwork known) {
    return new ClusterNetwork(dns, dnsPort, apiServer, apiServerPorts, apiServerCalls, known);
  }

  void check(Findings findings, String option) {
    dns.forEach(peer -> peer.check(findings, option + ".dns"));
    apiServer.forEach(peer -> peer.check(findings, option + ".apiServer"));
    apiServerCalls.forEach(peer -> peer.check(findings, option + ".apiServerCalls"));
    checkPort(findings, option + ".dns", dnsPort);
    apiServerPorts.forEach(port -> checkPort(findings, option + ".apiServer", port));
    findings.require(
        !apiServerCalls.isEmpty(),
        FindingCode.NETWORK_PEER,
        option + ".apiServerCalls",
        "no place is given from which the API server calls, so it could never call the adapter",
        "Name one, or leave .apiServerCalls(..) out.");
    apiServer.forEach(peer -> platform.checkAddress(findings, option + ".apiServer", peer));
    apiServerCalls.forEach(
        peer -> platform.checkCaller(findings, option + ".apiServerCalls", peer));
  }

  /** Asking for names. */
  public Traffic toDns() {
    return new Traffic(dns, List.of(new Port("UDP", dnsPort), new Port("TCP", dnsPort)), false);
  }

  /** Asking the Kubernetes API. */
  public Traffic toApiServer() {
    return Traffic.tcp(apiServer, apiServerPorts.stream().mapToInt(Integer::intValue).toArray())
        .outsideMeshes();
  }

  /** Being asked by the Kubernetes API, as extensions of it are. */
  public Traffic fromApiServer(int port) {
    return Traffic.tcp(apiServerCalls, port).outsideMeshes();
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
