package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Reported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void theCommonOnesHaveNames() {
    assertThat(Device.CPU.text()).isEqualTo("CPU");
    assertThat(Device.GPU.text()).isEqualTo("GPU");
    assertThat(Device.NPU.text()).isEqualTo("NPU");
  }
}
