package io.github.cdk8sovms.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The arguments of the server.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/cli_parser.cpp">src/cli_parser.cpp</a>
 */
record CommandLine(Map<String, String> options) {
  private static final Set<String> FLAGS =
      Set.of("allow_credentials", "metrics_enable", "verbose_response");

  private static final Set<String> WITH_VALUE =
      Set.of(
          "port",
          "rest_port",
          "grpc_bind_address",
          "rest_bind_address",
          "grpc_workers",
          "grpc_max_threads",
          "grpc_memory_quota",
          "grpc_channel_arguments",
          "rest_workers",
          "log_level",
          "log_path",
          "file_system_poll_wait_seconds",
          "custom_node_resources_cleaner_interval_seconds",
          "cache_dir",
          "metrics_list",
          "cpu_extension",
          "allowed_media_domains",
          "allowed_local_media_path",
          "api_key_file",
          "allowed_origins",
          "allowed_methods",
          "allowed_headers",
          "config_path",
          "model_name",
          "model_path",
          "batch_size",
          "shape",
          "layout",
          "model_version_policy",
          "nireq",
          "target_device",
          "plugin_config");

  /** Until the release that dropped stateful models. */
  private static final Set<String> STATEFUL_FLAGS =
      Set.of("stateful", "idle_sequence_cleanup", "low_latency_transformation");

  private static final Set<String> STATEFUL_WITH_VALUE =
      Set.of("max_sequence_number", "sequence_cleaner_poll_wait_minutes");

  /** Copies the map. */
  CommandLine {
    options = Map.copyOf(options);
  }

  static CommandLine parse(List<String> args, OvmsRelease release) {
    Set<String> flags = new HashSet<>(FLAGS);
    Set<String> withValue = new HashSet<>(WITH_VALUE);
    if (release.knowsStatefulModels()) {
      flags.addAll(STATEFUL_FLAGS);
      withValue.addAll(STATEFUL_WITH_VALUE);
    }
    if (release.unloadsIdleModels()) {
      withValue.add("idle_unload_timeout_seconds");
    }
    Map<String, String> options = new HashMap<>();
    List<String> unmatched = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String[] parts = args.get(i).split("=", 2);
      String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
      if (flags.contains(name)) {
        options.put(name, parts.length == 2 ? parts[1] : "true");
      } else if (withValue.contains(name)) {
        if (parts.length == 1 && i + 1 == args.size()) {
          throw usage("error parsing options: Option '" + name + "' is missing an argument");
        }
        options.put(name, parts.length == 2 ? parts[1] : args.get(++i));
      } else {
        unmatched.add(args.get(i));
      }
    }
    if (!unmatched.isEmpty()) {
      throw usage("error parsing options - unmatched arguments: " + String.join(", ", unmatched));
    }
    return new CommandLine(options);
  }

  static StartRefused usage(String message) {
    return new StartRefused(StartRefused.USAGE, message);
  }

  boolean has(String name) {
    return options.containsKey(name);
  }

  boolean isOn(String flag) {
    return options.getOrDefault(flag, "false").equals("true");
  }

  String text(String name) {
    return options.getOrDefault(name, "");
  }

  OptionalInt number(String name) {
    if (!has(name)) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseUnsignedInt(text(name)));
    } catch (NumberFormatException e) {
      throw usage("error parsing options: Argument '" + text(name) + "' failed to parse");
    }
  }

  int number(String name, int otherwise) {
    return number(name).orElse(otherwise);
  }
}
