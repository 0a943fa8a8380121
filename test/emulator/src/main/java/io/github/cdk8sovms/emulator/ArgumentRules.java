package io.github.cdk8sovms.emulator;

import java.util.List;
import java.util.OptionalInt;

/**
 * What arguments must fit.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/config.cpp">validate()
 *     of src/config.cpp</a>
 */
record ArgumentRules(CommandLine line, int cores) {
  private static final int MOST_REST_WORKERS = 10_000;
  private static final int LAST_PORT = 65_535;

  private static final List<String> OF_MODEL =
      List.of(
          "batch_size", "shape", "nireq", "model_version_policy", "target_device", "plugin_config");

  private static final List<String> LOG_LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARNING", "ERROR");

  void check() {
    checkModel();
    checkThreads();
    checkPorts();
    checkMetrics();
    require(
        !line.has("log_level") || LOG_LEVELS.contains(line.text("log_level")),
        "log_level should be one of: " + String.join(", ", LOG_LEVELS));
  }

  private void checkModel() {
    boolean byFile = line.has("config_path");
    boolean byName = line.has("model_name") || line.has("model_path");
    require(!(byFile && byName), "Use either config_path or model_path with model_name");
    require(
        byFile || (line.has("model_name") && line.has("model_path")),
        "Use config_path or model_path with model_name");
    require(
        !byFile || OF_MODEL.stream().noneMatch(line::has),
        "Model parameters in CLI are exclusive with the config file");
  }

  private void checkThreads() {
    int grpcWorkers = line.number("grpc_workers", 1);
    require(
        grpcWorkers >= 1 && grpcWorkers <= cores,
        "grpc_workers count should be from 1 to CPU core count : " + cores);
    OptionalInt restWorkers = line.number("rest_workers");
    require(
        restWorkers.orElse(2) >= 2 && restWorkers.orElse(2) <= MOST_REST_WORKERS,
        "rest_workers count should be from 2 to " + MOST_REST_WORKERS);
    require(
        restWorkers.isEmpty() || line.number("rest_port", 0) != 0,
        "rest_workers is set but rest_port is not set. rest_port is required to start rest servers");
  }

  private void checkPorts() {
    int grpc = line.number("port", 0);
    int rest = line.number("rest_port", 0);
    require(grpc <= LAST_PORT, "port number out of range from 0 to " + LAST_PORT);
    require(rest <= LAST_PORT, "rest_port number out of range from 0 to " + LAST_PORT);
    require(grpc != rest, "port and rest_port cannot have the same values");
  }

  private void checkMetrics() {
    require(
        !line.isOn("metrics_enable") || line.number("rest_port", 0) != 0,
        "rest_port setting is missing, metrics are enabled on rest port");
    require(
        line.isOn("metrics_enable") || !line.has("metrics_list"),
        "metrics_enable setting is missing, required when metrics_list is provided");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw CommandLine.usage(message);
    }
  }
}
