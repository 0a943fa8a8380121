package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_IMAGE;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_NAME;
import static io.github.cdk8sovms.validation.FindingCode.MODEL_SOURCE;
import static io.github.cdk8sovms.validation.FindingCode.VERSION_DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ClaimedVolume} and {@link ImageVolume}: directories that are mounted. */
class MountedSourcesTest {
  private static final String IMAGE = "registry.example.com/models/resnet50:3";

  @ParameterizedTest
  @ValueSource(strings = {"resnet50", "vision/resnet50", "a..b/c", "A_1.2-x", "..."})
  void directoriesInsideTheVolume(String path) {
    assertThat(Reported.by(ModelSource.volumeClaim("models", path)::check)).isEmpty();
    assertThat(Reported.by(ModelSource.image(IMAGE, path)::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/resnet50",
        "a//b",
        "resnet50/1/model.xml",
        "model.gguf",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "a b",
        "a\n",
        "$(HOME)"
      })
  void directoriesOutsideOrOfOtherCharactersAreRefused(String path) {
    assertThat(Reported.codesBy(ModelSource.volumeClaim("models", path)::check))
        .containsExactly(MODEL_SOURCE);
    assertThat(Reported.codesBy(ModelSource.image(IMAGE, path)::check))
        .containsExactly(MODEL_SOURCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet50/1", "7"})
  void aNumberAtTheEndIsMostLikelyAVersion(String path) {
    assertThat(Reported.codesBy(ModelSource.volumeClaim("models", path)::check))
        .containsExactly(VERSION_DIRECTORY);
    assertThat(Reported.codesBy(ModelSource.image(IMAGE, path)::check))
        .containsExactly(VERSION_DIRECTORY);
  }

  @Test
  void aSlashAtTheEndIsTakenAway() {
    assertThat(ModelSource.volumeClaim("models", "resnet50/"))
        .isEqualTo(ModelSource.volumeClaim("models", "resnet50"));
    assertThat(ModelSource.image(IMAGE, "a/b/")).isEqualTo(ModelSource.image(IMAGE, "a/b"));
  }

  @Test
  void onlyAnImageMayHoldItsModelAtItsRoot() {
    assertThat(Reported.by(ModelSource.image(IMAGE, "")::check)).isEmpty();
    assertThat(Reported.codesBy(ModelSource.volumeClaim("models", "")::check))
        .containsExactly(MODEL_SOURCE);
  }

  @Test
  void aClaimHasTheNameOfAnObject() {
    assertThat(Reported.by(ModelSource.volumeClaim("team.models-1", "a")::check)).isEmpty();
    assertThat(Reported.codesBy(ModelSource.volumeClaim("My/Claim", "a")::check))
        .containsExactly(INVALID_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.example.com/models/resnet50", "models:latest", "", "a b:1"})
  void anImageIsPinned(String image) {
    assertThat(Reported.codesBy(ModelSource.image(image, "")::check))
        .containsExactly(INVALID_IMAGE);
  }

  @ParameterizedTest(name = "Kubernetes {0}: {1}")
  @CsvSource({
    "1.32, KUBERNETES_VERSION",
    "1.33, FEATURE_GATE",
    "1.34, FEATURE_GATE",
    "1.35, ",
    "1.36, ",
  })
  void clustersHaveImageVolumesFromAVersionOn(String version, FindingCode code) {
    KubernetesVersion oldest = KubernetesVersion.of(version);

    assertThat(Reported.codesBy(findings -> ImageVolume.checkFor(oldest, findings)))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest(name = "{0} is at {1}")
  @CsvSource({
    "resnet50, /models/resnet50",
    "vision/resnet50, /models/vision+resnet50",
  })
  void aModelIsMountedInADirectoryOfItsOwn(String name, String directory) {
    assertThat(BasePath.of(Model.of(name, ModelSource.volumeClaim("models", "x/y"))))
        .isEqualTo(directory);
    assertThat(BasePath.of(Model.of(name, ModelSource.image(IMAGE, "")))).isEqualTo(directory);
    assertThat(BasePath.of(Model.of(name, ModelSource.image(IMAGE, "x/y"))))
        .isEqualTo(directory + "/x/y");
  }

  @Test
  void cloudStorageIsReadFromWhereItIsAndFilesFromWhereTheyWereFetchedTo() {
    assertThat(BasePath.of(Model.of("m", ModelSource.of("gs://models/m").anonymous())))
        .isEqualTo("gs://models/m");
    assertThat(BasePath.of(Model.of("a/m", ModelSource.https("https://example.com/m.xml"))))
        .isEqualTo("/downloads/a+m");
  }
}
