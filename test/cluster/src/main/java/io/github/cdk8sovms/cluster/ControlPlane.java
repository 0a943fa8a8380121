package io.github.cdk8sovms.cluster;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole cluster: the real servers, three simulated nodes, and what runs the pods.
 *
 * <p>It needs a separate network namespace, which tools/control-plane/bin/java makes.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);

  private final Path state;
  private final PodNetwork network;
  private final Servers servers;
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
    this.network = PodNetwork.claim();
    this.servers = Servers.start(state, ControlPlaneBinary.KUBE_APISERVER);
  }

  /**
   * Starts it all, and returns when it can be used.
   *
   * @param state a separate directory, which is emptied first
   */
  public static ControlPlane start(Path state, Settings settings) {
    ControlPlane controlPlane = new ControlPlane(empty(state));
    try {
      controlPlane.servers.startControllers(settings.autoscalerPeriod());
      controlPlane.startNodes(settings);
      return controlPlane;
    } catch (RuntimeException | AssertionError e) {
      controlPlane.close();
      throw e;
    }
  }

  public ApiClient api() {
    return servers.api();
  }

  /** To stop one of them, and start it again. */
  public Servers servers() {
    return servers;
  }

  /** With every right. */
  public Path kubeconfig() {
    return servers.kubeconfig(Servers.ADMIN);
  }

  /** Whether a pod that runs for real can open a connection. */
  public boolean connects(String fromAddress, String toAddress, int port) {
    return network.attached().stream()
        .filter(attachment -> attachment.address().equals(fromAddress))
        .anyMatch(attachment -> network.connects(attachment, toAddress, port));
  }

  /** Closes something before itself. */
  public void alongside(AutoCloseable loop) {
    loops.add(loop);
  }

  /** What the containers of all pods of a namespace have said. */
  public List<String> logs(String namespace) {
    return podLogs()
        .filter(log -> log.getParent().getFileName().toString().startsWith(namespace + "_"))
        .map(TextFile::read)
        .toList();
  }

  /** What every part has said last, for the message of a test that fails. */
  public String diagnosis() {
    return servers.diagnosis()
        + podLogs()
            .map(log -> "--- " + log + "\n" + ServerProcess.tail(log))
            .collect(Collectors.joining("\n"));
  }

  /** What was started last is closed first. */
  @Override
  public void close() {
    for (int i = loops.size() - 1; i >= 0; i--) {
      try {
        loops.get(i).close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot stop " + loops.get(i), e);
      }
    }
    servers.close();
    network.close();
  }

  private Stream<Path> podLogs() {
    return TextFile.below(state.resolve("pods")).stream()
        .filter(file -> file.toString().endsWith(".log"));
  }

  private void startNodes(Settings settings) {
    PersistentVolumes.provide(api(), state.resolve("volumes"));
    List<Program> programs = Program.built();
    List<String> images = new ArrayList<>();
    programs.forEach(program -> images.add(program.repository()));
    settings.simulated().forEach(program -> images.add(program.repository()));
    NodeSimulator.start(servers, state, images);
    NodeSimulator.awaitReady(api(), START, this::diagnosis);
    NetworkPolicyEnforcer policies = new NetworkPolicyEnforcer(api(), network);
    loops.add(policies);
    ServiceProxy services = new ServiceProxy(api(), policies);
    loops.add(services);
    loops.add(
        new WorkloadRunner(
            api(), network, services, state.resolve("pods"), programs, settings.simulated()));
    Await.until(
        "a service account in namespace default",
        START,
        this::diagnosis,
        () -> {
          servers.requireAlive();
          return Await.Look.done(api().get("/api/v1/namespaces/default/serviceaccounts/default"));
        });
  }

  /** A directory without the files of an earlier run, and for this JVM alone. */
  public static Path empty(Path directory) {
    try {
      Files.createDirectories(directory);
      Path lock = directory.resolveSibling(directory.getFileName() + ".lock");
      // It is held until the JVM ends.
      if (FileChannel.open(lock, CREATE, WRITE).tryLock() == null) {
        throw new IllegalStateException(directory + " is in use by another run of the tests");
      }
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      return directory.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
