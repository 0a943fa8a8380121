package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/** Options for the endpoint of a server: ports, allowed clients, pod lifecycle and timeouts. */
abstract sealed class EndpointOptions extends PodComponentBuilder<OvmsModelServer.Builder>
    permits ServerOptions {
  private List<NetworkPeer> clients = List.of(NetworkPeer.sameNamespace());
  private Ports ports = Ports.DEFAULT;
  private Lifecycle lifecycle = Lifecycle.DEFAULT;
  private boolean requestDurationGiven;
  private Optional<Rollout> rollout = Optional.empty();
  private boolean headless;
  private ClientService service = ClientService.DEFAULT;
  private boolean clientsGiven;

  EndpointOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Sets the ports for gRPC and for HTTP. Default: 8080 and 8081. Metrics use the HTTP port. */
  public OvmsModelServer.Builder ports(int grpc, int rest) {
    this.ports = new Ports(grpc, rest);
    return self();
  }

  /**
   * Sets the allowed clients; a NetworkPolicy denies all others. Default: the pods of its
   * namespace. Its Prometheus is allowed automatically.
   */
  public OvmsModelServer.Builder clients(NetworkPeer... callers) {
    this.clients = Required.elements(callers);
    this.clientsGiven = true;
    return self();
  }

  /**
   * Sets the rollout strategy. Default: {@link Rollout#START_FIRST}; {@link Rollout#ONE_AT_A_TIME}
   * with a warning if pods request a device, since all devices may be in use; {@link
   * Rollout#STOP_FIRST} if only one node can mount the volume of a model. A ModelServer has no
   * field for it.
   */
  public OvmsModelServer.Builder rollout(Rollout rollout) {
    Required.nonNull(rollout);
    this.rollout = Optional.of(rollout);
    return self();
  }

  /**
   * Sets the startup timeout of a pod, including downloading and loading its models. Startup is
   * complete when every model, and every version of {@link VersionPolicy#specific(int...)}, is
   * loaded; otherwise the container is restarted, which also retries models that failed. Default:
   * 10 minutes.
   *
   * <p>With more than one model or version the probe runs {@code /bin/bash} in the container, which
   * every release image contains; a custom image must contain it too.
   */
  public OvmsModelServer.Builder startup(Duration budget) {
    Required.nonNull(budget);
    this.lifecycle = lifecycle.startup(budget);
    return self();
  }

  /**
   * Sets the maximum duration of a request, so that scaling down interrupts none. A pod that does
   * not respond for six times as long, at least three minutes, is restarted. Default: 30 seconds;
   * with generative models that answer slowly (text, speech, images) 2 minutes.
   */
  public OvmsModelServer.Builder maxRequestDuration(Duration duration) {
    Required.nonNull(duration);
    this.lifecycle = lifecycle.maxRequestDuration(duration);
    this.requestDurationGiven = true;
    return self();
  }

  /**
   * Sets the maximum age of gRPC connections, after which clients must reconnect; calls in progress
   * complete. A gRPC client keeps one connection to one pod, so without a maximum age new pods stay
   * idle. Default: one minute; zero for none. A ModelServer has no field for it.
   */
  public OvmsModelServer.Builder maxConnectionAge(Duration age) {
    this.lifecycle = lifecycle.maxConnectionAge(Required.nonNull(age));
    return self();
  }

  /**
   * Adds a headless Service {@code <name>-pods}; its DNS name resolves to all ready pods. gRPC
   * clients with the policy {@code round_robin} then connect to each of them and distribute their
   * calls, even with fewer clients than pods. They resolve the name again when a connection closes,
   * so keep {@link #maxConnectionAge(Duration)}. Default: not added; a ModelServer has no field for
   * it.
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

  /** Checks these options, on behalf of {@link ServerOptions}. */
  final void checkEndpoint(Findings findings) {
    ports.check(findings);
    clients.forEach(peer -> peer.check(findings, "clients"));
    if (clientsGiven) {
      checkIsolated(findings, "clients");
    }
    lifecycle().check(findings);
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
    return requestDurationGiven
        ? lifecycle
        : lifecycle.maxRequestDuration(defaultMaxRequestDuration());
  }

  /** Returns the default of the maximum duration of a request. */
  abstract Duration defaultMaxRequestDuration();

  final Optional<Rollout> configuredRollout() {
    return rollout;
  }

  final boolean hasHeadlessService() {
    return headless;
  }
}
