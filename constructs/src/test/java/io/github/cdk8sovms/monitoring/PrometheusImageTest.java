package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_IMAGE;
import static io.github.cdk8sovms.validation.FindingCode.PROMETHEUS_TOO_OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusImageTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "quay.io/prometheus/prometheus:v3.13.2, 3.13.2",
    "registry.example.com:5000/prometheus:3.13.2, 3.13.2",
    "registry.example.com/prometheus:v3.13.2-distroless, 3.13.2",
    "registry.example.com/prometheus:v10.0.1, 10.0.1",
    "registry.example.com/prometheus:production, ",
    "registry.example.com:5000/prometheus:v3, ",
  })
  void theVersionIsParsedFromTheTag(String image, String version) {
    assertThat(image(image).version().orElse(null)).isEqualTo(version);
    assertThat(codes(image)).isEmpty();
  }

  @Test
  void aDigestDoesNotHideTheVersion() {
    assertThat(image("quay.io/prometheus/prometheus:v3.13.2" + DIGEST).version())
        .contains("3.13.2");
  }

  @Test
  void aDigestWithoutTagIsAccepted() {
    assertThat(image("quay.io/prometheus/prometheus" + DIGEST).version()).isEmpty();
    assertThat(codes("quay.io/prometheus/prometheus" + DIGEST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3.12.0", "v3.13.2", "v3.100.0", "v4.0.0", "v10.0.0"})
  void versionsFrom312OnAreAccepted(String tag) {
    assertThat(codes("quay.io/prometheus/prometheus:" + tag)).isEmpty();
    assertThat(codes("quay.io/prometheus/prometheus:" + tag + DIGEST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3.11.9", "3.11.9", "v3.0.0", "v3.2.0", "v2.55.0", "v2.100.0", "v1.8.2"})
  void olderVersionsAreRejectedEvenWithADigest(String tag) {
    assertThat(codes("quay.io/prometheus/prometheus:" + tag)).containsExactly(PROMETHEUS_TOO_OLD);
    assertThat(codes("quay.io/prometheus/prometheus:" + tag + DIGEST))
        .containsExactly(PROMETHEUS_TOO_OLD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v99999999999.0.0", "v3.99999999999.0", "v3.13.99999999999"})
  void versionNumbersMayHaveAnyLength(String tag) {
    assertThat(codes("quay.io/prometheus/prometheus:" + tag)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quay.io/prometheus/prometheus", "prometheus:latest", "a b", ""})
  void anImageIsPinned(String image) {
    assertThat(codes(image)).containsExactly(INVALID_IMAGE);
  }

  @Test
  void theDefaultIsUsable() {
    assertThat(Reported.by(PrometheusImage.DEFAULT::check)).isEmpty();
    assertThat(PrometheusImage.DEFAULT.version()).isPresent();
  }

  private static PrometheusImage image(String text) {
    return new PrometheusImage(ImageReference.of(text));
  }

  private static List<FindingCode> codes(String text) {
    return Reported.codesBy(image(text)::check);
  }
}
