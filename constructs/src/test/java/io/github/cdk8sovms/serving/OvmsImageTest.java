package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.VERSION_MAY_CHANGE;
import static io.github.cdk8sovms.validation.FindingCode.VERSION_TOO_OLD;
import static io.github.cdk8sovms.validation.FindingCode.VERSION_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OvmsImageTest {
  private static final String SHA_256 = "sha256:" + "0123456789abcdef".repeat(4);

  @Test
  void aReleaseIsTheUpstreamImage() {
    assertThat(OvmsImage.of("2026.2.1").text(false))
        .isEqualTo("docker.io/openvino/model_server:2026.2.1");
    assertThat(OvmsImage.of("2026.2.1").version()).contains(new OvmsVersion(2026, 2, 1));
  }

  @Test
  void aMirrorHasTheSameTagAndVersion() {
    OvmsImage image = OvmsImage.of("2026.2.1").repository("registry.example.com:5000/ovms");

    assertThat(image.text(false)).isEqualTo("registry.example.com:5000/ovms:2026.2.1");
    assertThat(image.version()).contains(new OvmsVersion(2026, 2, 1));
  }

  @Test
  void aDigestIsAddedToTheTagAndKeepsTheVersion() {
    OvmsImage image = OvmsImage.of("2026.2.1").digest(SHA_256);

    assertThat(image.text(false)).isEqualTo("docker.io/openvino/model_server:2026.2.1@" + SHA_256);
    assertThat(image.version()).contains(new OvmsVersion(2026, 2, 1));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "registry.example.com/ovms:2026.2.1, 2026.2.1",
    "registry.example.com:5000/ovms:2026.2.1-gpu, 2026.2.1",
    "registry.example.com/ovms:latest, ",
  })
  void theVersionOfAReferenceIsReadFromItsTag(String reference, String version) {
    assertThat(OvmsImage.reference(reference).text(false)).isEqualTo(reference);
    assertThat(OvmsImage.reference(reference).version().map(OvmsVersion::toString).orElse(null))
        .isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.example.com/ovms", "registry.example.com:2026/ovms"})
  void aReferenceWithoutTagHasNoVersionAndIsWhatRuntimesTakeItFor(String reference) {
    assertThat(OvmsImage.reference(reference).version()).isEmpty();
    assertThat(OvmsImage.reference(reference).text(false)).isEqualTo(reference + ":latest");
    assertThat(codes(OvmsImage.reference(reference))).containsExactly(VERSION_UNKNOWN);
  }

  @Test
  void aReferenceMayHaveTagAndDigest() {
    String reference = "registry.example.com:5000/ovms:2026.2.1@" + SHA_256;

    assertThat(OvmsImage.reference(reference).text(false)).isEqualTo(reference);
    assertThat(OvmsImage.reference(reference).version()).contains(new OvmsVersion(2026, 2, 1));
    assertThat(codes(OvmsImage.reference(reference))).isEmpty();
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "openvino/model_server:2026.2.1, openvino/model_server:2026.2.1-gpu",
    "openvino/model_server:2026.2.1-gpu, openvino/model_server:2026.2.1-gpu",
    "registry.example.com:5000/ovms:2026.2.1, registry.example.com:5000/ovms:2026.2.1-gpu",
    "registry.example.com/ovms, registry.example.com/ovms:latest-gpu",
    "registry.example.com:5000/ovms, registry.example.com:5000/ovms:latest-gpu",
    "registry.example.com/ovms:latest-gpu, registry.example.com/ovms:latest-gpu",
  })
  void driversComeWithATagSuffixAndNeverWithARepositorySuffix(
      String reference, String withDrivers) {
    assertThat(OvmsImage.reference(reference).text(true)).isEqualTo(withDrivers);
  }

  @Test
  void theTagOfABuildWithDriversIsTakenAsItIs() {
    OvmsImage own = OvmsImage.reference("registry.example.com/ovms:2026.2.1-ours").withDrivers();

    assertThat(own.text(true)).isEqualTo("registry.example.com/ovms:2026.2.1-ours");
    assertThat(own.repository("mirror/ovms").version("2026.2").text(true))
        .isEqualTo("mirror/ovms:2026.2.1-ours");
  }

  @Test
  void aDigestIsTakenAsItIsBecauseItNamesOneVariant() {
    assertThat(OvmsImage.of("2026.2.1").digest(SHA_256).text(true))
        .isEqualTo("docker.io/openvino/model_server:2026.2.1@" + SHA_256);
    assertThat(OvmsImage.reference("registry.example.com/ovms@" + SHA_256).text(true))
        .isEqualTo("registry.example.com/ovms@" + SHA_256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.example.com/ovms:production", "registry.example.com/ovms:v1"})
  void theVersionCanBeSetForATagWithoutVersion(String reference) {
    OvmsImage image = OvmsImage.reference(reference);

    assertThat(codes(image)).containsExactly(VERSION_UNKNOWN);
    assertThat(codes(image.version("2026.2.1"))).isEmpty();
    assertThat(image.version("2026.2.1").text(false)).isEqualTo(reference);
  }

  @Test
  void theVersionCanBeSetForADigest() {
    assertThat(codes(OvmsImage.reference("registry.example.com/ovms@" + SHA_256)))
        .containsExactly(VERSION_UNKNOWN);
    assertThat(
            codes(OvmsImage.reference("registry.example.com/ovms@" + SHA_256).version("2026.2.1")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.com/ovms",
        "registry.example.com:5000/ovms",
        "openvino/model_server:latest",
        "openvino/model_server:latest-gpu"
      })
  void aConfiguredVersionOfAMovingTagIsUsedWithAWarning(String reference) {
    assertThat(codes(OvmsImage.reference(reference).version("2026.2.1")))
        .containsExactly(VERSION_MAY_CHANGE);
  }

  @Test
  void aConfiguredVersionIsValidatedLikeATag() {
    OvmsImage image = OvmsImage.reference("registry.example.com/ovms:production");

    assertThat(codes(image.version("new"))).containsExactly(VERSION_UNKNOWN);
    assertThat(codes(image.version("2022.1"))).containsExactly(VERSION_TOO_OLD);
    assertThat(codes(image.version("2022.2"))).isEmpty();
  }

  @Test
  void eachCallGivesACopy() {
    OvmsImage image = OvmsImage.of("2026.2.1");
    image.repository("registry.example.com/ovms").digest(SHA_256).version("2025.4");

    assertThat(image.text(false)).isEqualTo("docker.io/openvino/model_server:2026.2.1");
    assertThat(image.version()).contains(new OvmsVersion(2026, 2, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openvino/model_server:2026.3-nginx-mtls",
        "registry.example.com/nginx-mtls/ovms:2026.3",
        "registry.example.com/ovms-nginx-mtls:2026.3",
        "openvino/ubuntu24_runtime:2026.3.1",
        "registry.example.com/openvino/ubuntu22_dev:2026.3.1"
      })
  void theVariantWithNginxIsAnotherProgram(String image) {
    assertThat(codes(OvmsImage.reference(image))).contains(FindingCode.IMAGE_VARIANT);
  }

  private static List<FindingCode> codes(OvmsImage image) {
    return Reported.codesBy(findings -> image.check(findings, OvmsVersion.NEWEST_READ));
  }
}
