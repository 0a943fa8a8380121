package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.MODEL_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  private static final ModelSource S3 = ModelSource.of("s3://models/resnet50").anonymous();

  @Test
  void needsANameAndASourceAndRunsOnTheProcessor() {
    Model model = Model.of("resnet50", S3);

    assertThat(model.name()).isEqualTo("resnet50");
    assertThat(model.source()).isEqualTo(S3);
    assertThat(model.device()).isEqualTo(Device.cpu());
    assertThat(model.streams()).isEmpty();
    assertThat(model.nireq()).isEmpty();
    assertThat(model.toConfig("s3://models/resnet50"))
        .containsExactly(
            entry("name", "resnet50"),
            entry("base_path", "s3://models/resnet50"),
            entry("target_device", "CPU"));
  }

  @Test
  void writesOptionsInReadingOrder() {
    Model model =
        Model.of("resnet50", S3)
            .nireq(32)
            .streams(4)
            .pluginConfig("CACHE_DIR", "/tmp")
            .layout("NHWC:NCHW")
            .batchSize("8")
            .device(Device.of("GPU"))
            .versions(VersionPolicy.latest(2));

    assertThat(model.toConfig("/models/resnet50"))
        .containsOnlyKeys(
            "name",
            "base_path",
            "model_version_policy",
            "batch_size",
            "layout",
            "target_device",
            "nireq",
            "plugin_config");
    assertThat(List.copyOf(model.toConfig("/models/resnet50").keySet()))
        .startsWith("name", "base_path", "model_version_policy")
        .endsWith("target_device", "nireq", "plugin_config");
    assertThat(model.streams()).hasValue(4);
    assertThat(model.nireq()).hasValue(32);
  }

  @Test
  void eachCallGivesACopy() {
    Model model = Model.of("resnet50", S3);
    model.streams(4).shape("auto").device(Device.of("NPU")).versions(VersionPolicy.all());

    assertThat(model.toConfig("x")).containsOnlyKeys("name", "base_path", "target_device");
    assertThat(model.device()).isEqualTo(Device.cpu());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "resnet50", "ResNet-50_v1.5", "vision/resnet50", "1"})
  void namesThatFitIntoUrlsAndLabels(String name) {
    assertThat(codes(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "a/", "/a", "a/b/c", "a//b", "..", "a/..", "-a", "a-", "a b", "a+b", "a\n", "ä",
        "a\"b"
      })
  void namesThatDoNot(String name) {
    assertThat(codes(name)).containsExactly(MODEL_NAME);
  }

  @Test
  void aNameIsAtMost100CharactersLong() {
    assertThat(codes("a".repeat(100))).isEmpty();
    assertThat(codes("a".repeat(101))).containsExactly(MODEL_NAME);
  }

  @Test
  void aNameWithASlashHasADirectoryThatIsNoOtherModels() {
    assertThat(Model.of("vision/resnet50", S3).directory())
        .doesNotContain("/")
        .isNotEqualTo(Model.of("vision-resnet50", S3).directory())
        .isNotEqualTo(Model.of("vision.resnet50", S3).directory())
        .isNotEqualTo(Model.of("vision_resnet50", S3).directory());
  }

  @Test
  void everyPartIsChecked() {
    Model model =
        Model.of("", ModelSource.of("x")).streams(0).layout("?!").versions(VersionPolicy.latest(0));

    assertThat(Reported.by(findings -> model.check(model.in(findings))))
        .extracting(Finding::code)
        .containsExactly(
            MODEL_NAME,
            FindingCode.MODEL_SOURCE,
            FindingCode.STREAMS,
            FindingCode.MODEL_INPUT,
            FindingCode.VERSION_POLICY);
  }

  private static List<FindingCode> codes(String name) {
    return Reported.codesBy(Model.of(name, S3)::check);
  }
}
