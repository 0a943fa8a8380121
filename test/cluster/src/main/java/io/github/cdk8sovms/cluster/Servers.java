package io.github.cdk8sovms.cluster;

import io.github.cdk8sovms.cluster.CertificateAuthority.Identity;
import io.github.cdk8sovms.cluster.CertificateAuthority.SigningKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The servers of one control plane, as they were released, with RBAC, Pod Security admission and
 * the aggregation layer.
 */
public final class Servers implements AutoCloseable {
  static final String ADMIN = "admin";

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String CONTROLLERS = "system:kube-controller-manager";
  private static final String SCHEDULER = "system:kube-scheduler";

  private final Path state;
  private final CertificateAuthority authority;
  private final SigningKey accountKey;
  private final ApiClient api;
  private final Map<ControlPlaneBinary, List<String>> flags =
      new EnumMap<>(ControlPlaneBinary.class);
  private final Map<ControlPlaneBinary, ServerProcess> processes = new LinkedHashMap<>();

  private Servers(Path state) {
    this.state = state;
    this.authority = CertificateAuthority.create(state.resolve("pki"), "kubernetes");
    this.accountKey = SigningKey.create(state.resolve("pki"), "accounts");
    this.api =
        ApiClient.of(
            URI.create("https://" + PodNetwork.API_SERVER + ":6443"), authority.trust(), ADMIN);
  }

  /** etcd, and an API server that answers. */
  public static Servers start(Path state, ControlPlaneBinary apiServer) {
    Servers servers = new Servers(state);
    servers.start(
        ControlPlaneBinary.ETCD,
        "--data-dir=" + state.resolve("etcd"),
        "--unsafe-no-fsync",
        "--log-level=error");
    TextFile.write(
        state.resolve("tokens.csv"),
        """
        %1$s,%1$s,1,system:masters
        %2$s,%2$s,2,
        %3$s,%3$s,3,
        """
            .formatted(ADMIN, CONTROLLERS, SCHEDULER));
    servers.startApiServer(apiServer);
    servers.awaitApiServer();
    return servers;
  }

  /** The controllers, of autoscalers among others, and the scheduler. */
  void startControllers(Duration autoscalerPeriod) {
    start(
        ControlPlaneBinary.KUBE_CONTROLLER_MANAGER,
        "--kubeconfig=" + kubeconfig(CONTROLLERS),
        "--leader-elect=false",
        "--use-service-account-credentials",
        "--service-account-private-key-file=" + accountKey.privateKey(),
        "--root-ca-file=" + authority.file(),
        "--horizontal-pod-autoscaler-sync-period=" + autoscalerPeriod.toMillis() + "ms");
    start(
        ControlPlaneBinary.KUBE_SCHEDULER,
        "--kubeconfig=" + kubeconfig(SCHEDULER),
        "--leader-elect=false");
  }

  public void start(ControlPlaneBinary binary, String... flagsOfIt) {
    flags.put(binary, List.of(flagsOfIt));
    start(binary);
  }

  public ApiClient api() {
    return api;
  }

  /** Ends a server; what it served is gone until {@link #start(ControlPlaneBinary)}. */
  public void stop(ControlPlaneBinary binary) {
    processes.get(binary).stop(GRACE);
  }

  /** Starts a server again as it was. */
  public void start(ControlPlaneBinary binary) {
    List<String> words = new ArrayList<>(List.of(binary.path().toString()));
    words.addAll(flags.get(binary));
    processes.put(
        binary,
        ServerProcess.start(
            binary.fileName(), state.resolve("logs/" + binary.fileName() + ".log"), words));
  }

  public void awaitApiServer() {
    Await.until(
        "the API server ready",
        START,
        this::diagnosis,
        () -> {
          requireAlive();
          return Await.Look.when(api.text("/readyz").equals("ok"), "not ok");
        });
  }

  /** Fails at once if a server has ended, instead of when a deadline passes. */
  void requireAlive() {
    if (!processes.values().stream().allMatch(ServerProcess::isAlive)) {
      throw new IllegalStateException("a server has ended:\n" + diagnosis());
    }
  }

  public String diagnosis() {
    return processes.values().stream().map(ServerProcess::tail).collect(Collectors.joining("\n"));
  }

  Path kubeconfig(String user) {
    Path file = state.resolve(user.replace("system:", "") + ".kubeconfig");
    TextFile.write(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters:
          - name: control-plane
            cluster: {server: "https://%s:6443", certificate-authority: "%s"}
        users:
          - name: "%s"
            user: {token: "%s"}
        contexts:
          - name: control-plane
            context: {cluster: control-plane, user: "%s"}
        current-context: control-plane
        """
            .formatted(PodNetwork.API_SERVER, authority.file(), user, user, user));
    return file;
  }

  /** Those that were started last end first. */
  @Override
  public void close() {
    List<ServerProcess> started = new ArrayList<>(processes.values());
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).stop(GRACE);
    }
  }

  private void startApiServer(ControlPlaneBinary binary) {
    Identity server =
        authority.issue(
            "kube-apiserver",
            List.of("kubernetes.default.svc", "kubernetes.default.svc.cluster.local"),
            List.of(PodNetwork.API_SERVER, PodNetwork.API_SERVICE));
    CertificateAuthority proxyAuthority =
        CertificateAuthority.create(state.resolve("pki/front-proxy"), "front-proxy");
    Identity proxy = proxyAuthority.issue("front-proxy-client", List.of(), List.of());
    start(
        binary,
        "--etcd-servers=http://127.0.0.1:2379",
        "--bind-address=" + PodNetwork.API_SERVER,
        "--advertise-address=" + PodNetwork.API_SERVER,
        "--service-cluster-ip-range=" + PodNetwork.SERVICES,
        "--tls-cert-file=" + server.certificate(),
        "--tls-private-key-file=" + server.key(),
        "--client-ca-file=" + authority.file(),
        "--token-auth-file=" + state.resolve("tokens.csv"),
        "--authorization-mode=RBAC",
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--service-account-key-file=" + accountKey.publicKey(),
        "--service-account-signing-key-file=" + accountKey.privateKey(),
        "--requestheader-client-ca-file=" + proxyAuthority.file(),
        "--requestheader-allowed-names=front-proxy-client",
        "--requestheader-username-headers=X-Remote-User",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        "--proxy-client-cert-file=" + proxy.certificate(),
        "--proxy-client-key-file=" + proxy.key());
  }
}
