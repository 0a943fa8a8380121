package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.MODEL_INPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.cdk8sovms.validation.Reported;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelInputTest {
  private static final ModelInput AS_TRAINED = ModelInput.AS_TRAINED;

  @Test
  void nothingIsWrittenUnlessSaid() {
    assertThat(Reported.by(AS_TRAINED::check)).isEmpty();
    assertThat(config(AS_TRAINED)).isEmpty();
  }

  @Test
  void whatIsSaidIsWrittenAsItIs() {
    assertThat(config(AS_TRAINED.batchSize("8").layout("NHWC:NCHW")))
        .containsExactly(entry("batch_size", "8"), entry("layout", "NHWC:NCHW"));
    assertThat(config(AS_TRAINED.shape("(1,3,224,224)")))
        .containsExactly(entry("shape", "(1,3,224,224)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "1", "8", "999999999"})
  void batchSizes(String batchSize) {
    assertThat(Reported.by(AS_TRAINED.batchSize(batchSize)::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "08", "1.5", "AUTO", "auto ", " ", "8\n", "1:8", "9999999999"})
  void batchSizesThatAreRefused(String batchSize) {
    assertThat(Reported.codesBy(AS_TRAINED.batchSize(batchSize)::check))
        .containsExactly(MODEL_INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auto",
        "(1)",
        "(1,3,224,224)",
        "(1, 3, 224, 224)",
        "(-1,3,224,224)",
        "(1:8,3,224:512,224)",
        "(8:8)"
      })
  void shapes(String shape) {
    assertThat(Reported.by(AS_TRAINED.shape(shape)::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "()",
        "(,)",
        "(1,)",
        "(,1)",
        "1,3,224,224",
        "(1,3",
        "1,3)",
        "(1;3)",
        "(a)",
        "(1.5)",
        "(-2)",
        "(1:)",
        "(:8)",
        "(1:2:3)",
        "(8:1)",
        "(8:1,0)",
        "AUTO",
        "(1))",
        "((1))"
      })
  void shapesThatAreRefused(String shape) {
    assertThat(Reported.codesBy(AS_TRAINED.shape(shape)::check)).containsExactly(MODEL_INPUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NHWC", "NHWC:NCHW", "N...", "N?HW", "NC"})
  void layouts(String layout) {
    assertThat(Reported.by(AS_TRAINED.layout(layout)::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nhwc", "1234", ":", "NHWC:", ":NCHW", "NHWC:NCHW:NC", "NHWC ", "auto"})
  void layoutsThatAreRefused(String layout) {
    assertThat(Reported.codesBy(AS_TRAINED.layout(layout)::check)).containsExactly(MODEL_INPUT);
  }

  @Test
  void aShapeReplacesTheBatchSizeSoBothTogetherAreRefused() {
    assertThat(Reported.codesBy(AS_TRAINED.batchSize("8").shape("(1,3)")::check))
        .containsExactly(MODEL_INPUT);
  }

  @Test
  void eachCallGivesACopyAndForgetsNothing() {
    ModelInput input = AS_TRAINED.batchSize("8").layout("NHWC").shape("auto");

    assertThat(input).isEqualTo(new ModelInput("8", "auto", "NHWC"));
    assertThat(AS_TRAINED).isEqualTo(new ModelInput("", "", ""));
  }

  private static Map<String, Object> config(ModelInput input) {
    Map<String, Object> config = new LinkedHashMap<>();
    input.addTo(config);
    return config;
  }
}
