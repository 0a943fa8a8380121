package io.github.cdk8sovms.exposure;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.exposure.internal.CanarySides;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A resolved exposure.
 *
 * @param placement where its objects are
 * @param entry where requests enter the cluster
 * @param http the hostnames of HTTP; empty if it is not exposed
 * @param grpc the hostnames of gRPC; empty if it is not exposed
 * @param paths the path prefixes of HTTP
 * @param timeout the longest request
 * @param backends the servers
 * @param proxies the peers that the servers admit
 */
record ExposureSpec(
    Placement placement,
    EntryPoint entry,
    Optional<Hostnames> http,
    Optional<Hostnames> grpc,
    RoutePaths paths,
    Duration timeout,
    List<Backend> backends,
    List<NetworkPeer> proxies) {

  ExposureSpec {
    backends = List.copyOf(backends);
    proxies = List.copyOf(proxies);
  }

  /**
   * Checks and resolves an exposure.
   *
   * @return empty if there is an error that leaves nothing to resolve
   */
  static Optional<ExposureSpec> resolve(
      ExposureChoices given, Placement placement, Findings findings) {
    Optional<Hostnames> http = Optional.ofNullable(given.http);
    Optional<Hostnames> grpc = Optional.ofNullable(given.grpc);
    checkProtocols(given, findings);
    Optional<EntryPoint> entry = entry(given, findings);
    entry.ifPresent(it -> it.check(findings, http, grpc));
    List<ModelServer> servers = given.servers();
    checkServers(given, findings);
    if (servers.isEmpty()) {
      return Optional.empty();
    }
    checkNamespace(placement, servers.get(0), findings);
    RoutePaths paths = given.paths == null ? RoutePaths.of(servers) : given.paths;
    paths.check(findings);
    List<NetworkPeer> proxies = proxies(given, servers, findings);
    return entry.map(
        it ->
            new ExposureSpec(
                placement, it, http, grpc, paths, longest(servers), backends(given), proxies));
  }

  private static void checkServers(ExposureChoices given, Findings findings) {
    findings.require(
        !given.servers().isEmpty(),
        FindingCode.MISSING,
        "server",
        "no server is given; there is nothing to expose",
        "Add .server(resnet).");
    if (given.canary == null) {
      return;
    }
    new CanarySides(given.canary).check(findings, "canary");
    given.canary.checkRoute(findings);
    findings.require(
        given.server == null,
        FindingCode.CONTRADICTION,
        "canary",
        quote("server") + " and " + quote("canary") + " each set the servers",
        "Leave .server(..) out; the canary has both servers.");
    findings.require(
        given.ingressClass == null,
        FindingCode.CONTRADICTION,
        "canary",
        quote("canary") + " needs weights, which an Ingress does not have",
        "Use .gateway(..) in place of .ingress(..).");
  }

  private static Duration longest(List<ModelServer> servers) {
    return servers.stream()
        .map(server -> ServerLink.of(server).maxRequestDuration())
        .reduce(Duration.ZERO, Durations::longer);
  }

  private static List<Backend> backends(ExposureChoices given) {
    return given.canary != null
        ? given.canary.backends()
        : given.servers().stream()
            .map(server -> new Backend(server.endpoint(), OptionalInt.empty()))
            .toList();
  }

  private static void checkProtocols(ExposureChoices given, Findings findings) {
    if (given.http != null) {
      given.http.check(findings, "http");
    }
    if (given.grpc != null) {
      given.grpc.check(findings, "grpc");
    }
    findings.require(
        given.http != null || given.grpc != null,
        FindingCode.MISSING,
        "http",
        "no protocol is given; there is nothing to expose",
        "Add .http(\"resnet.example.com\"), .grpc(\"resnet-grpc.example.com\") or both.");
    findings.require(
        given.http != null || given.paths == null,
        FindingCode.NO_EFFECT,
        "paths",
        quote("paths") + " are those of HTTP, which is not exposed",
        "Leave .paths(..) out, or add .http(..).");
  }

  private static Optional<EntryPoint> entry(ExposureChoices given, Findings findings) {
    String ingress = given.ingressClass;
    boolean hasGateway = !given.gateways.isEmpty();
    findings.require(
        ingress != null || hasGateway,
        FindingCode.MISSING,
        "gateway",
        "no Gateway and no IngressClass is given; no proxy would serve the routes",
        "Add .gateway(GatewayRef.of(\"infra\", \"public\")), or .ingress(\"traefik\").");
    findings.require(
        ingress == null || !hasGateway,
        FindingCode.CONTRADICTION,
        "ingress",
        quote("gateway") + " and " + quote("ingress") + " each set where requests enter",
        "Keep one of them, or create two Exposures.");
    if (ingress != null) {
      return Optional.of(new EntryPoint.Controller(ingress, Optional.ofNullable(given.tlsSecret)));
    }
    findings.require(
        given.tlsSecret == null,
        FindingCode.NO_EFFECT,
        "tlsSecret",
        quote("tlsSecret") + " applies to an Ingress; with a Gateway TLS ends at its listener",
        "Leave .tlsSecret(..) out, and name the Secret in the listener of the Gateway.");
    return hasGateway ? Optional.of(new EntryPoint.Gateways(given.gateways)) : Optional.empty();
  }

  private static void checkNamespace(Placement placement, ModelServer server, Findings findings) {
    String namespace = placement.identity().namespace();
    findings.require(
        namespace.equals(server.namespace()),
        FindingCode.ROUTE_NAMESPACE,
        "namespace",
        quote(namespace)
            + " is not the namespace of the server, "
            + quote(server.namespace())
            + "; an Ingress cannot refer to its Service from there, and a route only with a"
            + " ReferenceGrant",
        "Leave .namespace(..) out; a route can attach to a Gateway in another namespace.");
  }

  private static List<NetworkPeer> proxies(
      ExposureChoices given, List<ModelServer> servers, Findings findings) {
    boolean isolated = servers.stream().anyMatch(server -> server.endpoint().isolated());
    given.proxies.forEach(peer -> Peer.of(peer).check(findings, "proxies"));
    findings.require(
        isolated || given.proxies.isEmpty(),
        FindingCode.NO_EFFECT,
        "proxies",
        quote("proxies") + " are admitted by a NetworkPolicy, and the server has none",
        "Leave .proxies(..) out.");
    if (!isolated || !given.proxies.isEmpty()) {
      return given.proxies;
    }
    findings.require(
        given.ingressClass == null,
        FindingCode.MISSING,
        "proxies",
        "the pods of the ingress controller are not given, and the NetworkPolicy of the server"
            + " drops the requests of all others",
        "Add .proxies(NetworkPeer.namespace(..)) with the namespace of the controller.");
    given.gateways.stream()
        .map(GatewayRef::gateway)
        .distinct()
        .forEach(parent -> addAssumed(findings, parent));
    return given.gateways.stream().map(GatewayRef::labelledPods).distinct().toList();
  }

  private static void addAssumed(Findings findings, String gateway) {
    findings.add(
        FindingCode.GATEWAY_PODS_ASSUMED,
        "proxies",
        quote(gateway)
            + " is assumed to run its proxies in its own namespace, with its label"
            + " gateway.networking.k8s.io/gateway-name; the NetworkPolicy of the server drops the"
            + " requests of all others",
        "Add .proxies(..) with the pods that send the requests, such as"
            + " NetworkPeer.namespace(\"envoy-gateway-system\"), or the addresses of a load balancer"
            + " outside the cluster.");
  }
}
