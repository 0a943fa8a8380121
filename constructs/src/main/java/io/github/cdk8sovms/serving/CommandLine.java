package io.github.cdk8sovms.serving;

import java.util.ArrayList;
import java.util.List;

/**
 * Command-line flags of OVMS. Models are configured in the {@link ConfigFile}.
 *
 * @see <a href="https://github.com/openvinotoolkit/model_server/blob/main/docs/parameters.md">OVMS
 *     parameters</a>
 */
record CommandLine(ServerOptions options) {

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--config_path=" + options.configFile().path());
    arguments.add("--port=" + options.ports().grpc());
    arguments.add("--rest_port=" + options.ports().rest());
    options
        .capacity()
        .restWorkers()
        .ifPresent(workers -> arguments.add("--rest_workers=" + workers));
    arguments.add(
        "--file_system_poll_wait_seconds=" + options.fileSystemPollInterval().toSeconds());
    if (options.version().limitsGrpc()) {
      arguments.add("--grpc_max_threads=" + options.capacity().grpcThreads());
    }
    List<String> channel = channelArguments();
    if (!channel.isEmpty()) {
      arguments.add("--grpc_channel_arguments=" + String.join(",", channel));
    }
    arguments.add("--log_level=" + options.logLevel());
    options.apiKey().ifPresent(key -> arguments.add(key.flag()));
    arguments.addAll(options.extraArguments().flags());
    return arguments;
  }

  private List<String> channelArguments() {
    List<String> arguments = new ArrayList<>();
    if (options.version().limitsGrpc()) {
      arguments.add("grpc.max_concurrent_streams=" + options.capacity().grpcCallsPerConnection());
    }
    if (!options.lifecycle().maxConnectionAge().isZero()) {
      arguments.add(
          "grpc.max_connection_age_ms=" + options.lifecycle().maxConnectionAge().toMillis());
    }
    return arguments;
  }
}
