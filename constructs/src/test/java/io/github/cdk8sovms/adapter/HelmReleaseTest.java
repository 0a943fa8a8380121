package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.FindingCode.ADAPTER_CONFIGURATION;
import static io.github.cdk8sovms.validation.FindingCode.OTHER_PROMETHEUS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelmReleaseTest {
  private static final LoadSignal SIGNAL = LoadSignal.requestsPerStream();

  private static final String VALUES =
      """
      # Values of the platform team.
      prometheus:
        url: http://prometheus.monitoring.svc
        port: 9090
      replicas: 2
      logLevel: 0x4
      limit: 1_000
      enabled: yes
      nothing: ~
      day: 2024-01-01
      float: 1e3
      podAnnotations:
        example.com/since: "2024-01-01"
        example.com/number: "1e3"
      rules:
        default: true
        custom:
        - seriesQuery: 'http_requests_total'
          name:
            as: http_requests
          resources: {template: <<.Resource>>}
          metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
      """;

  private final Chart chart = Programs.chart();

  @Test
  void theValuesOfAReleaseStayAsTheyAre() {
    ExistingAdapter adapter = builder().release(HelmRelease.of(VALUES)).build();
    adapter.serve(SIGNAL);

    String values = adapter.helmValues();
    JsonNode custom = Synthesized.parse(values).at("/rules/custom");

    assertThat(values).startsWith(VALUES.substring(0, VALUES.indexOf("  custom:")));
    assertThat(custom).hasSize(2);
    assertThat(custom.at("/0/name/as").asText()).isEqualTo("http_requests");
    assertThat(custom.at("/1/name/as").asText()).isEqualTo(SIGNAL.metricName());
    assertThat(adapter.findings()).isEmpty();
    assertThat(Synthesized.of(chart).objects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null\n", "{}\n", "rules:\n  custom: []\n", "rules:\n  custom:\n"})
  void aReleaseWithoutRulesGetsOurs(String values) {
    ExistingAdapter adapter = builder().release(HelmRelease.of(values)).build();
    adapter.serve(SIGNAL);

    assertThat(Synthesized.parse(adapter.helmValues()).at("/rules/custom")).hasSize(1);
    assertThat(codes(adapter)).as("the chart's own address").containsExactly(OTHER_PROMETHEUS);
  }

  /** The given rules would be replaced, or the library's rules would be ignored. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules:\n- seriesQuery: a\n",
        "rules:\n  custom: {a: b}\n",
        "rules:\n  custom: text\n",
        "USER-SUPPLIED VALUES:\nrules:\n  custom: []\n",
        "COMPUTED VALUES:\nrules:\n  custom: []\n",
        "prometheus-adapter:\n  rules:\n    custom: []\n",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {values: {rules: {}}}\n",
        "kind: ConfigMap\ndata: {config.yaml: 'rules: []'}\n"
      })
  void whatIsNotTheValuesOfTheChartIsRefused(String values) {
    assertThat(Reported.codesBuilding(builder().release(HelmRelease.of(values))::build))
        .containsExactly(ADAPTER_CONFIGURATION);
  }

  @Test
  void aReleaseThatIgnoresItsRulesIsRefused() {
    assertThat(
            Reported.codesBuilding(
                builder().release(HelmRelease.of(VALUES + "  existing: theirs\n"))::build))
        .containsExactly(ADAPTER_CONFIGURATION);
  }

  private ExistingAdapter.Builder builder() {
    return ExistingAdapter.Builder.create(chart, "adapter")
        .prometheus(
            ExistingPrometheus.Builder.create(chart, "prometheus")
                .url("http://prometheus.monitoring.svc:9090")
                .build());
  }

  private static List<FindingCode> codes(ExistingAdapter adapter) {
    return adapter.findings().stream().map(Finding::code).toList();
  }
}
