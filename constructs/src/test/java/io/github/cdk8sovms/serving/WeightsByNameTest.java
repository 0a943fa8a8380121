package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The least size of weights, as the names of repositories and files say it. */
class WeightsByNameTest {
  @ParameterizedTest
  @CsvSource({
    "OpenVINO/Qwen3-8B-int4-ov, 3600000000",
    "0123456789ab/OpenVINO/Qwen3-8B-int8-ov, 7200000000",
    "OpenVINO/Qwen3-0.6B-fp16-ov, 1080000000",
    "OpenVINO/Qwen3-30B-A3B-int4-ov, 13500000000",
    "Qwen3-8B-Q4_K_M.gguf, 3600000000",
    "openvino/mistral_7b_int4_ov, 3150000000"
  })
  void parametersTimesBits(String name, String bytes) {
    assertThat(WeightsByName.of(name))
        .hasValueSatisfying(it -> assertThat(it.bytes().amount()).isEqualByComparingTo(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen3-8B",
    "OpenVINO/bge-base-en-v1.5-int8-ov",
    "OpenVINO/Mixtral-8x7b-int4-ov",
    "OpenVINO/gemma-3n-E4B-int4-ov",
    "resnet50",
    "12345b-int4/resnet50",
    "model-0b-int4"
  })
  void nothingIsGuessedWithoutBoth(String name) {
    assertThat(WeightsByName.of(name)).isEmpty();
  }
}
