package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expression; its results for real series are checked with promtool. */
class RequestsPerStreamTest {
  private final LoadSignal signal = LoadSignal.requestsPerStream();

  @Test
  void isTheHighestRatioOfAllModelsWithoutThoseThatHaveNoStreams() {
    assertThat(signal.perPod("namespace=\"serving\"", "pod", Duration.ofSeconds(5)))
        .isEqualTo(
            "max by (pod) (avg_over_time(ovms_current_requests{namespace=\"serving\"}[20s])"
                + " / (avg_over_time(ovms_streams{namespace=\"serving\"}[20s]) > 0))"
                + " or max by (pod)"
                + " (avg_over_time(ovms_current_requests{namespace=\"serving\"}[1m])"
                + " / (avg_over_time(ovms_streams{namespace=\"serving\"}[1m]) > 0))");
  }

  @ParameterizedTest(name = "{0} is [{1}]")
  @CsvSource({"PT15S, 15s", "PT60S, 1m", "PT90S, 1m30s", "PT8M, 8m"})
  void bothAveragesAreOverTheWindow(Duration window, String text) {
    assertThat(
            signal
                .over(window)
                .perPod("", "pod", Duration.ofSeconds(5))
                .split("\\[" + text + "]", -1))
        .hasSize(3);
  }

  @Test
  void isFoundByASeriesThatEveryServerExports() {
    assertThat(signal.metricName()).isEqualTo("ovms_requests_streams_ratio");
    assertThat(OvmsMetric.defaults()).containsAll(signal.needs());
    assertThat(signal.discoverySeries()).isEqualTo(OvmsMetric.CURRENT_REQUESTS.series());
  }
}
