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
  void nothingIsWrittenByDefault() {
    assertThat(Reported.by(AS_TRAINED::check)).isEmpty();
    assertThat(config(AS_TRAINED)).isEmpty();
  }

  @Test
  void configuredValuesAreWrittenUnchanged() {
    assertThat(config(AS_TRAINED.batchSize("8").layout("NHWC:NCHW")))
        .containsExactly(entry("batch_size", "8"), entry("layout", "NHWC:NCHW"));
    assertThat(config(AS_TRAINED.shape("(1,3,224,224)")))
        .containsExactly(entry("shape", "(1,3,224,224)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "1", "8", "999999999", "-1", "1:8"})
  void batchSizes(String batchSize) {
    assertThat(Reported.by(AS_TRAINED.batchSize(batchSize)::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-2",
        "08",
        "1.5",
        "AUTO",
        "auto ",
        " ",
        "8\n",
        "8:8",
        "8:1",
        "1:",
        "9999999999"
      })
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
        "(2147483647)"
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
        "(8:8)",
        "(2147483648)",
        "(0,3)",
        "(8:1,0)",
        "AUTO",
        "(1))",
        "((1))"
      })
  void shapesThatAreRefused(String shape) {
    assertThat(Reported.codesBy(AS_TRAINED.shape(shape)::check)).containsExactly(MODEL_INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NHWC",
        "NHWC:NCHW",
        "N...",
        "N?HW",
        "NC",
        "nhwc:nchw",
        "...",
        "N??C",
        "NC...W",
        "NDHWC:NCDHW",
        "N?:?N",
        "NHWC:N..."
      })
  void layouts(String layout) {
    assertThat(Reported.by(AS_TRAINED.layout(layout)::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234",
        ":",
        "NHWC:",
        ":NCHW",
        "NHWC:NCHW:NC",
        "NHWC ",
        "auto",
        "XYZ",
        "NN",
        "N..C",
        "N....",
        "N...C...",
        "N.",
        "NHWC:NCH",
        "NHWC:NCHWD",
        "NCHW\n"
      })
  void layoutsThatAreRefused(String layout) {
    assertThat(Reported.codesBy(AS_TRAINED.layout(layout)::check)).containsExactly(MODEL_INPUT);
  }

  @Test
  void inputsAreNamedWhereAModelHasSeveral() {
    ModelInput input =
        AS_TRAINED
            .shape("b:0", "(1,128)")
            .shape("a", "auto")
            .layout("b:0", "NC")
            .layout("out", "CN:NC");

    assertThat(Reported.by(input::check)).isEmpty();
    assertThat(config(input).toString())
        .isEqualTo("{shape={b:0=(1,128), a=auto}, layout={b:0=NC, out=CN:NC}}");
    assertThat(input.followsRequests()).isTrue();
    assertThat(AS_TRAINED.shape("a", "(1:8)").isDynamic()).isTrue();
    assertThat(AS_TRAINED.batchSize("1:8").isDynamic()).isTrue();
  }

  @Test
  void eachNamedInputIsCheckedByItself() {
    assertThat(Reported.by(AS_TRAINED.shape("a", "(8:8)").layout("b", "XY")::check))
        .extracting(finding -> finding.path().replaceAll(".*\\.", ""))
        .containsExactly("shape[a]", "layout[b]");
    assertThat(Reported.codesBy(AS_TRAINED.shape("", "(1)")::check)).containsExactly(MODEL_INPUT);
    assertThat(Reported.codesBy(AS_TRAINED.layout("a\n", "NC")::check))
        .containsExactly(MODEL_INPUT);
  }

  @Test
  void oneShapeForAllInputsAndOneForEachContradictEachOther() {
    assertThat(Reported.codesBy(AS_TRAINED.shape("(1,3)").shape("a", "(1,3)")::check))
        .containsExactly(MODEL_INPUT);
    assertThat(Reported.codesBy(AS_TRAINED.layout("NC").layout("a", "NC")::check))
        .containsExactly(MODEL_INPUT);
    assertThat(Reported.codesBy(AS_TRAINED.batchSize("8").shape("a", "(1,3)")::check))
        .containsExactly(MODEL_INPUT);
  }

  @Test
  void aShapeReplacesTheBatchSizeSoBothTogetherAreRefused() {
    assertThat(Reported.codesBy(AS_TRAINED.batchSize("8").shape("(1,3)")::check))
        .containsExactly(MODEL_INPUT);
  }

  @Test
  void eachCallGivesACopyAndForgetsNothing() {
    ModelInput input = AS_TRAINED.batchSize("8").layout("NHWC").shape("auto");

    assertThat(input)
        .isEqualTo(new ModelInput("8", "auto", "NHWC", Map.of(), Map.of(), AS_TRAINED.keyed()));
    assertThat(AS_TRAINED)
        .isEqualTo(new ModelInput("", "", "", Map.of(), Map.of(), AS_TRAINED.keyed()));
  }

  private static Map<String, Object> config(ModelInput input) {
    Map<String, Object> config = new LinkedHashMap<>();
    input.addTo(config);
    return config;
  }
}
