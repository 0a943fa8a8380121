package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where the containers of one pod run: its address, its files, and how they are started. */
final class PodSandbox {
  private static final String BASH = "/bin/bash";

  private final JsonNode pod;
  private final Path directory;
  private final ServiceProxy services;
  private final String address;
  private final Volumes volumes;
  private final Function<JsonNode, Running> launcher;
  private final Runnable release;

  private PodSandbox(
      JsonNode pod,
      Path directory,
      ServiceProxy services,
      String address,
      Volumes volumes,
      Function<JsonNode, Running> launcher,
      Runnable release) {
    this.pod = pod;
    this.directory = directory;
    this.services = services;
    this.address = address;
    this.volumes = volumes;
    this.launcher = launcher;
    this.release = release;
    TextFile.write(directory.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
    writeHosts();
  }

  /** In a separate network namespace, each container with the built program of its image. */
  static PodSandbox real(
      ApiClient api,
      JsonNode pod,
      Path directory,
      PodNetwork network,
      ServiceProxy services,
      List<Program> programs) {
    PodNetwork.Attachment attachment = network.attach();
    Volumes volumes = new Volumes(api, pod, directory.resolve("volumes"));
    ContainerLauncher launcher = new ContainerLauncher(pod, volumes, directory);
    return new PodSandbox(
        pod,
        directory,
        services,
        attachment.address(),
        volumes,
        container ->
            launcher.real(
                container,
                programOf(container, programs),
                attachment.address(),
                attachment.namespace()),
        () -> network.detach(attachment));
  }

  /**
   * In this JVM; init containers of other images are left out, and sidecars of other images do
   * nothing. Scripts of bash are run for real, on what the program declares for its image.
   */
  static PodSandbox simulated(
      ApiClient api,
      JsonNode pod,
      Path directory,
      PodNetwork network,
      ServiceProxy services,
      SimulatedProgram program) {
    String address = network.nextSimulated();
    Volumes volumes = new Volumes(api, pod, directory.resolve("volumes"));
    ContainerLauncher launcher = new ContainerLauncher(pod, volumes, directory);
    return new PodSandbox(
        pod,
        directory,
        services,
        address,
        volumes,
        container -> simulated(launcher, container, program, address),
        () -> {});
  }

  private static Running simulated(
      ContainerLauncher launcher, JsonNode container, SimulatedProgram program, String address) {
    if (!ImageName.isOf(container, program.repository())) {
      return Container.isSidecar(container) ? Running.idle() : Running.ended(0);
    }
    return container.at("/command/0").asText().equals(BASH)
        ? launcher.script(container, program, address)
        : launcher.simulated(container, program, address);
  }

  String address() {
    return address;
  }

  Volumes volumes() {
    return volumes;
  }

  /** The containers under a key of the spec. */
  List<Container> containers(String key) {
    boolean restarts = !pod.at("/spec/restartPolicy").asText().equals("Never");
    return stream(pod.at("/spec").path(key))
        .map(
            spec ->
                new Container(
                    spec,
                    address,
                    gracePeriod(),
                    restarts || Container.isSidecar(spec),
                    () -> launcher.apply(spec)))
        .toList();
  }

  /** How long the containers have to end. */
  Duration gracePeriod() {
    return Duration.ofSeconds(pod.at("/spec/terminationGracePeriodSeconds").asLong(30));
  }

  /**
   * Names of Services as they are now. The file is bound into the containers, so it is written in
   * place.
   */
  void writeHosts() {
    String namespace = pod.at("/metadata/namespace").asText();
    String hosts =
        "127.0.0.1 localhost\n"
            + address
            + " "
            + pod.at("/metadata/name").asText()
            + "\n"
            + services.hosts(namespace);
    Path file = directory.resolve("hosts");
    if (!file.toFile().exists() || !TextFile.read(file).equals(hosts)) {
      TextFile.write(file, hosts);
    }
  }

  /** The preStop sleep of the containers. */
  Duration preStopSleep(Duration grace) {
    return stream(pod.at("/spec/containers"))
        .map(each -> Container.preStopSleep(each, grace))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Something to read when a test fails. */
  void note(String text) {
    TextFile.write(directory.resolve("pod.log"), text + "\n");
  }

  void close() {
    release.run();
  }

  private static Program programOf(JsonNode container, List<Program> programs) {
    String image = container.path("image").asText();
    return programs.stream()
        .filter(program -> ImageName.isOf(container, program.repository()))
        .findFirst()
        .orElseThrow(() -> new ApiException(404, "nothing was built for image " + image));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
