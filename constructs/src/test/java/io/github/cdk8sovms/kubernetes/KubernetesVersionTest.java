package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.FindingCode.KUBERNETES_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesVersionTest {

  @ParameterizedTest(name = "{0} is at least {1}: {2}")
  @CsvSource({
    "1.35, 1.35, true",
    "1.35.7, 1.35, true",
    "1.35, 1.35.7, true",
    "v1.36, 1.35, true",
    "1.34, 1.35, false",
    "1.100, 1.35, true",
    "1.9, 1.32, false",
    "new, 1.32, false",
    "1.35, new, false",
    "new, new, false",
  })
  void comparesMinorVersionsAsNumbers(String version, String other, boolean isAtLeast) {
    assertThat(KubernetesVersion.of(version).isAtLeast(KubernetesVersion.of(other)))
        .isEqualTo(isAtLeast);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.32",
        "1.32.0",
        "v1.37",
        "1.100",
        "v1.32.4-gke.1000",
        "v1.33.1+k3s1",
        "1.32+",
        "v1.33.0-eks-036c24b",
        "v1.32.1+rke2r1"
      })
  void versionsFromTheOldestOnAreSupported(String version) {
    assertThat(codes(version)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1", "1.31", "1.9", "2.0", "1.32.", "1.32.x", "1.-3", "1.99999", "x", "1.032", "1.32 "
      })
  void otherTextIsRefused(String version) {
    assertThat(codes(version)).containsExactly(KUBERNETES_VERSION);
  }

  private static List<FindingCode> codes(String version) {
    return Reported.codesBy(
        findings -> KubernetesVersion.of(version).check(findings, "kubernetes"));
  }
}
