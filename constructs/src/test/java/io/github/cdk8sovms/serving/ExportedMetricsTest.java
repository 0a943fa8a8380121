package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.METRIC_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportedMetricsTest {
  private static final OvmsVersion OLD = OvmsVersion.parse("2024.3").orElseThrow();
  private static final OvmsVersion NEW = OvmsVersion.NEWEST_READ;

  @Test
  void thoseOfTheRatioAreKeptAndEachIsListedOnce() {
    ExportedMetrics metrics =
        ExportedMetrics.DEFAULT
            .with(List.of(OvmsMetric.RESPONSES, OvmsMetric.STREAMS))
            .with(List.of(OvmsMetric.RESPONSES));

    assertThat(metrics.chosen())
        .containsExactly(OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS, OvmsMetric.RESPONSES);
    assertThat(metrics.of(NEW)).isEqualTo(metrics.chosen());
  }

  @Test
  void exportsTheDefaultsOfTheVersion() {
    assertThat(ExportedMetrics.DEFAULT.chosen()).isEmpty();
    assertThat(ExportedMetrics.DEFAULT.of(NEW)).isEqualTo(OvmsMetric.defaults());
    assertThat(ExportedMetrics.DEFAULT.of(OLD))
        .contains(OvmsMetric.STREAMS)
        .doesNotContain(OvmsMetric.RESPONSES);
  }

  @Test
  void onlyWhatIsChosenCanBeUnknown() {
    ExportedMetrics chosen = ExportedMetrics.DEFAULT.with(List.of(OvmsMetric.RESPONSES));

    assertThat(Reported.codesBy(findings -> chosen.checkFor(OLD, findings)))
        .containsExactly(METRIC_UNKNOWN);
    assertThat(Reported.by(findings -> chosen.checkFor(NEW, findings))).isEmpty();
    assertThat(Reported.by(findings -> ExportedMetrics.DEFAULT.checkFor(OLD, findings))).isEmpty();
  }
}
