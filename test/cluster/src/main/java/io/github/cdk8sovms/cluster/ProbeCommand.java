package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command of a probe with the programs of this machine, as the user of the container and
 * with nothing in its environment but what a kubelet expands. Pods whose program is simulated share
 * one network namespace, where each has its own address; so the loopback address in the command
 * stands for that. For the same reason, /tmp stands for a directory of the address.
 */
record ProbeCommand(JsonNode container, String address) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String TEMPORARY = "/tmp/";

  /** What went wrong; empty if nothing did. */
  String run(JsonNode command, Duration timeout) {
    Map<String, String> environment = new LinkedHashMap<>();
    container
        .path("env")
        .forEach(each -> environment.put(each.path("name").asText(), each.path("value").asText()));
    String user =
        String.valueOf(
            container.at("/securityContext/runAsUser").asLong(Program.UNPRIVILEGED_USER));
    List<String> words =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--no-new-privs",
                "env",
                "-i"));
    try {
      for (String word : ContainerLauncher.words(command, environment)) {
        String ofPod = word.replace(LOOPBACK, address);
        words.add(
            ofPod.contains(TEMPORARY) ? ofPod.replace(TEMPORARY, temporary(user) + "/") : ofPod);
      }
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return "command timed out after " + timeout;
      }
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.exitValue() == 0 ? "" : "exit " + process.exitValue() + ": " + output;
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The directory of the pod, of this process: other control planes have the same addresses. */
  private Path temporary(String user) throws IOException {
    Path directory =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "pods-" + ProcessHandle.current().pid(),
            address + "-" + user);
    if (!Files.exists(directory)) {
      Files.createDirectories(directory);
      Files.setAttribute(directory, "unix:uid", Integer.valueOf(user));
    }
    return directory;
  }
}
