package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names of OpenVINO's API 1.0, and of properties that are internal or removed, with their
 * replacements. No plugin lists them since OpenVINO 2023.3, the first that was queried.
 */
final class RetiredProperties {
  private static final String STREAMS = "Write .streams(4) on the model instead.";
  private static final Map<String, String> SUCCESSORS = successors();

  private RetiredProperties() {}

  /** Returns the fix for such a property; empty if it is none of these. */
  static Optional<String> successor(String key, OvmsVersion version) {
    boolean isAffinity = key.equals("AFFINITY") && version.isFrom(2025, 0);
    if (!isAffinity && (!version.isFrom(2023, 3) || key.equals("AFFINITY"))) {
      return Optional.empty();
    }
    return Optional.ofNullable(SUCCESSORS.get(key));
  }

  private static Map<String, String> successors() {
    Map<String, String> successors = new LinkedHashMap<>();
    successors.put("CPU_THROUGHPUT_STREAMS", STREAMS);
    successors.put("GPU_THROUGHPUT_STREAMS", STREAMS);
    successors.put("CPU_THREADS_NUM", "Write INFERENCE_NUM_THREADS instead.");
    successors.put("CPU_BIND_THREAD", "Write ENABLE_CPU_PINNING instead.");
    successors.put("AFFINITY", "Write ENABLE_CPU_PINNING instead.");
    successors.put("ENFORCE_BF16", "Write INFERENCE_PRECISION_HINT, with \"bf16\", instead.");
    successors.put("GPU_PLUGIN_PRIORITY", "Write GPU_QUEUE_PRIORITY instead.");
    successors.put("GPU_PLUGIN_THROTTLE", "Write GPU_QUEUE_THROTTLE instead.");
    successors.put("CLDNN_PLUGIN_PRIORITY", "Write GPU_QUEUE_PRIORITY instead.");
    successors.put("CLDNN_PLUGIN_THROTTLE", "Write GPU_QUEUE_THROTTLE instead.");
    successors.put("GPU_MAX_NUM_THREADS", "Write COMPILATION_NUM_THREADS instead.");
    successors.put("DYN_BATCH_ENABLED", "Write .batchSize(\"1:8\") on the model instead.");
    successors.put("DYN_BATCH_LIMIT", "Write .batchSize(\"1:8\") on the model instead.");
    successors.put("TARGET_FALLBACK", "Write .device(Device.hetero(..)) on the model instead.");
    successors.put("AUTO_DEVICE_LIST", "Write .device(Device.auto(..)) on the model instead.");
    successors.put(
        "AUTO_BATCH_DEVICE_CONFIG", "Write .device(Device.of(\"BATCH:CPU(8)\")) instead.");
    for (String gone :
        new String[] {
          "CPU_RUNTIME_CACHE_CAPACITY",
          "EXCLUSIVE_ASYNC_REQUESTS",
          "SINGLE_THREAD",
          "LP_TRANSFORMS_MODE",
          "TUNING_MODE",
          "TUNING_FILE",
          "ALLOW_AUTO_BATCHING",
          "DUMP_EXEC_GRAPH_AS_DOT",
          "HETERO_DUMP_GRAPH_DOT"
        }) {
      successors.put(gone, "Leave it out; it has no successor.");
    }
    return successors;
  }
}
