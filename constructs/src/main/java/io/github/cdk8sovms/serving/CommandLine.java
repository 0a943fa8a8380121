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
    arguments.addAll(ofWorkers(spec.server()));
    arguments.add(
        "--file_system_poll_wait_seconds=" + spec.server().fileSystemPollInterval().toSeconds());
    arguments.addAll(ofGrpc(spec.server()));
    arguments.add("--log_level=" + spec.server().logLevel());
    spec.apiKey().ifPresent(key -> arguments.add(key.flag()));
    spec.cacheDirectory().ifPresent(cache -> arguments.add("--cache_dir=" + cache));
    spec.idleUnload().ifPresent(idle -> arguments.add(idle.flag()));
    arguments.addAll(spec.extraArguments().flags());
    return arguments;
  }

  /** Returns the flags by which requests are in the view of the metrics. */
  static List<String> ofCapacity(ServerSpec server) {
    List<String> arguments = new ArrayList<>(ofWorkers(server));
    arguments.addAll(ofGrpc(server));
    return arguments;
  }

  private static List<String> ofWorkers(ServerSpec server) {
    return server.capacity().restWorkers().isPresent()
        ? List.of("--rest_workers=" + server.capacity().restWorkers().getAsInt())
        : List.of();
  }

  private static List<String> ofGrpc(ServerSpec server) {
    List<String> arguments = new ArrayList<>();
    if (server.version().limitsGrpc()) {
      arguments.add("--grpc_max_threads=" + server.capacity().grpcThreads());
    }
    List<String> channel = ofChannels(server);
    if (!channel.isEmpty()) {
      arguments.add("--grpc_channel_arguments=" + String.join(",", channel));
    }
    return arguments;
  }

  private static List<String> ofChannels(ServerSpec server) {
    List<String> arguments = new ArrayList<>();
    if (server.version().limitsGrpc()) {
      arguments.add("grpc.max_concurrent_streams=" + server.capacity().grpcCallsPerConnection());
    }
    if (!server.lifecycle().maxConnectionAge().isZero()) {
      arguments.add(
          "grpc.max_connection_age_ms=" + server.lifecycle().maxConnectionAge().toMillis());
    }
    return arguments;
  }
}
