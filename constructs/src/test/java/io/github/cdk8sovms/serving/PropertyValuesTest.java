package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.DEVICE_PROPERTY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The results of compiling a model with a value, compared with the validation. */
class PropertyValuesTest {
  @ParameterizedTest(name = "{0} {1}={2} with {3}")
  @CsvSource({
    "CPU, PERFORMANCE_HINT, LATENCY, 2026.4",
    "CPU, PERFORMANCE_HINT, CUMULATIVE_THROUGHPUT, 2023.3",
    "CPU, PERFORMANCE_HINT, UNDEFINED, 2023.3",
    "GPU, PERFORMANCE_HINT, THROUGHPUT, 2026.3",
    "CPU, INFERENCE_PRECISION_HINT, bf16, 2024.1",
    "CPU, INFERENCE_PRECISION_HINT, FP32, 2026.4",
    "GPU, INFERENCE_PRECISION_HINT, i8, 2026.4",
    "CPU, EXECUTION_MODE_HINT, ACCURACY, 2024.6",
    "CPU, ENABLE_CPU_PINNING, YES, 2023.3",
    "CPU, ENABLE_CPU_PINNING, true, 2025.4",
    "CPU, ENABLE_CPU_PINNING, FALSE, 2026.2",
    "CPU, PERF_COUNT, on, 2026.4",
    "CPU, PERF_COUNT, 0, 2025.4",
    "CPU, SCHEDULING_CORE_TYPE, PCORE_ONLY, 2026.4",
    "CPU, AFFINITY, HYBRID_AWARE, 2024.6",
    "AUTO:CPU, LOG_LEVEL, LOG_TRACE, 2023.3",
    "AUTO:CPU, MODEL_PRIORITY, DEFAULT, 2026.2",
    "AUTO:CPU, SCHEDULE_POLICY, ROUND_ROBIN, 2025.0",
    "HETERO:CPU, MODEL_DISTRIBUTION_POLICY, PIPELINE_PARALLEL, 2024.1",
    "CPU, MODEL_DISTRIBUTION_POLICY, TENSOR_PARALLEL, 2024.1",
    "CPU, TBB_PARTITIONER, STATIC, 2026.2",
    "CPU, INFERENCE_NUM_THREADS, 8, 2026.4",
    "CPU, PERFORMANCE_HINT_NUM_REQUESTS, 2147483647, 2026.4",
    "CPU, DYNAMIC_QUANTIZATION_GROUP_SIZE, -1, 2024.6",
    "CPU, KEY_CACHE_PRECISION, u4, 2025.4",
    "CPU, CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE, 0.5, 2026.4",
    "GPU, GPU_QUEUE_PRIORITY, HIGH, 2026.4",
    "GPU, CACHE_MODE, OPTIMIZE_SPEED, 2026.4",
    "NPU, NPU_TURBO, YES, 2026.4",
    "NPU, LOG_LEVEL, LOG_DEBUG, 2026.4",
    "CPU, ENABLE_MMAP, NO, 2026.4",
  })
  void whatPluginsTakeIsTaken(String device, String key, String value, String version) {
    assertThat(findings(device, key, value, version)).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}={2} with {3}")
  @CsvSource({
    "CPU, PERFORMANCE_HINT, FAST, 2026.4",
    "GPU, PERFORMANCE_HINT, latency, 2026.3",
    "AUTO:GPU, PERFORMANCE_HINT, TPUT, 2025.4",
    "NPU, PERFORMANCE_HINT, '', 2026.4",
    "CPU, PERFORMANCE_HINT, UNDEFINED, 2024.1",
    "CPU, INFERENCE_PRECISION_HINT, float32, 2025.4",
    "CPU, INFERENCE_PRECISION_HINT, i8, 2026.4",
    "CPU, EXECUTION_MODE_HINT, FAST, 2023.3",
    "CPU, ENABLE_CPU_PINNING, true, 2025.0",
    "CPU, ENABLE_CPU_PINNING, ON, 2024.6",
    "CPU, PERF_COUNT, 2, 2026.4",
    "CPU, PERF_COUNT, Y, 2026.4",
    "CPU, PERF_COUNT, 1, 2025.0",
    "CPU, SCHEDULING_CORE_TYPE, any_core, 2026.4",
    "CPU, AFFINITY, YES, 2024.6",
    "AUTO:CPU, LOG_LEVEL, DEBUG, 2026.4",
    "GPU, MODEL_PRIORITY, URGENT, 2026.4",
    "AUTO:CPU, SCHEDULE_POLICY, FAST, 2026.2",
    "CPU, MODEL_DISTRIBUTION_POLICY, PIPELINE_PARALLEL, 2026.2",
    "CPU, INFERENCE_NUM_THREADS, -1, 2026.4",
    "CPU, INFERENCE_NUM_THREADS, 1e3, 2026.4",
    "CPU, INFERENCE_NUM_THREADS, 2147483648, 2026.4",
    "CPU, INFERENCE_NUM_THREADS, AUTO, 2026.4",
    "CPU, PERFORMANCE_HINT_NUM_REQUESTS, 4.5, 2026.4",
    "CPU, PERFORMANCE_HINT_NUM_REQUESTS, 99999999999999999999, 2026.4",
    "CPU, KEY_CACHE_PRECISION, fast, 2025.4",
    "CPU, CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE, 1.1, 2026.4",
    "CPU, CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE, NaN, 2024.6",
    "CPU, DEVICE_ID, 0, 2026.4",
    "GPU, GPU_QUEUE_THROTTLE, 1, 2026.4",
    "GPU, COMPILATION_NUM_THREADS, 0, 2026.4",
    "NPU, NPU_TURBO, FAST, 2026.4",
  })
  void whatTheyRefuseOrIgnoreIsRefused(String device, String key, String value, String version) {
    assertThat(findings(device, key, value, version))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(DEVICE_PROPERTY);
              assertThat(finding.path()).endsWith("pluginConfig[" + key + "]");
              assertThat(finding.problem()).startsWith("\"" + key + "=" + value + "\" is not ");
              assertThat(finding.fix()).startsWith("Write .pluginConfig(\"" + key + "\", ");
            });
  }

  @Test
  void valuesMayHaveTypesOfTheirOwn() {
    assertThat(findings("CPU", "INFERENCE_NUM_THREADS", 8, "2026.4")).isEmpty();
    assertThat(findings("CPU", "INFERENCE_NUM_THREADS", 8.0, "2026.4")).isEmpty();
    assertThat(findings("CPU", "PERF_COUNT", true, "2026.4")).isEmpty();
    assertThat(findings("CPU", "INFERENCE_NUM_THREADS", true, "2026.4")).hasSize(1);
    assertThat(findings("CPU", "PERFORMANCE_HINT", 1, "2026.4")).hasSize(1);
    assertThat(findings("CPU", "PERF_COUNT", 1, "2026.4")).hasSize(1);
    assertThat(findings("CPU", "INFERENCE_NUM_THREADS", 8.5, "2026.4")).hasSize(1);
    assertThat(findings("CPU", "CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE", 1e-9, "2026.4")).isEmpty();
  }

  /** The proposed fix is valid for all devices and releases. */
  @ParameterizedTest
  @ValueSource(strings = {"2023.3", "2024.6", "2025.4", "2026.4"})
  void proposalsAreTaken(String version) {
    for (DeviceProperties plugin : List.of(DeviceProperties.CPU, DeviceProperties.GPU)) {
      plugin
          .keys()
          .filter(key -> plugin.knows(key, OvmsVersion.parse(version).orElseThrow()))
          .filter(key -> !key.equals("NUM_STREAMS"))
          .forEach(
              key ->
                  findings(plugin.name(), key, "no such value", version).stream()
                      .map(finding -> finding.fix().replaceAll(".*, \"(.*?)\"\\).*", "$1"))
                      .forEach(
                          proposed ->
                              assertThat(findings(plugin.name(), key, proposed, version))
                                  .as(key)
                                  .isEmpty()));
    }
  }

  @Test
  void numbersThatAFileCannotHoldAreRefused() {
    for (Number number :
        List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NaN, new BigDecimal("1e400"))) {
      assertThat(
              Reported.by(
                  Execution.DEFAULT.pluginConfig("CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE", number)
                      ::check))
          .as("%s", number)
          .hasSize(1);
    }
  }

  private static List<Finding> findings(String device, String key, Object value, String version) {
    return Reported.by(
        findings ->
            new PropertyValues(Device.of(device))
                .check(Map.of(key, value), OvmsVersion.parse(version).orElseThrow(), findings));
  }
}
