package io.github.cdk8sovms.internal.ovms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OvmsVersionTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2026.2.1, 2026.2.1",
    "2026.2, 2026.2",
    "2026.2.0, 2026.2",
    "2026.2.1-gpu, 2026.2.1",
    "2026.2-py, 2026.2",
    "2026.2.1.4, 2026.2.1",
    "2022.10, 2022.10",
  })
  void isReadFromTheTag(String tag, String version) {
    assertThat(parse(tag)).hasToString(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "latest-gpu",
        "weekly",
        "2026",
        "26.2",
        "1999.1",
        "v2026.2",
        "2026.",
        "2026.2.",
        "2026.2_1",
        "2026.2 ",
        "2026.100"
      })
  void isUnknownForOtherTags(String tag) {
    assertThat(OvmsVersion.parse(tag)).isEmpty();
  }

  @Test
  void releasesAreOrderedAsNumbers() {
    assertThat(
            Stream.of("2026.10", "2026.2.1", "2026.2", "2025.11", "2026.2.10")
                .map(OvmsVersionTest::parse)
                .sorted())
        .map(OvmsVersion::toString)
        .containsExactly("2025.11", "2026.2", "2026.2.1", "2026.2.10", "2026.10");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"2021.4.2, false", "2022.1, false", "2022.2, true", "2023.0, true"})
  void metricsCameWith20222(String version, boolean hasMetrics) {
    assertThat(parse(version).hasMetrics()).isEqualTo(hasMetrics);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"2024.4, false", "2024.5, true", "2025.0, true"})
  void from20245OnWaitingRequestsAreNotCounted(String version, boolean notCounted) {
    assertThat(parse(version).countsOnlyRequestsBeingProcessed()).isEqualTo(notCounted);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"2024.5, false", "2025.3, false", "2025.4, true", "2026.0, true"})
  void from20254OnMetricsAreText(String version, boolean text) {
    assertThat(parse(version).servesMetricsAsText()).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2022.2, true",
    "2026.2.1, true",
    "2026.2.99, true",
    "2026.3, false",
    "2027.0, false"
  })
  void until20262ItStartsUnderTheOperator(String version, boolean starts) {
    assertThat(parse(version).startsUnderOperator()).isEqualTo(starts);
  }

  private static OvmsVersion parse(String tag) {
    return OvmsVersion.parse(tag).orElseThrow();
  }

  @Test
  void defaultWorkersFollowTheCores() {
    assertThat(OvmsVersion.parse("2025.3").orElseThrow().defaultRestWorkers(2)).isEqualTo(8);
    assertThat(OvmsVersion.parse("2025.4").orElseThrow().defaultRestWorkers(1)).isEqualTo(2);
    assertThat(OvmsVersion.parse("2026.3").orElseThrow().defaultRestWorkers(16)).isEqualTo(16);
  }
}
