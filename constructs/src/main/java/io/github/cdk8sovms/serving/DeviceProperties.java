package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The supported properties of an OpenVINO plugin. OVMS queries the plugins of a target device for
 * them ({@code validatePluginConfiguration} in its {@code ov_utils.cpp}) and does not load a model
 * with another key.
 *
 * <p>Queried from the Python packages 2023.3, 2024.1, 2024.6, 2025.0, 2025.4, 2026.2, 2026.3 and
 * 2026.4 ({@code core.get_property(device, "SUPPORTED_PROPERTIES")}, without a device; an NPU adds
 * those of its driver). A release after a name is the last of these that did not have it.
 */
enum DeviceProperties {
  CPU(
      true,
      "CPU_DENORMALS_OPTIMIZATION CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE DEVICE_ID"
          + " ENABLE_CPU_PINNING ENABLE_HYPER_THREADING EXECUTION_MODE_HINT INFERENCE_NUM_THREADS"
          + " INFERENCE_PRECISION_HINT NUM_STREAMS PERFORMANCE_HINT PERFORMANCE_HINT_NUM_REQUESTS"
          + " PERF_COUNT SCHEDULING_CORE_TYPE DYNAMIC_QUANTIZATION_GROUP_SIZE@2023.3"
          + " KV_CACHE_PRECISION@2023.3 LOG_LEVEL@2023.3 MODEL_DISTRIBUTION_POLICY@2023.3"
          + " KEY_CACHE_GROUP_SIZE@2024.6 KEY_CACHE_PRECISION@2024.6 VALUE_CACHE_GROUP_SIZE@2024.6"
          + " VALUE_CACHE_PRECISION@2024.6 ENABLE_CPU_RESERVATION@2025.0"
          + " ENABLE_TENSOR_PARALLEL@2025.0 ENABLE_WEIGHTLESS@2025.0 WEIGHTS_PATH@2025.0"
          + " TBB_PARTITIONER@2025.4"),
  GPU(
      true,
      "CACHE_DIR CACHE_MODE COMPILATION_NUM_THREADS DEVICE_ID ENABLE_CPU_PINNING"
          + " EXECUTION_MODE_HINT GPU_DISABLE_WINOGRAD_CONVOLUTION GPU_ENABLE_LOOP_UNROLLING"
          + " GPU_HOST_TASK_PRIORITY GPU_QUEUE_PRIORITY GPU_QUEUE_THROTTLE INFERENCE_PRECISION_HINT"
          + " MODEL_PRIORITY NUM_STREAMS PERFORMANCE_HINT PERFORMANCE_HINT_NUM_REQUESTS PERF_COUNT"
          + " ACTIVATIONS_SCALE_FACTOR@2024.1 DYNAMIC_QUANTIZATION_GROUP_SIZE@2024.1"
          + " GPU_ENABLE_SDPA_OPTIMIZATION@2024.1 WEIGHTS_PATH@2024.1"
          + " CACHE_ENCRYPTION_CALLBACKS@2024.6 KV_CACHE_PRECISION@2024.6 CONFIG_FILE@2025.0"
          + " ENABLE_CPU_RESERVATION@2025.0 GPU_ENABLE_LORA_OPERATION@2025.0 MODEL_PTR@2025.0"
          + " GPU_ENABLE_LARGE_ALLOCATIONS@2025.4 OFFLOAD_RATIO@2026.2"),
  NPU(
      false,
      "CACHE_DIR CACHE_ENCRYPTION_CALLBACKS COMPILATION_NUM_THREADS DEVICE_ID ENABLE_CPU_PINNING"
          + " EXECUTION_MODE_HINT INFERENCE_PRECISION_HINT LOG_LEVEL MODEL_PRIORITY"
          + " NPU_BYPASS_UMD_CACHING NPU_COMPILATION_MODE_PARAMS NPU_COMPILER_TYPE"
          + " NPU_DEFER_WEIGHTS_LOAD NPU_MAX_TILES NPU_TILES NPU_TURBO NUM_STREAMS PERFORMANCE_HINT"
          + " PERFORMANCE_HINT_NUM_REQUESTS PERF_COUNT WEIGHTS_PATH"),
  AUTO(
      true,
      "DEVICE_BIND_BUFFER ENABLE_RUNTIME_FALLBACK ENABLE_STARTUP_FALLBACK EXECUTION_MODE_HINT"
          + " LOG_LEVEL MODEL_PRIORITY MULTI_DEVICE_PRIORITIES PERFORMANCE_HINT"
          + " PERFORMANCE_HINT_NUM_REQUESTS PERF_COUNT SCHEDULE_POLICY"
          + " DEVICES_UTILIZATION_THRESHOLD@2026.3 LOW_POWER_DEVICE@2026.3 PERF_CURVE_TABLE@2026.3"),
  MULTI(
      true,
      "DEVICE_BIND_BUFFER EXECUTION_MODE_HINT LOG_LEVEL MODEL_PRIORITY MULTI_DEVICE_PRIORITIES"
          + " PERFORMANCE_HINT PERFORMANCE_HINT_NUM_REQUESTS PERF_COUNT SCHEDULE_POLICY"),
  HETERO(true, "MULTI_DEVICE_PRIORITIES MODEL_DISTRIBUTION_POLICY@2023.3"),
  BATCH(true, "AUTO_BATCH_TIMEOUT MULTI_DEVICE_PRIORITIES PERF_COUNT");

  /** Always accepted by OVMS, for any device. */
  static final String ALWAYS = "ENABLE_MMAP";

  /** The only property that was removed. */
  private static final String AFFINITY = "AFFINITY";

  /** Whether the list is complete, so that any other key is certainly unsupported. */
  private final boolean complete;

  /** The last queried release without a property; empty if all have it. */
  private final Map<String, Optional<OvmsVersion>> lastWithout = new TreeMap<>();

  DeviceProperties(boolean complete, String keys) {
    this.complete = complete;
    for (String key : keys.split(" ")) {
      String[] parts = key.split("@");
      lastWithout.put(parts[0], parts.length == 1 ? Optional.empty() : OvmsVersion.parse(parts[1]));
    }
  }

  /** Returns the plugins that OVMS queries for a target device, in the order of the target. */
  static List<DeviceProperties> of(Device device) {
    List<DeviceProperties> plugins = new ArrayList<>();
    for (String part : device.text().split("[:,]")) {
      String plugin = part.split("[.(]")[0];
      Arrays.stream(values()).filter(value -> value.name().equals(plugin)).forEach(plugins::add);
    }
    return plugins;
  }

  /** Returns the plugins that support a property in any release. */
  static List<DeviceProperties> knowing(String key) {
    return Arrays.stream(values()).filter(plugin -> plugin.lastWithout.containsKey(key)).toList();
  }

  boolean isComplete() {
    return complete;
  }

  boolean knows(String key) {
    return lastWithout.containsKey(key);
  }

  /**
   * Returns whether it supports a property in a release; if the change is between two queried
   * releases, yes.
   */
  boolean knows(String key, OvmsVersion version) {
    if (this == CPU && key.equals(AFFINITY)) {
      return !version.isFrom(2025, 0);
    }
    return knows(key)
        && lastWithout.get(key).map(without -> version.isAfterReleaseOf(without)).orElse(true);
  }

  Stream<String> keys() {
    return lastWithout.keySet().stream();
  }
}
