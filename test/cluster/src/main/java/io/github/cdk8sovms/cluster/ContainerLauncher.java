package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the containers of one pod as their specs define. */
final class ContainerLauncher {
  /** Directories with the shell and tools of any Linux. */
  private static final List<String> SYSTEM = List.of("/bin", "/lib", "/lib64", "/usr");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\((\\w+)\\)");

  private final JsonNode pod;
  private final Volumes volumes;
  private final Path directory;

  ContainerLauncher(JsonNode pod, Volumes volumes, Path directory) {
    this.pod = pod;
    this.volumes = volumes;
    this.directory = directory;
  }

  /**
   * The program of the image, in the file system of the container and in the network of the pod.
   *
   * @param namespace of the network
   */
  Running real(JsonNode container, Program program, String address, String namespace) {
    String name = container.path("name").asText();
    String image = container.path("image").asText();
    if (!program.wasBuiltFor(image)) {
      throw new ApiException(404, "no " + image + ", only " + program.tag() + " was built");
    }
    Map<String, String> environment = environment(container, address);
    List<String> command = words(container.path("command"), environment);
    if (command.isEmpty()) {
      command.add(program.entrypoint());
    }
    command.addAll(words(container.path("args"), environment));
    Path script = directory.resolve(name).resolve("run.sh");
    TextFile.write(
        script,
        ContainerScript.of(
            pod,
            container,
            Map.of(program.entrypoint(), program.binary().path()),
            program.user(),
            volumes,
            script.getParent(),
            command,
            environment));
    return start(name, List.of("ip", "netns", "exec", namespace, "sh", script.toString()));
  }

  /** A script that calls a simulated program, with the shell and the tools of this machine. */
  Running script(JsonNode container, SimulatedProgram program, String address) {
    String name = container.path("name").asText();
    Map<String, String> environment = environment(container, address);
    List<String> command = words(container.path("command"), environment);
    command.addAll(words(container.path("args"), environment));
    Map<String, Path> image = new LinkedHashMap<>(program.image());
    SYSTEM.stream()
        .filter(path -> Files.exists(Path.of(path)))
        .forEach(path -> image.put(path, Path.of(path)));
    Path script = directory.resolve(name).resolve("run.sh");
    TextFile.write(
        script,
        ContainerScript.of(
            pod,
            container,
            image,
            Program.UNPRIVILEGED_USER,
            volumes,
            script.getParent(),
            command,
            environment));
    return start(name, List.of("unshare", "-m", "sh", script.toString()));
  }

  private Running start(String name, List<String> command) {
    return Running.of(ServerProcess.start(name, directory.resolve(name + ".log"), command));
  }

  Running simulated(JsonNode container, SimulatedProgram program, String address) {
    Map<String, String> environment = environment(container, address);
    Map<String, String> files = new LinkedHashMap<>();
    for (JsonNode mount : container.path("volumeMounts")) {
      volumes
          .files(mount.path("name").asText(), mount.path("subPath").asText())
          .forEach((file, text) -> files.put(mount.path("mountPath").asText() + "/" + file, text));
    }
    try {
      return Running.simulated(
          program.start(
              new SimulatedProgram.Start(
                  pod,
                  container,
                  InetAddress.getByName(address),
                  words(container.path("args"), environment),
                  environment,
                  files)));
    } catch (SimulatedProgram.Ended e) {
      TextFile.write(
          directory.resolve(container.path("name").asText() + ".log"), e.getMessage() + "\n");
      return Running.ended(e.exitCode());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  private Map<String, String> environment(JsonNode container, String address) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOSTNAME", pod.at("/metadata/name").asText());
    environment.put("KUBERNETES_SERVICE_HOST", PodNetwork.API_SERVICE);
    environment.put("KUBERNETES_SERVICE_PORT", "443");
    for (JsonNode variable : container.path("env")) {
      environment.put(variable.path("name").asText(), value(variable, environment, address));
    }
    return environment;
  }

  private String value(JsonNode variable, Map<String, String> before, String address) {
    JsonNode from = variable.path("valueFrom");
    if (from.has("fieldRef")) {
      String path = from.at("/fieldRef/fieldPath").asText();
      return path.equals("status.podIP") ? address : PodFields.of(pod, path);
    }
    for (String kind : List.of("secretKeyRef", "configMapKeyRef")) {
      if (from.has(kind)) {
        return volumes.contents().value(kind, from.path(kind));
      }
    }
    if (!from.isMissingNode()) {
      throw new UnsupportedOperationException("variable " + variable);
    }
    return expanded(variable.path("value").asText(), before);
  }

  static List<String> words(JsonNode words, Map<String, String> environment) {
    List<String> expanded = new ArrayList<>();
    words.forEach(word -> expanded.add(expanded(word.asText(), environment)));
    return expanded;
  }

  /**
   * {@code $(NAME)} becomes the value of that variable, if there is one, and {@code $$} a {@code
   * $}.
   */
  private static String expanded(String text, Map<String, String> environment) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) == null
                        ? "$"
                        : environment.getOrDefault(found.group(1), found.group())));
  }
}
