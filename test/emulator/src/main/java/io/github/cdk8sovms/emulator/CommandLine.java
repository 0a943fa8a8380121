package io.github.cdk8sovms.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of the server.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/cli_parser.cpp">src/cli_parser.cpp</a>
 */
record CommandLine(Map<String, String> options) {
  private static final Set<String> FLAGS =
      Set.of(
          "allow_credentials",
          "metrics_enable",
          "verbose_response",
          "stateful",
          "idle_sequence_cleanup",
          "low_latency_transformation");

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
          "plugin_config",
          "max_sequence_number",
          "sequence_cleaner_poll_wait_minutes",
          "idle_unload_timeout_seconds");

  /** Copies the map. */
  CommandLine {
    options = Map.copyOf(options);
  }

  static CommandLine parse(List<String> args, OvmsRelease release) {
    Set<String> known = known(release);
    Map<String, String> options = new HashMap<>();
    List<String> unmatched = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String[] parts = args.get(i).split("=", 2);
      String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
      if (!known.contains(name)) {
        unmatched.add(args.get(i));
      } else if (FLAGS.contains(name)) {
        options.put(name, parts.length == 2 ? parts[1] : "true");
      } else {
        if (parts.length == 1 && i + 1 == args.size()) {
          throw usage("error parsing options: Option '" + name + "' is missing an argument");
        }
        options.put(name, parts.length == 2 ? parts[1] : args.get(++i));
      }
    }
    if (!unmatched.isEmpty()) {
      throw usage("error parsing options - unmatched arguments: " + String.join(", ", unmatched));
    }
    return new CommandLine(options);
  }

  /** The names that a release knows. */
  static Set<String> known(OvmsRelease release) {
    return Stream.concat(FLAGS.stream(), WITH_VALUE.stream())
        .filter(name -> isIn(release, name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** By src/cli_parser.cpp of each release, and src/config.cpp of 2022.2. */
  private static boolean isIn(OvmsRelease release, String name) {
    return switch (name) {
      case "custom_node_resources_cleaner_interval_seconds" -> !release.isBefore(2022, 3);
      case "grpc_max_threads", "grpc_memory_quota" -> release.limitsGrpc();
      case "allowed_local_media_path" -> !release.isBefore(2025, 2);
      case "allow_credentials", "allowed_origins", "allowed_methods", "allowed_headers" ->
          !release.isBefore(2025, 3);
      case "api_key_file" -> !release.isBefore(2025, 4);
      case "allowed_media_domains" -> !release.isBefore(2026, 0);
      case "verbose_response" -> !release.isBefore(2026, 3);
      case "idle_unload_timeout_seconds" -> release.unloadsIdleModels();
      case "stateful",
          "idle_sequence_cleanup",
          "low_latency_transformation",
          "max_sequence_number",
          "sequence_cleaner_poll_wait_minutes" ->
          release.knowsStatefulModels();
      default -> true;
    };
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
