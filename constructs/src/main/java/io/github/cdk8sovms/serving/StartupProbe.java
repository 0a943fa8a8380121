package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.HttpProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.plus34.k8s.Probe;

/**
 * The startup probe of a server: succeeds once every model is loaded. With a configuration file,
 * OVMS returns 200 on {@code /v2/health/ready} even if models failed to load, and without polling
 * never retries (modelmanager.cpp, startFromFile); so startup with a missing model must fail, and
 * the restart is the retry.
 *
 * @param models all models of the server
 * @param ports the ports of the server
 * @param budget the startup timeout
 */
record StartupProbe(List<Servable> models, Ports ports, Duration budget) {
  /**
   * Startup completes within this time after the last model is loaded; a probe costs almost
   * nothing.
   */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /**
   * One second for the server, the timeout of {@code read}, and the rest for the container runtime.
   */
  private static final Duration EXEC_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Requests one path after the other, with builtins only: every release image has bash, on Ubuntu
   * and on UBI, and curl is on neither for all releases. It writes no files, so a read-only root
   * file system works. Its output appears in the pod's events.
   */
  private static final String SCRIPT =
      """
      for path in "$@"; do
        exec 3<>/dev/tcp/127.0.0.1/%s || exit 1
        printf 'GET %%s HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' "$path" >&3
        read -r -t 1 -u 3 version status reason || status="not answered within a second"
        if [ "$status" != 200 ]; then
          echo "$path: $status"
          exit 1
        fi
      done
      """;

  /** Uses an HTTP probe if one path is enough, else an exec probe. */
  Probe toSpec() {
    List<String> paths = models.stream().flatMap(model -> model.readyPaths().stream()).toList();
    return paths.size() == 1
        ? HttpProbe.http(paths.get(0), Ports.REST).answeredWithin(PERIOD).within(budget, PERIOD)
        : exec(paths);
  }

  private Probe exec(List<String> paths) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/bash", "-c", SCRIPT.formatted(ports.rest()), "startup"));
    command.addAll(paths);
    return Probe.builder()
        .exec(Containers.exec(command))
        .periodSeconds(PERIOD.toSeconds())
        .timeoutSeconds(EXEC_TIMEOUT.toSeconds())
        .failureThreshold(HttpProbe.failures(budget, PERIOD))
        .build();
  }
}
