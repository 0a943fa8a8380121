package io.github.cdk8sovms.internal.ovms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OvmsReleaseTest {

  @ParameterizedTest
  @CsvSource({
    "2026.3.1, 2026.3.1",
    "2026.2.1-gpu, 2026.2.1",
    "2022.2, 2022.2",
    "2025.4.0.1, 2025.4",
    "2024.5-nginx-mtls, 2024.5"
  })
  void tagsNameTheirRelease(String tag, String release) {
    assertThat(OvmsRelease.parse(tag)).map(OvmsRelease::toString).hasValue(release);
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "", "weekly", "26.1", "2026", "v2026.3"})
  void otherTagsNameNone(String tag) {
    assertThat(OvmsRelease.parse(tag)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2022.2, false", "2024.4, false", "2024.5, true", "2026.3.1, true"})
  void waitingRequestsAreNotCountedFrom2024Dot5On(String tag, boolean only) {
    assertThat(OvmsRelease.parse(tag).orElseThrow().countsOnlyRequestsBeingProcessed())
        .isEqualTo(only);
  }

  @Test
  void defaultWorkersFollowTheCores() {
    assertThat(OvmsRelease.parse("2025.3").orElseThrow().defaultRestWorkers(2)).isEqualTo(8);
    assertThat(OvmsRelease.parse("2025.4").orElseThrow().defaultRestWorkers(1)).isEqualTo(2);
    assertThat(OvmsRelease.parse("2026.3").orElseThrow().defaultRestWorkers(16)).isEqualTo(16);
  }
}
