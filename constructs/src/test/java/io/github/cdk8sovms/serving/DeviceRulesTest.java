package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.serving.GpuDriver.XE;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_IDLE;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_INPUT;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_PROPERTY;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requirements of each device for a model. */
class DeviceRulesTest {
  private static final Model MODEL =
      Model.of("bert", ModelSource.of("s3://models/bert").anonymous());
  private static final Model CPU = MODEL.device(Device.cpu());
  private static final Model GPU = MODEL.device(Device.gpu(XE));
  private static final Model NPU = MODEL.device(Device.npu());
  private static final Model AUTO = MODEL.device(Device.auto(Device.gpu(XE), Device.cpu()));
  private static final Model HETERO = MODEL.device(Device.hetero(Device.gpu(XE), Device.cpu()));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    // As the plugins of OpenVINO list their properties.
    "INFERENCE_NUM_THREADS, CPU AUTO HETERO",
    "SCHEDULING_CORE_TYPE, CPU AUTO HETERO",
    "ENABLE_HYPER_THREADING, CPU AUTO HETERO",
    "CPU_DENORMALS_OPTIMIZATION, CPU AUTO HETERO",
    "ENABLE_CPU_PINNING, CPU GPU NPU AUTO HETERO",
    "GPU_QUEUE_THROTTLE, GPU AUTO HETERO",
    "GPU_DISABLE_WINOGRAD_CONVOLUTION, GPU AUTO HETERO",
    "ENABLE_STARTUP_FALLBACK, AUTO",
    "CACHE_DIR, GPU NPU AUTO HETERO",
    "INFERENCE_PRECISION_HINT, CPU GPU NPU AUTO HETERO",
    "ENABLE_MMAP, CPU GPU NPU AUTO HETERO",
  })
  void aPropertyIsKnownByTheDevicesThatHaveIt(String key, String devices) {
    for (Model model : List.of(CPU, GPU, NPU, AUTO, HETERO)) {
      String mode = model.device().text().split(":")[0];

      assertThat(codes(model.pluginConfig(key, valueOf(key)), "2026.3"))
          .as(mode)
          .isEqualTo(
              List.of(devices.split(" ")).contains(mode) ? List.of() : List.of(DEVICE_PROPERTY));
    }
  }

  private static String valueOf(String key) {
    return switch (key) {
      case "SCHEDULING_CORE_TYPE" -> "PCORE_ONLY";
      case "GPU_QUEUE_THROTTLE" -> "LOW";
      case "INFERENCE_PRECISION_HINT" -> "f32";
      default -> "1";
    };
  }

  @Test
  void theReportContainsTheDeviceOfThePropertyAndTheEffectOnOtherModels() {
    assertThat(reports(GPU.pluginConfig("INFERENCE_NUM_THREADS", 4), "2026.3"))
        .containsExactly(
            "OVMS231 shop/resnet.pluginConfig[INFERENCE_NUM_THREADS]:"
                + " \"INFERENCE_NUM_THREADS\" is a property of CPU, and OVMS on GPU loads neither"
                + " the model with it nor any model after it in the file. Leave it out, or use a"
                + " device that supports it.");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "CPU_THROUGHPUT_STREAMS, Write .streams(4)",
    "GPU_THROUGHPUT_STREAMS, Write .streams(4)",
    "CPU_THREADS_NUM, Write INFERENCE_NUM_THREADS",
    "CPU_BIND_THREAD, Write ENABLE_CPU_PINNING",
    "AFFINITY, Write ENABLE_CPU_PINNING",
    "ENFORCE_BF16, Write INFERENCE_PRECISION_HINT",
    "CPU_RUNTIME_CACHE_CAPACITY, it has no successor",
    "EXCLUSIVE_ASYNC_REQUESTS, it has no successor",
  })
  void namesOfOpenVino1AreRefusedWithTheirSuccessor(String key, String successor) {
    for (Model model : List.of(CPU, GPU, NPU, AUTO, MODEL.device(Device.of("MULTI:GPU,CPU")))) {
      assertThat(reports(model.pluginConfig(key, "1"), "2026.3"))
          .singleElement()
          .asString()
          .startsWith("OVMS231 ")
          .contains(successor);
    }
  }

  @Test
  void whatAReleaseDoesNotHaveYetOrAnyMoreIsRefused() {
    assertThat(codes(CPU.pluginConfig("AFFINITY", "CORE"), "2024.5")).isEmpty();
    assertThat(codes(CPU.pluginConfig("AFFINITY", "CORE"), "2025.0"))
        .containsExactly(DEVICE_PROPERTY);
    assertThat(codes(CPU.pluginConfig("TBB_PARTITIONER", "STATIC"), "2025.4"))
        .containsExactly(DEVICE_PROPERTY);
    assertThat(codes(CPU.pluginConfig("TBB_PARTITIONER", "STATIC"), "2026.0")).isEmpty();
    assertThat(codes(GPU.pluginConfig("OFFLOAD_RATIO", "1"), "2026.2.1"))
        .containsExactly(DEVICE_PROPERTY);
  }

  @Test
  void aTypingErrorIsAWarningWithTheNameThatMayBeMeant() {
    assertThat(reports(CPU.pluginConfig("INFERENCE_NUM_THREAD", 4), "2026.3"))
        .singleElement()
        .asString()
        .startsWith("OVMS238 ")
        .contains("Did you mean INFERENCE_NUM_THREADS?", "any model after it");
    assertThat(codes(NPU.pluginConfig("NPU_SOMETHING_NEW", 4), "2026.3")).isEmpty();
    assertThat(codes(CPU.pluginConfig("SOMETHING", 4), "2022.3")).isEmpty();
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        arguments(NPU, "(1,128)", true),
        arguments(NPU, "auto", true),
        arguments(NPU, "(1,-1)", false),
        arguments(NPU, "(1:8,128)", false),
        arguments(MODEL.device(Device.auto(Device.npu(), Device.cpu())), "(-1,128)", false),
        arguments(GPU, "(1,-1)", true),
        arguments(GPU, "auto", true),
        arguments(CPU, "(1:8,-1)", true),
        arguments(AUTO, "auto", false),
        arguments(AUTO, "(1:8,-1)", true),
        arguments(HETERO, "auto", true),
        arguments(MODEL.device(Device.auto(Device.cpu())), "auto", true));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("shapes")
  void aShapeIsOneThatTheDeviceTakes(Model model, String shape, boolean taken) {
    assertThat(codes(model.shape(shape)))
        .as(model.device().text())
        .isEqualTo(taken ? List.of() : List.of(DEVICE_INPUT));
  }

  @ParameterizedTest(name = "{0} streams with OVMS {1}: {2}")
  @CsvSource({
    "1, 2026.2.1, true",
    "2, 2026.2.1, false",
    "2, 2025.4, false",
    "8, 2026.3, true",
    "9, 2026.3, false",
  })
  void anNpuHasFewStreams(int streams, String version, boolean possible) {
    for (Device device : List.of(Device.npu(), Device.auto(Device.npu(), Device.cpu()))) {
      assertThat(codes(MODEL.device(device).streams(streams), version))
          .isEqualTo(possible ? List.of() : List.of(DEVICE_STREAMS));
    }
    assertThat(codes(GPU.streams(streams), version)).isEmpty();
  }

  @Test
  void theReportContainsTheMaximumNumberOfStreams() {
    assertThat(Reported.by(findings -> NPU.streams(4).checkFor(version("2026.2.1"), findings)))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS233 shop/resnet.streams: \"4\" is more than the one stream of an NPU with OVMS"
                + " 2026.2.1. Set .streams(1), which configures 4 infer requests per stream.");
  }

  @Test
  void autoUsesOneOfSeveralByDefault() {
    Model two = MODEL.device(Device.auto(Device.gpu(XE), Device.gpu(XE).index(1), Device.cpu()));

    assertThat(codes(AUTO)).isEmpty();
    assertThat(codes(two)).containsExactly(DEVICE_IDLE);
    assertThat(codes(two.pluginConfig("PERFORMANCE_HINT", "THROUGHPUT")))
        .containsExactly(DEVICE_IDLE);
    assertThat(codes(two.pluginConfig("PERFORMANCE_HINT", "CUMULATIVE_THROUGHPUT"))).isEmpty();
    assertThat(codes(MODEL.device(Device.hetero(Device.gpu(XE), Device.npu())))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GPU", "NPU", "AUTO:GPU,GPU.1", "AUTO:NPU,CPU", "HETERO:GPU,CPU"})
  void ofADeviceThatIsATextOnlyThePropertiesAreChecked(String text) {
    Model model = MODEL.device(Device.of(text)).shape("(1:8,-1)").streams(9);

    assertThat(codes(model.pluginConfig("SCHEDULING_CORE_TYPE", "ECORE_ONLY"), "2026.3"))
        .isEqualTo(text.contains("CPU") ? List.of() : List.of(DEVICE_PROPERTY));
    assertThat(codes(model)).isEmpty();
    assertThat(codes(model, "2026.2.1")).isEmpty();
  }

  private static List<String> reports(Model model, String version) {
    return Reported.by(findings -> model.checkFor(version(version), findings)).stream()
        .map(Finding::toString)
        .toList();
  }

  private static List<FindingCode> codes(Model model) {
    return Reported.codesBy(model::check);
  }

  private static List<FindingCode> codes(Model model, String version) {
    return Reported.codesBy(findings -> model.checkFor(version(version), findings));
  }

  private static OvmsVersion version(String text) {
    return OvmsVersion.parse(text).orElseThrow();
  }
}
