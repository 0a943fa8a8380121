package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_IMAGE;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Images;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageMirrorTest {
  private static final String MIRROR = "registry.example.com:5000/mirror";
  private final ImageMirror mirrored = ImageMirror.AS_NAMED.from(MIRROR).with("one").with("two");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "openvino/model_server:2026.2.1, openvino/model_server:2026.2.1",
    "quay.io/prometheus/prometheus:v3.13.2, prometheus/prometheus:v3.13.2",
    "registry.k8s.io/a/b@sha256:0123, a/b@sha256:0123",
    "localhost:5000/a:1, a:1",
    "busybox:1, busybox:1",
  })
  void theMirrorTakesThePlaceOfTheRegistry(String image, String path) {
    assertThat(mirrored.applyTo(Map.of("image", image)))
        .isEqualTo(Map.of("image", MIRROR + "/" + path));
  }

  @Test
  void whatIsFromTheMirrorAlreadyStays() {
    assertThat(mirrored.applyTo(Map.of("image", MIRROR + "/a:1")))
        .isEqualTo(Map.of("image", MIRROR + "/a:1"));
  }

  @Test
  void namesLabelsAndFilesAreNoImages() {
    Map<String, Object> tree =
        Map.of(
            "metadata", Map.of("labels", Map.of("image", "a/b")),
            "data", Map.of("image", "a/b"),
            "selector", Map.of("image", "a/b"));

    assertThat(mirrored.applyTo(tree)).isEqualTo(tree);
    assertThat(ImageMirror.images(tree)).isEmpty();
  }

  @Test
  void everyImageOfAPodIsRenamedAndThePodGetsTheSecrets() {
    Chart chart = Programs.chart();
    Programs.server(chart, "resnet")
        .model(Model.of("m", ModelSource.https("https://example.com/m.onnx")))
        .kubernetes(KubernetesVersion.of("1.36"))
        .model(Model.of("n", ModelSource.image("quay.io/models/n:1", "")))
        .label("image", "a")
        .registry(MIRROR)
        .imagePullSecret("mirror")
        .build();

    var pod = Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
    assertThat(pod.at("/imagePullSecrets/0/name").asText()).isEqualTo("mirror");
    assertThat(Images.of(chart))
        .hasSize(3)
        .isSorted()
        .allMatch(image -> image.startsWith(MIRROR + "/"))
        .contains(MIRROR + "/models/n:1", pod.at("/initContainers/0/image").asText());
    assertThat(Synthesized.of(chart).the("Deployment").at("/metadata/labels/image").asText())
        .isEqualTo("a");
  }

  @Test
  void withoutAMirrorImagesAreListedAsTheyAreNamed() {
    Chart chart = Programs.chart();
    Programs.adapterOf(chart, Programs.server(chart, "resnet").build());

    assertThat(Images.of(chart))
        .isEqualTo(
            List.of(
                "docker.io/openvino/model_server:2026.2.1",
                "quay.io/prometheus/prometheus:v3.13.2",
                "registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://registry", "registry/", "registry/UP", "a b", "/mirror", "registry:x"})
  void aMirrorIsAHostWithPortAndPath(String mirror) {
    assertThat(Reported.codesBy(ImageMirror.AS_NAMED.from(mirror)::check))
        .containsExactly(INVALID_IMAGE);
  }

  @Test
  void aSecretHasTheNameOfOne() {
    assertThat(Reported.codesBy(ImageMirror.AS_NAMED.with("My Secret")::check))
        .containsExactly(INVALID_NAME);
  }
}
