package io.github.cdk8sovms.serving;

import java.util.ArrayList;
import java.util.List;

/**
 * Command-line flags of OVMS. Models are configured in the {@link ConfigFile}.
 *
 * @see <a href="https://github.com/openvinotoolkit/model_server/blob/main/docs/parameters.md">OVMS
 *     parameters</a>
 */
record CommandLine(OvmsModelServerSpec spec) {

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--config_path=" + spec.server().configFile().path());
    arguments.add("--port=" + spec.server().ports().grpc());
    arguments.add("--rest_port=" + spec.server().ports().rest());
    spec.server()
        .capacity()
        .restWorkers()
        .ifPresent(workers -> arguments.add("--rest_workers=" + workers));
    arguments.add(
        "--file_system_poll_wait_seconds=" + spec.server().fileSystemPollInterval().toSeconds());
    if (spec.server().version().limitsGrpc()) {
      arguments.add("--grpc_max_threads=" + spec.server().capacity().grpcThreads());
    }
    List<String> channel = channelArguments();
    if (!channel.isEmpty()) {
      arguments.add("--grpc_channel_arguments=" + String.join(",", channel));
    }
    arguments.add("--log_level=" + spec.server().logLevel());
    spec.apiKey().ifPresent(key -> arguments.add(key.flag()));
    spec.cacheDirectory().ifPresent(cache -> arguments.add("--cache_dir=" + cache));
    arguments.addAll(spec.extraArguments().flags());
    return arguments;
  }

  private List<String> channelArguments() {
    List<String> arguments = new ArrayList<>();
    if (spec.server().version().limitsGrpc()) {
      arguments.add(
          "grpc.max_concurrent_streams=" + spec.server().capacity().grpcCallsPerConnection());
    }
    if (!spec.server().lifecycle().maxConnectionAge().isZero()) {
      arguments.add(
          "grpc.max_connection_age_ms=" + spec.server().lifecycle().maxConnectionAge().toMillis());
    }
    return arguments;
  }
}
