package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.ClusterTraffic;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.kubernetes.internal.Traffic.Port;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.Map;

/**
 * The DNS and API server of a cluster, as peers of NetworkPolicies. They differ between
 * distributions, and a wrong policy breaks all components.
 *
 * <p>Calls to and from the API server differ. Calls to it go to the addresses in {@code kubectl get
 * endpointslices --namespace default}. Calls from it, which only the metrics adapter receives, come
 * from the host network of its node, from tunnel pods, or from an address of the provider;
 * docs/networks.md lists them by platform.
 *
 * <pre>{@code
 * ClusterNetwork.openShift()
 * ClusterNetwork.gke()
 * }</pre>
 */
public final class ClusterNetwork {
  static {
    ClusterTraffic.LINK.provide(ClusterNetwork::traffic);
  }

  /** Node-local DNS caches and the DNS of some clouds use link-local addresses. */
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
   * DNS runs in {@code kube-system} or on the node; the API server can be anywhere, on 443 or 6443,
   * and can call from anywhere. Suitable for kubeadm, kind, k3s, RKE2, EKS, AKS and GKE.
   */
  public static ClusterNetwork standard() {
    return STANDARD;
  }

  /**
   * GKE: as {@link #standard()}, but the API server calls from its tunnel pods, {@code
   * konnectivity-agent} in {@code kube-system}.
   */
  public static ClusterNetwork gke() {
    return STANDARD
        .on(ApiServerNetwork.GKE)
        .apiServerCalls(NetworkPeer.pods(SYSTEM, Map.of("k8s-app", KONNECTIVITY)));
  }

  /**
   * AKS: as {@link #standard()}, but the API server calls from its tunnel pods, {@code
   * konnectivity-agent} in {@code kube-system}. With API Server VNet Integration it calls from the
   * addresses of its subnet instead; set these with {@link #apiServerCalls}.
   */
  public static ClusterNetwork aks() {
    return STANDARD
        .on(ApiServerNetwork.AKS)
        .apiServerCalls(NetworkPeer.pods(SYSTEM, Map.of("app", KONNECTIVITY)));
  }

  /**
   * DNS runs in {@code openshift-dns} on port 5353, and the API server uses 6443 and can call from
   * anywhere; {@code .apiServerCalls(NetworkPeer.namespace("openshift-host-network"))} narrows that
   * to the nodes.
   */
  public static ClusterNetwork openShift() {
    return STANDARD
        .on(ApiServerNetwork.OPENSHIFT)
        .dns(NetworkPeer.namespace("openshift-dns"), 5353)
        .apiServer(NetworkPeer.anywhere(), 6443);
  }

  /**
   * As {@link #standard()}, with Cilium as the network plugin, where CIDR blocks do not select
   * nodes: a block for an API server on nodes of the cluster is a warning.
   */
  public static ClusterNetwork cilium() {
    return STANDARD.on(ApiServerNetwork.CILIUM);
  }

  /** Returns the same with another DNS. */
  public ClusterNetwork dns(NetworkPeer peer, int port) {
    Required.nonNull(peer, "peer");
    return new ClusterNetwork(
        List.of(peer), port, apiServer, apiServerPorts, apiServerCalls, platform);
  }

  /**
   * Returns the same with known addresses of the API server, for calls to it. {@code kubectl get
   * endpointslices --namespace default} shows addresses and port; do not set them if they can
   * change. This does not restrict calls from the API server: see {@link #apiServerCalls}.
   */
  public ClusterNetwork apiServer(NetworkPeer peer, int port) {
    Required.nonNull(peer, "peer");
    return new ClusterNetwork(dns, dnsPort, List.of(peer), List.of(port), apiServerCalls, platform);
  }

  /**
   * Returns the same with known sources of calls from the API server. A missing source blocks the
   * adapter, and with it every autoscaler.
   */
  public ClusterNetwork apiServerCalls(NetworkPeer... from) {
    return new ClusterNetwork(
        dns, dnsPort, apiServer, apiServerPorts, Required.elements(from), platform);
  }

  private ClusterNetwork on(ApiServerNetwork known) {
    return new ClusterNetwork(dns, dnsPort, apiServer, apiServerPorts, apiServerCalls, known);
  }

  void check(Findings findings, String option) {
    dns.forEach(peer -> Peer.of(peer).check(findings, option + ".dns"));
    apiServer.forEach(peer -> Peer.of(peer).check(findings, option + ".apiServer"));
    apiServerCalls.forEach(peer -> Peer.of(peer).check(findings, option + ".apiServerCalls"));
    checkPort(findings, option + ".dns", dnsPort);
    apiServerPorts.forEach(port -> checkPort(findings, option + ".apiServer", port));
    findings.require(
        !apiServerCalls.isEmpty(),
        FindingCode.NETWORK_PEER,
        option + ".apiServerCalls",
        "no source of API server calls is given, so it could never call the adapter",
        "Add one, or leave .apiServerCalls(..) out.");
    apiServer.forEach(peer -> platform.checkAddress(findings, option + ".apiServer", peer));
    apiServerCalls.forEach(
        peer -> platform.checkCaller(findings, option + ".apiServerCalls", peer));
  }

  private ClusterTraffic traffic() {
    return new ClusterTraffic(
        new Traffic(dns, List.of(new Port("UDP", dnsPort), new Port("TCP", dnsPort)), false),
        Traffic.tcp(apiServer, apiServerPorts.stream().mapToInt(Integer::intValue).toArray())
            .outsideMeshes(),
        apiServerCalls);
  }

  private static void checkPort(Findings findings, String option, int port) {
    findings.require(
        port >= 1 && port <= 65_535,
        FindingCode.INVALID_PORT,
        option,
        quote(port) + " is not a port; it must be 1 to 65535",
        "Write the container port.");
  }
}
