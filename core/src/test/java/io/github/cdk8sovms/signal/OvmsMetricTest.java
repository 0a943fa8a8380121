package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.signal.internal.MetricRelease;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OvmsMetricTest {

  @Test
  void seriesAreNamedAsOvmsNamesThem() {
    assertThat(Arrays.stream(OvmsMetric.values()).map(OvmsMetric::series))
        .doesNotHaveDuplicates()
        .allMatch(series -> series.matches("ovms_[a-z_]+"))
        .as("documented upstream, but naming it keeps the server from starting")
        .doesNotContain("ovms_graph_request_latency_us");
  }

  @Test
  void theSeriesOfTheRatioAreExportedByDefault() {
    assertThat(OvmsMetric.ofRatio())
        .containsExactly(OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS);
    assertThat(OvmsMetric.defaults())
        .containsAll(OvmsMetric.ofRatio())
        .doesNotContain(OvmsMetric.INFER_REQUEST_QUEUE_SIZE, OvmsMetric.INFER_REQUESTS_ACTIVE)
        .hasSize(OvmsMetric.values().length - 2);
  }

  @ParameterizedTest(name = "{0} came with {1}, after {2}")
  @CsvSource({
    "STREAMS, 2022.2, 2022.1",
    "CURRENT_REQUESTS, 2022.2, 2022.1",
    "INFER_REQUESTS_ACTIVE, 2022.2, 2022.1",
    "CURRENT_GRAPHS, 2024.4, 2024.3",
    "REQUESTS_ACCEPTED, 2024.4, 2024.3",
    "REQUESTS_REJECTED, 2024.4, 2024.3",
    "RESPONSES, 2024.4, 2024.3",
    "GRAPH_ERROR, 2025.0, 2024.5",
    "GRAPH_PROCESSING_TIME, 2025.0, 2024.5",
  })
  void aMetricExistsFromItsReleaseOn(OvmsMetric metric, String first, String before) {
    assertThat(MetricRelease.of(metric).isIn(OvmsVersion.parse(first).orElseThrow())).isTrue();
    assertThat(MetricRelease.of(metric).isIn(OvmsVersion.parse(before).orElseThrow())).isFalse();
    assertThat(MetricRelease.of(metric)).hasToString(first);
  }
}
