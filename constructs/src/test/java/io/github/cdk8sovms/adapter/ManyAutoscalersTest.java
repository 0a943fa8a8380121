package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.FindingCode.TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.ProcessorTime;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules are added to the ConfigMap of one adapter by later constructs. */
class ManyAutoscalersTest {
  private static final int MANY = 500;
  private static final int MEBIBYTE = 1 << 20;

  private final Chart chart = Programs.chart();

  @Test
  void manySignalsOfOneAdapterHaveRulesOfTheirOwn() {
    assertRules(50);
  }

  /** It took 36 seconds when all rules were serialized for each. */
  @Test
  @Tag("extended")
  void fiveHundredSignalsOfOneAdapterTakeSeconds() {
    ProcessorTime.assertLessThan(Duration.ofSeconds(20), () -> assertRules(MANY));
  }

  private void assertRules(int many) {
    OvmsModelServer[] servers =
        IntStream.range(0, many)
            .mapToObj(i -> Programs.server(chart, "resnet-" + i).build())
            .toArray(OvmsModelServer[]::new);
    PrometheusStack prometheus = Programs.prometheus(chart, servers).build();
    MetricsAdapter adapter = Programs.adapter(chart, prometheus).build();

    for (int i = 0; i < many; i++) {
      autoscaler(servers[i], adapter, signal(i)).build();
    }

    JsonNode rules = Synthesized.parse(adapter.config()).get("rules");
    assertThat(rules).hasSize(many);
    assertThat(rules).extracting(rule -> rule.at("/name/as").asText()).doesNotHaveDuplicates();
  }

  @Test
  void aRuleThatDoesNotFitAnyMoreIsRefusedWhereItIsAdded() {
    OvmsModelServer server = Programs.server(chart, "resnet").build();
    PrometheusStack prometheus = Programs.prometheus(chart, server).build();
    MetricsAdapter adapter =
        Programs.adapter(chart, prometheus).rule(ruleOf(MEBIBYTE - 100)).build();
    int objects = Synthesized.of(chart).objects().size();

    List<Finding> findings = Reported.building(autoscaler(server, adapter, signal(0))::build);

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(TOO_LARGE);
              assertThat(finding.path()).isEqualTo("shop/resnet-autoscaler.metrics");
              assertThat(finding.problem())
                  .startsWith("\"adapter\" would have a configuration of 10");
              assertThat(finding.fix()).contains("Keda.with(prometheus)");
            });
    assertThat(Synthesized.of(chart).objects()).hasSize(objects);
  }

  @Test
  void aRuleThatJustFitsIsWritten() {
    OvmsModelServer server = Programs.server(chart, "resnet").build();
    PrometheusStack prometheus = Programs.prometheus(chart, server).build();
    MetricsAdapter adapter =
        Programs.adapter(chart, prometheus).rule(ruleOf(MEBIBYTE - 1_000)).build();

    autoscaler(server, adapter, signal(0)).build();

    assertThat(adapter.config().length()).isBetween(MEBIBYTE - 1_000, MEBIBYTE);
  }

  private RatioAutoscaler.Builder autoscaler(
      OvmsModelServer server, MetricsAdapter adapter, LoadSignal signal) {
    return RatioAutoscaler.Builder.create(chart, server.serviceName() + "-autoscaler")
        .target(server)
        .metrics(adapter)
        .signal(signal)
        .replicas(1, 3);
  }

  private static LoadSignal signal(int number) {
    return LoadSignal.requestsPerStream().over(Duration.ofSeconds(60 + number));
  }

  /** Returns a text of about this size in bytes. */
  private static AdapterRule ruleOf(int bytes) {
    String query = "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>}) # ";
    return AdapterRule.of("m", "up", query + "a".repeat(bytes - 250));
  }
}
