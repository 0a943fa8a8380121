package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.serving.PropertyValue.Choice;
import io.github.cdk8sovms.serving.PropertyValue.Share;
import io.github.cdk8sovms.serving.PropertyValue.Switch;
import io.github.cdk8sovms.serving.PropertyValue.Whole;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The allowed values of properties. The CPU plugin, AUTO and HETERO were tested: a model was
 * compiled with each value by OpenVINO 2023.3, 2024.1, 2024.6, 2025.0, 2025.4, 2026.2, 2026.3 and
 * 2026.4. Hints, priorities, log levels and booleans use one parser for all devices
 * (properties.hpp, any.cpp), so the results also apply to GPU and NPU; values that these parse
 * themselves are not checked.
 *
 * @param device the device of the model
 */
record PropertyValues(Device device) {
  private static final BigInteger MOST_UNSIGNED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** Some releases accept and ignore others. */
  private static final Choice PRECISIONS_ON_CPU =
      Choice.of("f32", "f16", "bf16", "dynamic", "undefined", "FP32", "FP16", "BF16");

  private static final Choice CACHE_PRECISIONS_ON_CPU =
      Choice.of("f32", "f16", "bf16", "u8", "i8", "u4", "FP32", "FP16", "BF16", "U8", "I8", "U4");

  private static final Choice PRIORITIES = Choice.of("LOW", "MEDIUM", "HIGH", "DEFAULT");

  private static final Map<String, PropertyValue> EVERYWHERE = everywhere();
  private static final Map<String, PropertyValue> ON_CPU = onCpu();

  /** Checks the values of properties that the device supports. */
  void check(Map<String, Object> pluginConfig, OvmsVersion version, Findings findings) {
    List<DeviceProperties> plugins = DeviceProperties.of(device);
    pluginConfig.forEach(
        (key, value) -> {
          if (plugins.stream().anyMatch(plugin -> plugin.knows(key, version))
              || key.equals(DeviceProperties.ALWAYS)) {
            rule(key, plugins).ifPresent(rule -> check(key, value, rule, version, findings));
          }
        });
  }

  private static Optional<PropertyValue> rule(String key, List<DeviceProperties> plugins) {
    return plugins.equals(List.of(DeviceProperties.CPU)) && ON_CPU.containsKey(key)
        ? Optional.of(ON_CPU.get(key))
        : Optional.ofNullable(EVERYWHERE.get(key));
  }

  private void check(
      String key, Object value, PropertyValue rule, OvmsVersion version, Findings findings) {
    boolean wasTaken = key.equals("PERFORMANCE_HINT") && value.equals("UNDEFINED");
    findings.require(
        rule.takes(value, version) || (wasTaken && !version.isFrom(2024, 0)),
        FindingCode.DEVICE_PROPERTY,
        "pluginConfig[" + key + "]",
        quote(key + "=" + value)
            + " is not "
            + rule.description(version)
            + ", and OVMS on "
            + device.text()
            + " loads neither the model nor any model after it in the file, or ignores the property",
        "Write .pluginConfig(\"" + key + "\", \"" + rule.example() + "\"), or leave it out.");
  }

  private static Map<String, PropertyValue> everywhere() {
    Map<String, PropertyValue> values = new LinkedHashMap<>();
    values.put("PERFORMANCE_HINT", Choice.of("LATENCY", "THROUGHPUT", DeviceRules.ALL_AT_ONCE));
    values.put("EXECUTION_MODE_HINT", Choice.of("PERFORMANCE", "ACCURACY"));
    values.put("SCHEDULING_CORE_TYPE", Choice.of("ANY_CORE", "PCORE_ONLY", "ECORE_ONLY"));
    values.put("AFFINITY", Choice.of("NONE", "CORE", "NUMA", "HYBRID_AWARE"));
    values.put("MODEL_DISTRIBUTION_POLICY", Choice.of("TENSOR_PARALLEL", "PIPELINE_PARALLEL"));
    values.put("SCHEDULE_POLICY", Choice.of("DEVICE_PRIORITY", "ROUND_ROBIN", "DEFAULT"));
    values.put("TBB_PARTITIONER", Choice.of("STATIC", "AUTO", "NONE"));
    values.put("CACHE_MODE", Choice.of("OPTIMIZE_SIZE", "OPTIMIZE_SPEED"));
    values.put(
        "LOG_LEVEL",
        Choice.of("LOG_NONE", "LOG_ERROR", "LOG_WARNING", "LOG_INFO", "LOG_DEBUG", "LOG_TRACE"));
    for (String key :
        List.of(
            "MODEL_PRIORITY",
            "GPU_QUEUE_PRIORITY",
            "GPU_QUEUE_THROTTLE",
            "GPU_HOST_TASK_PRIORITY")) {
      values.put(key, PRIORITIES);
    }
    for (String key :
        List.of(
            "ENABLE_CPU_PINNING",
            "ENABLE_HYPER_THREADING",
            "ENABLE_CPU_RESERVATION",
            "ENABLE_TENSOR_PARALLEL",
            "ENABLE_WEIGHTLESS",
            "ENABLE_MMAP",
            "PERF_COUNT",
            "CPU_DENORMALS_OPTIMIZATION",
            "DEVICE_BIND_BUFFER",
            "ENABLE_STARTUP_FALLBACK",
            "ENABLE_RUNTIME_FALLBACK",
            "GPU_DISABLE_WINOGRAD_CONVOLUTION",
            "GPU_ENABLE_LOOP_UNROLLING",
            "GPU_ENABLE_SDPA_OPTIMIZATION",
            "GPU_ENABLE_LORA_OPERATION",
            "GPU_ENABLE_LARGE_ALLOCATIONS",
            "NPU_TURBO",
            "NPU_BYPASS_UMD_CACHING",
            "NPU_DEFER_WEIGHTS_LOAD")) {
      values.put(key, new Switch());
    }
    values.put("INFERENCE_NUM_THREADS", Whole.from(0));
    values.put("COMPILATION_NUM_THREADS", Whole.from(1));
    values.put("PERFORMANCE_HINT_NUM_REQUESTS", Whole.from(0));
    values.put("AUTO_BATCH_TIMEOUT", new Whole(0, BigInteger.valueOf(0xFFFF_FFFFL)));
    // Minus one is the largest unsigned number, for one group over all.
    values.put("DYNAMIC_QUANTIZATION_GROUP_SIZE", new Whole(-1, MOST_UNSIGNED));
    values.put("KEY_CACHE_GROUP_SIZE", new Whole(0, MOST_UNSIGNED));
    values.put("VALUE_CACHE_GROUP_SIZE", new Whole(0, MOST_UNSIGNED));
    values.put("CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE", new Share());
    return values;
  }

  private static Map<String, PropertyValue> onCpu() {
    Map<String, PropertyValue> values = new LinkedHashMap<>();
    values.put("DEVICE_ID", Choice.of(""));
    values.put("INFERENCE_PRECISION_HINT", PRECISIONS_ON_CPU);
    values.put("KV_CACHE_PRECISION", CACHE_PRECISIONS_ON_CPU);
    values.put("KEY_CACHE_PRECISION", CACHE_PRECISIONS_ON_CPU);
    values.put("VALUE_CACHE_PRECISION", CACHE_PRECISIONS_ON_CPU);
    values.put("MODEL_DISTRIBUTION_POLICY", Choice.of("TENSOR_PARALLEL"));
    return values;
  }
}
