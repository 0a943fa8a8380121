package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.serving.GpuDriver.XE;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_IDLE;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_INPUT;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_PROPERTY;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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

/** What each device takes of a model. */
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
    // As the plugins of OpenVINO 2026.4.1 list their properties.
    "INFERENCE_NUM_THREADS, CPU AUTO HETERO",
    "SCHEDULING_CORE_TYPE, CPU AUTO HETERO",
    "ENABLE_HYPER_THREADING, CPU AUTO HETERO",
    "CPU_DENORMALS_OPTIMIZATION, CPU AUTO HETERO",
    "ENABLE_CPU_PINNING, CPU GPU NPU AUTO HETERO",
    "GPU_QUEUE_THROTTLE, GPU AUTO HETERO",
    "GPU_DISABLE_WINOGRAD_CONVOLUTION, GPU AUTO HETERO",
    "NPU_TURBO, NPU",
    "ENABLE_STARTUP_FALLBACK, AUTO",
    "CACHE_DIR, CPU GPU NPU AUTO HETERO",
    "INFERENCE_PRECISION_HINT, CPU GPU NPU AUTO HETERO",
  })
  void aPropertyIsKnownByTheDevicesThatHaveIt(String key, String devices) {
    for (Model model : List.of(CPU, GPU, NPU, AUTO, HETERO)) {
      String mode = model.device().text().split(":")[0];

      assertThat(codes(model.pluginConfig(key, "1")))
          .as(mode)
          .isEqualTo(
              List.of(devices.split(" ")).contains(mode) ? List.of() : List.of(DEVICE_PROPERTY));
    }
  }

  @Test
  void theReportSaysWhoseThePropertyIs() {
    assertThat(Reported.by(GPU.pluginConfig("INFERENCE_NUM_THREADS", 4)::check))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS231 shop/resnet.pluginConfig[INFERENCE_NUM_THREADS]: \"INFERENCE_NUM_THREADS\" is a"
                + " property of processors, and OVMS does not load a model on GPU with it. Leave it"
                + " out, or use a device that knows it.");
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
  void theReportSaysHowManyStreamsThereAre() {
    assertThat(Reported.by(findings -> NPU.streams(4).checkFor(version("2026.2.1"), findings)))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS233 shop/resnet.streams: \"4\" is more than the one stream of an NPU with OVMS"
                + " 2026.2.1. Set .streams(1), which brings 4 infer requests a stream.");
  }

  @Test
  void autoUsesOneOfSeveralUnlessToldToUseAll() {
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
  void ofADeviceThatIsATextNothingIsKnown(String text) {
    Model model = MODEL.device(Device.of(text)).shape("(1:8,-1)").streams(9);

    assertThat(codes(model.pluginConfig("INFERENCE_NUM_THREADS", 4))).isEmpty();
    assertThat(codes(model, "2026.2.1")).isEmpty();
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
