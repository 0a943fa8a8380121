package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/**
 * What can be said about how a server is called: where, by whom, from when on in the life of a pod,
 * and for how long.
 */
abstract sealed class EndpointOptions extends ComponentBuilder<OvmsModelServer.Builder>
    permits ServerOptions {
  private List<NetworkPeer> clients = List.of(NetworkPeer.sameNamespace());
  private Ports ports = Ports.DEFAULT;
  private Lifecycle lifecycle = Lifecycle.DEFAULT;
  private Optional<Rollout> rollout = Optional.empty();
  private boolean headless;
  private ClientService service = ClientService.DEFAULT;
  private boolean clientsGiven;

  EndpointOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Sets the ports for gRPC and for HTTP. Default: 8080 and 8081. Metrics are on the latter. */
  public OvmsModelServer.Builder ports(int grpc, int rest) {
    this.ports = new Ports(grpc, rest);
    return self();
  }

  /**
   * Sets who may call the server; a NetworkPolicy keeps everyone else out. Default: the pods of its
   * namespace. What scrapes the server is let in by itself.
   */
  public OvmsModelServer.Builder clients(NetworkPeer... callers) {
    this.clients = Required.elements(callers);
    this.clientsGiven = true;
    return self();
  }

  /**
   * Sets how pods are replaced by those of a new version. Default: {@link Rollout#START_FIRST};
   * {@link Rollout#ONE_AT_A_TIME} where pods request a device, since all devices may be in use,
   * with a warning; {@link Rollout#STOP_FIRST} where one node can have the volume of a model at a
   * time. A ModelServer has no field for it.
   */
  public OvmsModelServer.Builder rollout(Rollout rollout) {
    Required.nonNull(rollout);
    this.rollout = Optional.of(rollout);
    return self();
  }

  /**
   * Sets how long a pod may take to fetch and load its models. It is started once every model, and
   * every version of {@link VersionPolicy#specific(int...)}, is loaded; a pod that is not started
   * by then is restarted, which is also when a model that failed is tried again. Default: 10
   * minutes.
   *
   * <p>With more than one model or version the probe runs {@code /bin/bash} in the container, which
   * every release image has; an image of your own must have it too.
   */
  public OvmsModelServer.Builder startup(Duration budget) {
    Required.nonNull(budget);
    this.lifecycle = lifecycle.startup(budget);
    return self();
  }

  /**
   * Sets how long a request may take, so that scaling down cuts none. A pod that answers nothing
   * for six times as long, and three minutes at least, is restarted. Default: 30 seconds.
   */
  public OvmsModelServer.Builder maxRequestDuration(Duration duration) {
    Required.nonNull(duration);
    this.lifecycle = lifecycle.maxRequestDuration(duration);
    return self();
  }

  /**
   * Sets after how long gRPC clients are asked to connect anew; calls under way are finished. A
   * gRPC client keeps one connection, and with it one pod, so without an end new pods stay idle.
   * Default: one minute; zero for never. A ModelServer has no field for it.
   */
  public OvmsModelServer.Builder maxConnectionAge(Duration age) {
    this.lifecycle = lifecycle.maxConnectionAge(Required.nonNull(age));
    return self();
  }

  /**
   * Adds a Service {@code <name>-pods} without an address of its own, whose name in DNS is all pods
   * that are ready. gRPC clients with the policy {@code round_robin} then connect to each of them
   * and spread their calls, also where there are fewer clients than pods. They look for new pods
   * when a connection ends, so keep {@link #maxConnectionAge(Duration)}. Default: not added; a
   * ModelServer has no field for it.
   *
   * @see <a href="https://grpc.io/docs/guides/custom-load-balancing/">Load balancing in gRPC</a>
   */
  public OvmsModelServer.Builder headless() {
    this.headless = true;
    return self();
  }

  /**
   * Sets type, annotations and traffic policy of the Service. Default: {@link
   * ClientService#clusterIp()}. A ModelServer has no field for it.
   */
  public OvmsModelServer.Builder service(ClientService settings) {
    this.service = Required.nonNull(settings);
    return self();
  }

  /** Checks these options; for {@link ServerOptions}, which reports them among its own. */
  final void checkEndpoint(Findings findings) {
    ports.check(findings);
    clients.forEach(peer -> peer.check(findings, "clients"));
    if (clientsGiven) {
      checkIsolated(findings, "clients");
    }
    lifecycle.check(findings);
    service.check(findings, clientsGiven || !isIsolated());
  }

  final ClientService service() {
    return service;
  }

  final Ports ports() {
    return ports;
  }

  final List<NetworkPeer> clients() {
    return clients;
  }

  final Lifecycle lifecycle() {
    return lifecycle;
  }

  final Optional<Rollout> statedRollout() {
    return rollout;
  }

  final boolean hasHeadlessService() {
    return headless;
  }
}
