package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Checked;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl:8",
        "curlimages/curl:8.15.0",
        "registry.example.com/models/resnet_50:v3-rc.1",
        "registry.example.com:5000/a/b/c:1",
        "localhost:5000/a:1",
        "Registry.Example.com/a:1",
        "a__b/c--d:1",
        "a:latest-gpu",
        "localhost/a:1",
        "[fd00::1]:5000/a:1",
        "a---b:1",
      })
  void aTagPins(String image) {
    assertThat(codes(image)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "curl:latest", "curl:8", "registry.example.com:5000/a"})
  void aDigestPinsWhateverTheTag(String image) {
    assertThat(codes(image + DIGEST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"curl", "curl:latest", "registry.example.com:5000/a", "localhost:5000/a:latest"})
  void nothingElsePins(String image) {
    assertThat(codes(image)).containsExactly(INVALID_IMAGE);
    assertThat(syntaxCodes(image)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Curl:8",
        "my registry/curl:8",
        "curl:",
        "curl:-8",
        "curl:8:9",
        "/curl:8",
        "curl/:8",
        "-curl:8",
        "https://example.com/curl:8",
        "curl@sha256:abc",
        "curl@sha512:0123",
        "curl:8\n",
        "${IMAGE}",
        "a..b:1",
        "a._b:1",
        "a___b:1",
        "a_:1",
        "-.-/a:1",
        "a.io:99999/a:1",
        "a.io:0/a:1",
        "a.io//a:1",
      })
  void aRuntimeRefuses(String image) {
    assertThat(syntaxCodes(image)).containsExactly(INVALID_IMAGE);
    assertThat(codes(image)).as("said once").containsExactly(INVALID_IMAGE);
  }

  @Test
  void aTagIsAtMost128CharactersLong() {
    assertThat(codes("curl:" + "1".repeat(128))).isEmpty();
    assertThat(codes("curl:" + "1".repeat(129))).containsExactly(INVALID_IMAGE);
  }

  @Test
  void aRepositoryIsAtMost255CharactersLong() {
    assertThat(codes("a.io/" + "b".repeat(255) + ":1")).isEmpty();
    assertThat(codes("a.io/" + "b".repeat(256) + ":1")).containsExactly(INVALID_IMAGE);
  }

  @Test
  void anyLengthIsAnswered() {
    assertThat(codes("a/".repeat(50_000) + "a:1")).containsExactly(INVALID_IMAGE);
  }

  private static List<FindingCode> codes(String image) {
    return Checked.codesBy(findings -> ImageReference.of(image).check(findings, "image"));
  }

  private static List<FindingCode> syntaxCodes(String image) {
    return Checked.codesBy(findings -> ImageReference.of(image).checkSyntax(findings, "image"));
  }
}
