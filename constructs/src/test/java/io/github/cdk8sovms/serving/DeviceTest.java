package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.serving.GpuDriver.I915;
import static io.github.cdk8sovms.serving.GpuDriver.XE;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @ParameterizedTest(name = "{0} needs drivers: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CPU               | false
          HETERO:CPU        | false
          AUTO:CPU          | false
          BATCH:CPU(16)     | false
          BATCH:CPU         | false
          GPU               | true
          GPU.1             | true
          NPU               | true
          AUTO              | true
          AUTO:GPU,CPU      | true
          HETERO:GPU.0,CPU  | true
          MULTI:GPU.0,GPU.1 | true
          BATCH:GPU.1(4)    | true
          """)
  void targetDevicesOfOpenVino(String text, boolean accelerated) {
    assertThat(Reported.by(Device.of(text)::check)).isEmpty();
    assertThat(Device.of(text).isAccelerated()).isEqualTo(accelerated);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cpu",
        "CPU ",
        "CPU.0",
        "GPU.",
        "GPU.x",
        "GPU.100",
        "NPU.0",
        "AUTO:",
        "AUTO:CPU,",
        "AUTO:AUTO",
        "HETERO",
        "MULTI",
        "MULTI:GPU, CPU",
        "BATCH",
        "BATCH:CPU()",
        "BATCH:CPU,GPU",
        "GPU,CPU",
        "CPU\nx"
      })
  void otherTextIsRefused(String text) {
    assertThat(Reported.codesBy(Device.of(text)::check)).containsExactly(DEVICE);
  }

  static Stream<Arguments> devices() {
    return Stream.of(
        arguments(Device.cpu(), "CPU", false),
        arguments(Device.gpu(XE), "GPU", true),
        arguments(Device.gpu(I915).index(0), "GPU", true),
        arguments(Device.gpu(I915).index(1), "GPU.1", true),
        arguments(Device.npu(), "NPU", true),
        arguments(Device.auto(Device.gpu(XE), Device.cpu()), "AUTO:GPU,CPU", true),
        arguments(Device.auto(Device.cpu()), "AUTO:CPU", false),
        arguments(
            Device.hetero(Device.npu(), Device.gpu(XE).index(1), Device.cpu()),
            "HETERO:NPU,GPU.1,CPU",
            true));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("devices")
  void typedDevicesAreWrittenInTheSyntaxOfOpenVino(
      Device device, String text, boolean accelerated) {
    assertThat(Reported.by(device::check)).isEmpty();
    assertThat(device.text()).isEqualTo(text);
    assertThat(device.isAccelerated()).isEqualTo(accelerated);
    assertThat(Reported.by(Device.of(text)::check)).as("as a text too").isEmpty();
  }

  @Test
  void aTextNamesNoPart() {
    assertThat(Device.of("GPU").parts()).isEmpty();
    assertThat(Device.of("GPU")).isNotEqualTo(Device.gpu(XE));
    assertThat(Device.auto(Device.gpu(XE), Device.cpu()).parts())
        .containsExactly(Device.gpu(XE), Device.cpu());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 16, Integer.MAX_VALUE})
  void aPodHasSixteenGpusAtMost(int index) {
    assertThat(Reported.by(Device.gpu(XE).index(index)::check))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS207 shop/resnet.device: \""
                + index
                + "\" is not the index of a GPU; the GPUs of a pod are 0 to 15. Leave .index(..)"
                + " out for the first GPU.");
  }

  @Test
  void aDeviceIsListedOnce() {
    assertThat(Reported.by(Device.auto(Device.gpu(XE), Device.gpu(I915))::check))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS207 shop/resnet.device: \"AUTO:GPU,GPU\" lists a device twice. List each device"
                + " once; for a second GPU write Device.gpu(..).index(1).");
    assertThat(Reported.by(Device.hetero(Device.gpu(XE), Device.gpu(XE).index(1))::check))
        .isEmpty();
  }
}
