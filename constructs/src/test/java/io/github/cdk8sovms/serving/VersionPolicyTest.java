package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.VERSION_POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VersionPolicyTest {

  @Test
  void isWrittenAsOvmsReadsIt() {
    assertThat(VersionPolicy.all().toConfig()).isEqualTo(Map.of("all", Map.of()));
    assertThat(VersionPolicy.latest(2).toConfig())
        .isEqualTo(Map.of("latest", Map.of("num_versions", 2)));
    assertThat(VersionPolicy.specific(4, 3).toConfig())
        .isEqualTo(Map.of("specific", Map.of("versions", List.of(4, 3))));
  }

  static Stream<VersionPolicy> usable() {
    return Stream.of(VersionPolicy.all(), VersionPolicy.latest(1), VersionPolicy.specific(1, 9));
  }

  @ParameterizedTest
  @MethodSource("usable")
  void countsAndVersionsStartAtOne(VersionPolicy policy) {
    assertThat(Reported.by(policy::check)).isEmpty();
  }

  static Stream<VersionPolicy> unusable() {
    return Stream.of(
        VersionPolicy.latest(0),
        VersionPolicy.latest(-1),
        VersionPolicy.specific(),
        VersionPolicy.specific(1, 0),
        VersionPolicy.specific(-3));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void othersAreRefused(VersionPolicy policy) {
    assertThat(Reported.codesBy(policy::check)).containsExactly(VERSION_POLICY);
  }
}
