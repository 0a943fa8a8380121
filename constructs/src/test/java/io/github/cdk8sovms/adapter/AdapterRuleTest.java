package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.FindingCode.ADAPTER_RULE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterRuleTest {
  private static final String QUERY = "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})";

  @Test
  void isWrittenAsTheAdapterReadsIt() {
    assertThat(
            ConfigText.yaml(
                AdapterRule.of("my_metric", "my_series", QUERY).toConfig(SeriesLabels.STANDARD)))
        .isEqualTo(
            """
            seriesQuery: "my_series{namespace!=\\"\\",pod!=\\"\\"}"
            resources:
              overrides:
                namespace:
                  resource: namespace
                pod:
                  resource: pod
            name:
              matches: ^my_series$
              as: my_metric
            metricsQuery: "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})"
            """);
  }

  @Test
  void matchesOnlyTheSeriesItself() {
    String matches =
        config(AdapterRule.of("m", "ovms_requests", QUERY)).at("/name/matches").asText();

    assertThat("ovms_requests").containsPattern(matches);
    assertThat("ovms_requests_success").doesNotContainPattern(matches);
    assertThat("my_ovms_requests").doesNotContainPattern(matches);
  }

  @Test
  void aSignalGivesItsOwnRule() {
    LoadSignal signal = LoadSignal.requestsPerStream();
    AdapterRule rule = AdapterRule.of(signal, Duration.ofMinutes(2));

    assertThat(rule.metric()).isEqualTo(signal.metricName());
    assertThat(rule.series()).isEqualTo(signal.discoverySeries());
    assertThat(rule.query())
        .isEqualTo(signal.perPod("<<.LabelMatchers>>", "<<.GroupBy>>", Duration.ofMinutes(2)));
    assertThat(Reported.by(rule::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ovms_mean_latency_ms", "_x", "a:b", "A1"})
  void namesOfMetrics(String name) {
    assertThat(codes(AdapterRule.of(name, "up", QUERY))).isEmpty();
    assertThat(codes(AdapterRule.of("m", name, QUERY))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a-b", "a b", "a{b=\"c\"}", "a\n", "a.b", "ä"})
  void otherNamesAreRefused(String name) {
    assertThat(codes(AdapterRule.of(name, "up", QUERY))).containsExactly(ADAPTER_RULE);
    assertThat(codes(AdapterRule.of("m", name, QUERY))).containsExactly(ADAPTER_RULE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "up", "max by (<<.GroupBy>>) (up)", "max by (pod) (up{<<.LabelMatchers>>})"})
  void aQueryReturnsOneValuePerSelectedPod(String query) {
    assertThat(codes(AdapterRule.of("m", "up", query))).containsExactly(ADAPTER_RULE);
  }

  private static JsonNode config(AdapterRule rule) {
    return Synthesized.parse(ConfigText.yaml(rule.toConfig(SeriesLabels.STANDARD)));
  }

  private static List<FindingCode> codes(AdapterRule rule) {
    return Reported.codesBy(rule::check);
  }
}
