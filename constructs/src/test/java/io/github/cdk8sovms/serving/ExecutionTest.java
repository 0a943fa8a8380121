package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.NIREQ;
import static io.github.cdk8sovms.validation.FindingCode.PLUGIN_CONFIG;
import static io.github.cdk8sovms.validation.FindingCode.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.cdk8sovms.validation.Reported;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionTest {
  private static final Execution DEFAULT = Execution.DEFAULT;

  @Test
  void theDeviceIsAlwaysWrittenAndTheRestLeftToOvms() {
    assertThat(config(DEFAULT)).containsExactly(entry("target_device", "CPU"));
  }

  @Test
  void pinnedStreamsAreWrittenAsTextWithFourInferRequestsEach() {
    assertThat(config(DEFAULT.streams(2)))
        .containsExactly(
            entry("target_device", "CPU"),
            entry("nireq", 8),
            entry("plugin_config", Map.of("NUM_STREAMS", "2")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64, 1024})
  void aQueueCanAlwaysBeSeen(int streams) {
    assertThat(DEFAULT.streams(streams).nireq().orElseThrow()).isEqualTo(4 * streams);
  }

  @Test
  void configuredInferRequestsAreKept() {
    assertThat(config(DEFAULT.nireq(3)))
        .containsExactly(entry("target_device", "CPU"), entry("nireq", 3));
    assertThat(DEFAULT.streams(2).nireq(3).nireq()).hasValue(3);
    assertThat(DEFAULT.nireq(3).streams(2).nireq()).hasValue(3);
  }

  @Test
  void propertiesKeepTheirTypesAndTheirOrderAfterTheStreams() {
    Map<String, Object> config =
        config(
            DEFAULT
                .pluginConfig("INFERENCE_NUM_THREADS", 8)
                .pluginConfig("ENABLE_CPU_PINNING", false)
                .pluginConfig("CACHE_DIR", "/tmp")
                .streams(2));

    assertThat(config.get("plugin_config"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsExactly(
            entry("NUM_STREAMS", "2"),
            entry("INFERENCE_NUM_THREADS", 8),
            entry("ENABLE_CPU_PINNING", false),
            entry("CACHE_DIR", "/tmp"));
  }

  @Test
  void eachCallGivesACopyAndForgetsNothing() {
    Execution execution =
        DEFAULT.streams(2).nireq(9).pluginConfig("CACHE_DIR", "/tmp").device(Device.of("GPU"));

    assertThat(execution.streams()).hasValue(2);
    assertThat(execution.nireq()).hasValue(9);
    assertThat(execution.device()).isEqualTo(Device.of("GPU"));
    assertThat(execution.pluginConfig()).containsOnlyKeys("CACHE_DIR");
    assertThat(config(DEFAULT)).containsOnlyKeys("target_device");
  }

  @ParameterizedTest(name = "{0} streams: {1}")
  @CsvSource({"0, false", "-1, false", "1, true", "1024, true", "1025, false", "2147483647, false"})
  void streamsAreOneTo1024(int count, boolean taken) {
    assertThat(Reported.codesBy(DEFAULT.streams(count)::check))
        .isEqualTo(taken ? List.of() : List.of(STREAMS));
  }

  @ParameterizedTest(name = "{0} infer requests: {1}")
  @CsvSource({"0, false", "-1, false", "1, true", "100000, true", "100001, false"})
  void inferRequestsAreOneTo100000(int count, boolean taken) {
    assertThat(Reported.codesBy(DEFAULT.nireq(count)::check))
        .isEqualTo(taken ? List.of() : List.of(NIREQ));
  }

  @Test
  void eachStreamNeedsAnInferRequest() {
    assertThat(Reported.by(DEFAULT.streams(4).nireq(4)::check)).isEmpty();
    assertThat(Reported.codesBy(DEFAULT.streams(4).nireq(3)::check)).containsExactly(NIREQ);
    assertThat(Reported.codesBy(DEFAULT.streams(4).nireq(0)::check))
        .as("said once")
        .containsExactly(NIREQ);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "num_streams", "1KEY", "_KEY", "MY-KEY", "MY KEY", "KEY\n"})
  void keysOfPropertiesAreCapitals(String key) {
    assertThat(Reported.codesBy(DEFAULT.pluginConfig(key, "1")::check))
        .containsExactly(PLUGIN_CONFIG);
  }

  @Test
  void valuesOfPropertiesAreTextNumbersOrBooleans() {
    assertThat(
            Reported.by(
                DEFAULT.pluginConfig("A", "x").pluginConfig("B", 1.5).pluginConfig("C", true)
                    ::check))
        .isEmpty();
    assertThat(Reported.codesBy(DEFAULT.pluginConfig("A", List.of())::check))
        .containsExactly(PLUGIN_CONFIG);
    assertThat(Reported.codesBy(DEFAULT.pluginConfig("A", Map.of())::check))
        .containsExactly(PLUGIN_CONFIG);
  }

  @Test
  void streamsAndAHintAreMutuallyExclusive() {
    assertThat(Reported.codesBy(DEFAULT.pluginConfig("NUM_STREAMS", "2")::check))
        .containsExactly(PLUGIN_CONFIG);
    assertThat(
            Reported.codesBy(DEFAULT.streams(2).pluginConfig("PERFORMANCE_HINT", "LATENCY")::check))
        .containsExactly(PLUGIN_CONFIG);
    assertThat(Reported.by(DEFAULT.pluginConfig("PERFORMANCE_HINT", "LATENCY")::check)).isEmpty();
  }

  private static Map<String, Object> config(Execution execution) {
    Map<String, Object> config = new LinkedHashMap<>();
    execution.addTo(config);
    return config;
  }
}
