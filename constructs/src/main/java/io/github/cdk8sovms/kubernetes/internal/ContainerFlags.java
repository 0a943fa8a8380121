package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.kubernetes.internal.ObjectDiff.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The flags of a container before and after a patch. */
final class ContainerFlags {
  /** Flags that configure the server, which this library writes or has in its file. */
  private static final Set<String> ADDED =
      Set.of(
          "--config_path",
          "--grpc_bind_address",
          "--grpc_workers",
          "--max_sequence_number",
          "--metrics_enable",
          "--metrics_list",
          "--model_name",
          "--model_path",
          "--nireq",
          "--plugin_config",
          "--port",
          "--rest_bind_address",
          "--rest_port",
          "--rest_workers",
          "--target_device");

  private ContainerFlags() {}

  /** Whether a change is one of the arguments of a container. */
  static boolean areIn(Change change) {
    return change.path().get(change.path().size() - 1).equals("args");
  }

  /** Whether a change, if it is one of arguments, is of such that something relies on. */
  static boolean concern(Change change) {
    if (!areIn(change) || !(change.before() instanceof List<?>)) {
      return true;
    }
    Map<String, String> before = flags(change.before());
    Map<String, String> after = flags(change.after());
    return before.entrySet().stream()
            .anyMatch(flag -> !flag.getValue().equals(after.get(flag.getKey())))
        || after.keySet().stream()
            .anyMatch(flag -> !before.containsKey(flag) && ADDED.contains(flag));
  }

  /** Values by flag, in one argument or in the next one. */
  private static Map<String, String> flags(@Nullable Object arguments) {
    Map<String, String> flags = new HashMap<>();
    String flag = "";
    for (Object argument : arguments instanceof List<?> list ? list : List.of()) {
      String text = String.valueOf(argument);
      if (text.startsWith("-")) {
        int equals = text.indexOf('=');
        flag = equals < 0 ? text : text.substring(0, equals);
        flags.merge(flag, equals < 0 ? "" : text.substring(equals), String::concat);
      } else {
        flags.merge(flag, "=" + text, String::concat);
      }
    }
    return flags;
  }
}
