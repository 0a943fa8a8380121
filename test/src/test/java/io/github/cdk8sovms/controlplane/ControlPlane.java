package io.github.cdk8sovms.controlplane;

import io.github.cdk8sovms.acceptance.Repository;
import io.github.cdk8sovms.controlplane.CertificateAuthority.Identity;
import io.github.cdk8sovms.controlplane.CertificateAuthority.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * etcd, kube-apiserver, kube-controller-manager and kube-scheduler as they were released, with
 * RBAC, Pod Security admission and the aggregation layer; three simulated nodes; and what runs the
 * pods.
 *
 * <p>It needs a network namespace of its own, which tools/control-plane/bin/java makes.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String ADMIN = "admin";
  private static final String CONTROLLERS = "system:kube-controller-manager";
  private static final String SCHEDULER = "system:kube-scheduler";

  private final Path state;
  private final CertificateAuthority authority;
  private final ApiClient api;
  private final List<ServerProcess> processes = new ArrayList<>();
  private final PodNetwork network = PodNetwork.claim();
  private final List<AutoCloseable> loops = new ArrayList<>();

  /**
   * @param autoscalerPeriod how often the controller of HorizontalPodAutoscalers looks; Kubernetes'
   *     default is 15 s
   * @param simulated programs of images that cannot run here
   */
  public record Settings(Duration autoscalerPeriod, List<SimulatedProgram> simulated) {
    public static final Settings DEFAULT = new Settings(Duration.ofSeconds(15), List.of());

    public Settings {
      simulated = List.copyOf(simulated);
    }
  }

  private ControlPlane(Path state) {
    this.state = state;
    this.authority = CertificateAuthority.create(state.resolve("pki"), "kubernetes");
    this.api =
        ApiClient.of(URI.create("https://" + PodNetwork.API_SERVER + ":6443"), trust(), ADMIN);
  }

  /**
   * Starts it all, and returns when it can be used.
   *
   * @param state a directory of its own, which is emptied first
   */
  public static ControlPlane start(Path state, Settings settings) {
    deleteAll(state);
    ControlPlane controlPlane = new ControlPlane(state);
    try {
      controlPlane.startServers(settings);
      controlPlane.startNodes(settings);
      return controlPlane;
    } catch (RuntimeException | AssertionError e) {
      controlPlane.close();
      throw e;
    }
  }

  public ApiClient api() {
    return api;
  }

  /** With every right. */
  public Path kubeconfig() {
    return state.resolve(ADMIN + ".kubeconfig");
  }

  /** Closes something before itself. */
  public void alongside(AutoCloseable loop) {
    loops.add(loop);
  }

  /** What the containers of all pods of a namespace have said. */
  List<String> logs(String namespace) {
    return podLogs()
        .filter(log -> log.getParent().getFileName().toString().startsWith(namespace + "_"))
        .map(Repository::read)
        .toList();
  }

  /** What every part has said last, for the message of a test that fails. */
  public String diagnosis() {
    String pods =
        podLogs()
            .map(log -> "--- " + log + "\n" + ServerProcess.tail(log))
            .collect(Collectors.joining("\n"));
    return processes.stream().map(ServerProcess::tail).collect(Collectors.joining("\n")) + pods;
  }

  @Override
  public void close() {
    for (int i = loops.size() - 1; i >= 0; i--) {
      try {
        loops.get(i).close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot stop " + loops.get(i), e);
      }
    }
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).stop(GRACE);
    }
    network.close();
  }

  private Stream<Path> podLogs() {
    return Repository.filesBelow(state.resolve("pods")).stream()
        .filter(file -> file.toString().endsWith(".log"));
  }

  private void startServers(Settings settings) {
    start(
        ControlPlaneBinary.ETCD,
        "--data-dir=" + state.resolve("etcd"),
        "--unsafe-no-fsync",
        "--log-level=error");
    Repository.write(
        state.resolve("tokens.csv"),
        """
        %1$s,%1$s,1,system:masters
        %2$s,%2$s,2,
        %3$s,%3$s,3,
        """
            .formatted(ADMIN, CONTROLLERS, SCHEDULER));
    SigningKey accountKey = SigningKey.create(state.resolve("pki"), "accounts");
    startApiServer(accountKey);
    Await.until(
        "the API server ready",
        START,
        this::diagnosis,
        () -> {
          requireAlive();
          return Await.Look.when(api.text("/readyz").equals("ok"), "not ok");
        });
    startControllers(settings, accountKey);
    start(
        ControlPlaneBinary.KUBE_SCHEDULER,
        "--kubeconfig=" + kubeconfig(SCHEDULER),
        "--leader-elect=false");
  }

  private void startApiServer(SigningKey accountKey) {
    Identity server =
        authority.issue(
            "kube-apiserver",
            List.of("kubernetes.default.svc", "kubernetes.default.svc.cluster.local"),
            List.of(PodNetwork.API_SERVER, PodNetwork.API_SERVICE));
    CertificateAuthority proxyAuthority =
        CertificateAuthority.create(state.resolve("pki/front-proxy"), "front-proxy");
    Identity proxy = proxyAuthority.issue("front-proxy-client", List.of(), List.of());
    start(
        ControlPlaneBinary.KUBE_APISERVER,
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

  private void startControllers(Settings settings, SigningKey accountKey) {
    start(
        ControlPlaneBinary.KUBE_CONTROLLER_MANAGER,
        "--kubeconfig=" + kubeconfig(CONTROLLERS),
        "--leader-elect=false",
        "--use-service-account-credentials",
        "--service-account-private-key-file=" + accountKey.privateKey(),
        "--root-ca-file=" + authority.file(),
        "--horizontal-pod-autoscaler-sync-period=" + settings.autoscalerPeriod().toMillis() + "ms");
  }

  private void startNodes(Settings settings) {
    PersistentVolumes.provide(api, state.resolve("volumes"));
    List<Program> programs = Program.built();
    List<String> images = new ArrayList<>();
    programs.forEach(program -> images.add(program.repository()));
    settings.simulated().forEach(program -> images.add(program.repository()));
    NodeSimulator nodes = NodeSimulator.start(api, kubeconfig(ADMIN), state, images);
    processes.add(nodes.process());
    nodes.awaitReady(api, START, this::diagnosis);
    ServiceProxy services = new ServiceProxy(api);
    loops.add(services);
    loops.add(
        new WorkloadRunner(
            api, network, services, state.resolve("pods"), programs, settings.simulated()));
    Await.until(
        "a service account in namespace default",
        START,
        this::diagnosis,
        () -> {
          requireAlive();
          return Await.Look.done(api.get("/api/v1/namespaces/default/serviceaccounts/default"));
        });
  }

  private void requireAlive() {
    if (!processes.stream().allMatch(ServerProcess::isAlive)) {
      throw new IllegalStateException("a server has ended:\n" + diagnosis());
    }
  }

  private void start(ControlPlaneBinary binary, String... flags) {
    List<String> words = new ArrayList<>(List.of(binary.path().toString()));
    words.addAll(List.of(flags));
    processes.add(
        ServerProcess.start(
            binary.fileName(), state.resolve("logs/" + binary.fileName() + ".log"), words));
  }

  private Path kubeconfig(String user) {
    Path file = state.resolve(user.replace("system:", "") + ".kubeconfig");
    Repository.write(
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

  private SSLContext trust() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("kubernetes", authority.certificate());
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }

  private static void deleteAll(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
