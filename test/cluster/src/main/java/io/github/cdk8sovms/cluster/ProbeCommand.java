package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * stands for that.
 */
record ProbeCommand(JsonNode container, String address) {
  private static final String LOOPBACK = "127.0.0.1";

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
    ContainerLauncher.words(command, environment)
        .forEach(word -> words.add(word.replace(LOOPBACK, address)));
    try {
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
}
