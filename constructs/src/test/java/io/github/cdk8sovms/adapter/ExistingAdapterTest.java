package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.FindingCode.ADAPTER_CONFIGURATION;
import static io.github.cdk8sovms.validation.FindingCode.CONFIGURATION_REPLACED;
import static io.github.cdk8sovms.validation.FindingCode.CONTRADICTION;
import static io.github.cdk8sovms.validation.FindingCode.NO_CUSTOM_METRICS;
import static io.github.cdk8sovms.validation.FindingCode.RULES_TO_MERGE;
import static io.github.cdk8sovms.validation.FindingCode.RULE_CONFLICT;
import static io.github.cdk8sovms.validation.FindingCode.RULE_REPLACED;
import static io.github.cdk8sovms.validation.FindingCode.TWO_ADAPTERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExistingAdapterTest {
  private static final LoadSignal SIGNAL = LoadSignal.requestsPerStream();

  /** As rendered by the Helm chart, with a rule, resource rules and external rules of the owner. */
  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: prometheus-adapter
        namespace: metrics
        resourceVersion: "123"
        labels:
          app.kubernetes.io/name: prometheus-adapter
          app.kubernetes.io/instance: of-the-platform
        annotations:
          kubectl.kubernetes.io/last-applied-configuration: "{}"
          example.com/owner: platform
      data:
        other.yaml: kept
        config.yaml: |
          # Ask the platform team first.
          rules:
          - seriesQuery: 'http_requests_total{namespace!="",pod!=""}'
            resources:
              template: <<.Resource>>
            name:
              matches: ^(.*)_total$
              as: "${1}_per_second" # in the shop's autoscalers
            metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
          externalRules:
          - seriesQuery: queue_depth
            name: {as: "1e3"}
            resources: {namespaced: false}
          resourceRules:
            cpu:
              containerLabel: container
              containerQuery: |
                sum by (<<.GroupBy>>) (
                  rate(container_cpu_usage_seconds_total{<<.LabelMatchers>>}[5m])
                )
            window: 5m
      """;

  private final Chart chart = Programs.chart();

  @Test
  void nothingOfAnAdapterOfAnotherOwnerIsEmitted() {
    ExistingAdapter adapter = builder().build();
    adapter.serve(SIGNAL);

    assertThat(Synthesized.of(chart).objects()).isEmpty();
    assertThat(codes(adapter)).containsExactly(RULES_TO_MERGE);
  }

  @Test
  void aFragmentContainsOnlyTheRulesOfTheLibraryAndAComment() {
    ExistingAdapter adapter = builder().build();
    assertThat(Synthesized.parse(adapter.rulesFragment()).get("rules")).isEmpty();

    adapter.serve(SIGNAL);

    assertThat(adapter.rulesFragment())
        .contains("never the whole", "kubectl edit configmap", "--namespace monitoring")
        .isEqualTo(adapter.config());
    JsonNode fragment = Synthesized.parse(adapter.rulesFragment());
    assertThat(fragment).hasSize(1);
    assertThat(fragment.get("rules")).hasSize(1);
    assertThat(fragment.at("/rules/0/name/as").asText()).isEqualTo(SIGNAL.metricName());
  }

  @Test
  void valuesForAReleaseOfAnotherOwnerSayNothingButOurRules() {
    ExistingAdapter adapter = builder().build();
    adapter.serve(SIGNAL);

    JsonNode values = Synthesized.parse(adapter.helmValues());

    assertThat(adapter.helmValues()).contains("Helm replaces lists");
    assertThat(keys(values)).containsExactly("rules");
    assertThat(keys(values.get("rules"))).containsExactly("custom");
    assertThat(values.at("/rules/custom")).hasSize(1);
  }

  @Test
  void aGivenConfigMapKeepsAllThatItHas() {
    ExistingAdapter adapter =
        builder()
            .configuration(AdapterConfiguration.of(CONFIG_MAP))
            .label("team", "vision")
            .build();
    adapter.serve(SIGNAL);

    JsonNode configMap = Synthesized.of(chart).the("ConfigMap");
    JsonNode before = Synthesized.parse(CONFIG_MAP);
    assertThat(configMap.at("/metadata/name").asText()).isEqualTo("prometheus-adapter");
    assertThat(configMap.at("/metadata/namespace").asText()).isEqualTo("metrics");
    assertThat(adapter.namespace()).isEqualTo("metrics");
    assertThat(configMap.at("/metadata/labels")).isEqualTo(before.at("/metadata/labels"));
    assertThat(keys(configMap.at("/metadata/annotations"))).containsExactly("example.com/owner");
    assertThat(configMap.at("/data/other.yaml").asText()).isEqualTo("kept");
    String file = configMap.at("/data/config.yaml").asText();
    assertThat(file)
        .isEqualTo(adapter.config())
        .contains("# Ask the platform team first.", "# in the shop's autoscalers", "\"1e3\"");
    JsonNode merged = Synthesized.parse(file);
    JsonNode owners = Synthesized.parse(before.at("/data/config.yaml").asText());
    assertThat(merged.get("resourceRules")).isEqualTo(owners.get("resourceRules"));
    assertThat(merged.get("externalRules")).isEqualTo(owners.get("externalRules"));
    assertThat(merged.get("rules")).hasSize(2);
    assertThat(merged.at("/rules/0")).isEqualTo(owners.at("/rules/0"));
    assertThat(merged.at("/rules/1/name/as").asText()).isEqualTo(SIGNAL.metricName());
  }

  @Test
  void filesThatAreNotTextAreKept() {
    builder()
        .configuration(AdapterConfiguration.of(CONFIG_MAP + "binaryData:\n  logo: aGVsbG8=\n"))
        .build()
        .serve(SIGNAL);

    assertThat(Synthesized.of(chart).the("ConfigMap").at("/binaryData/logo").asText())
        .isEqualTo("aGVsbG8=");
  }

  @Test
  void aConfigurationThatContainsItselfIsRefused() {
    assertThat(
            Reported.building(
                builder().configuration(AdapterConfiguration.of("rules: &r\n- seriesQuery: *r\n"))
                    ::build))
        .extracting(Finding::code)
        .containsExactly(ADAPTER_CONFIGURATION);
  }

  @Test
  void theReportSaysWhereTheFileIsNotReadable() {
    assertThat(
            Reported.building(
                builder().configuration(AdapterConfiguration.of("rules: []\nrules: []\n"))::build))
        .singleElement()
        .asString()
        .contains("each key once, of at most 1 MiB: line 2: found duplicate key rules.");
  }

  @Test
  void anOverwrittenConfigurationIsAWarning() {
    ExistingAdapter adapter = builder().configuration(AdapterConfiguration.of(CONFIG_MAP)).build();

    assertThat(codes(adapter)).containsExactly(CONFIGURATION_REPLACED);
    assertThat(adapter.findings().get(0).problem())
        .contains("\"prometheus-adapter\"", "1 existing rules");
  }

  @Test
  void anotherWriterOfTheConfigMapIsAWarning() {
    String ofHelm =
        CONFIG_MAP.replace(
            "example.com/owner: platform", "meta.helm.sh/release-name: prometheus-adapter");
    String ofArgo =
        CONFIG_MAP.replace(
            "example.com/owner: platform",
            "argocd.argoproj.io/tracking-id: platform:/ConfigMap:metrics/prometheus-adapter");

    assertThat(problems(AdapterConfiguration.of(ofHelm)))
        .singleElement()
        .asString()
        .contains("the next upgrade of Helm's release \"prometheus-adapter\"");
    assertThat(problems(AdapterConfiguration.of(ofArgo)))
        .singleElement()
        .asString()
        .contains("Argo CD");
  }

  @Test
  void mergingTwiceIsMergingOnce() {
    ExistingAdapter first = builder().configuration(AdapterConfiguration.of(CONFIG_MAP)).build();
    first.serve(SIGNAL);
    Chart second = Programs.chart();
    ExistingAdapter again =
        builder(second).configuration(AdapterConfiguration.of(first.config())).build();

    again.serve(SIGNAL);

    assertThat(again.config()).isEqualTo(first.config());
  }

  @Test
  void aReplacedRuleOfTheOwnerIsAWarning() {
    ExistingAdapter old =
        ExistingAdapter.Builder.create(Programs.chart(), "old")
            .prometheus(prometheus(Programs.chart(), Duration.ofMinutes(1)))
            .build();
    old.serve(SIGNAL);
    OvmsModelServer server = Programs.server(chart, "resnet").build();
    ExistingAdapter adapter =
        ExistingAdapter.Builder.create(chart, "adapter")
            .prometheus(
                Programs.existingPrometheus(chart, server).url("http://prometheus:9090").build())
            .configuration(AdapterConfiguration.of(old.rulesFragment()))
            .build();

    assertThat(Programs.autoscaler(chart, server, adapter).build().findings())
        .filteredOn(finding -> finding.code() == RULE_REPLACED)
        .extracting(Finding::problem)
        .singleElement()
        .asString()
        .contains(SIGNAL.metricName(), "avg_over_time(ovms_current_requests");
    JsonNode merged = Synthesized.parse(adapter.config());
    assertThat(merged.get("rules")).as("one metric, one rule").hasSize(1);
    assertThat(merged.at("/rules/0/metricsQuery").asText()).contains("[1m]").doesNotContain("[4m]");
  }

  @Test
  void anAdapterForCpuAndMemoryIsNoneForCustomMetrics() {
    // kube-prometheus' adapter-config begins so.
    String resourceRules =
        """
        "resourceRules":
          "cpu":
            "containerLabel": "container"
        """;

    assertThat(
            Reported.codesBuilding(
                builder().configuration(AdapterConfiguration.of(resourceRules))::build))
        .containsExactly(NO_CUSTOM_METRICS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "- a list",
        "rules: {a: b}",
        "rules: [text]",
        "rules: []\nrules: []",
        "rules: [a",
        "rules: []\n---\nrules: []",
        "prometheus: {url: http://p}\nrules: {custom: []}",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b, c: d}",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}",
        "apiVersion: v1\nkind: List\nitems: []",
        "a: &a [*a]",
      })
  void whatNoAdapterReadsIsRefused(String text) {
    assertThat(
            Reported.codesBuilding(builder().configuration(AdapterConfiguration.of(text))::build))
        .isSubsetOf(ADAPTER_CONFIGURATION, NO_CUSTOM_METRICS)
        .isNotEmpty();
  }

  @Test
  void aFileThatIsNotThereIsReported(@TempDir Path folder) throws Exception {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    for (Path file : List.of(folder.resolve("none.yaml"), folder, binary)) {
      assertThat(
              Reported.codesBuilding(
                  builder(Programs.chart()).configuration(AdapterConfiguration.read(file))::build))
          .containsExactly(ADAPTER_CONFIGURATION);
      assertThat(
              Reported.codesBuilding(
                  builder(Programs.chart()).release(HelmRelease.read(file))::build))
          .containsExactly(ADAPTER_CONFIGURATION);
    }
  }

  @Test
  void anImmutableConfigMapTakesNoRules() {
    assertThat(
            Reported.codesBuilding(
                builder().configuration(AdapterConfiguration.of(CONFIG_MAP + "immutable: true\n"))
                    ::build))
        .contains(ADAPTER_CONFIGURATION);
  }

  @Test
  void anchorsMeanWhatTheyMeant() {
    String anchored =
        """
        rules:
        - &base
          seriesQuery: a
          name: {as: one}
          resources: {overrides: {pod: {resource: pod}}}
        - <<: *base
          name: {as: two}
        """;
    ExistingAdapter adapter = builder().configuration(AdapterConfiguration.of(anchored)).build();
    adapter.serve(SIGNAL);

    assertThat(adapter.config()).contains("<<: *", "as: two");
  }

  @Test
  void oneAdapterHasOneOwner() {
    assertThat(
            Reported.codesBuilding(
                builder()
                        .release(HelmRelease.of(""))
                        .configuration(AdapterConfiguration.of(CONFIG_MAP))
                    ::build))
        .contains(CONTRADICTION);
  }

  /** Applies the fix of OVMS354. */
  @Test
  void rulesOfAnotherRepositoryMeetInTheFileOfTheOwner() {
    ExistingAdapter elsewhere = builder(Programs.chart()).build();
    elsewhere.serve(SIGNAL);
    elsewhere.serve(LoadSignal.queueToCompute());

    MetricsAdapter owner =
        Programs.adapter(chart, prometheus(chart, Duration.ofSeconds(15)))
            .rules(AdapterConfiguration.of(elsewhere.rulesFragment()))
            .build();
    owner.serve(SIGNAL);
    owner.serve(LoadSignal.streamUtilization());

    assertThat(
            Synthesized.parse(
                    Synthesized.of(chart).the("ConfigMap").at("/data/config.yaml").asText())
                .get("rules"))
        .extracting(rule -> rule.at("/name/as").asText())
        .containsExactlyInAnyOrder(
            SIGNAL.metricName(),
            LoadSignal.queueToCompute().metricName(),
            LoadSignal.streamUtilization().metricName());
  }

  @Test
  void rulesOfAnotherRepositoryWithAnotherQueryAreRefused() {
    ExistingAdapter elsewhere =
        ExistingAdapter.Builder.create(Programs.chart(), "adapter")
            .prometheus(prometheus(Programs.chart(), Duration.ofMinutes(1)))
            .build();
    elsewhere.serve(SIGNAL);
    AdapterConfiguration fragment = AdapterConfiguration.of(elsewhere.rulesFragment());
    ExistingPrometheus prometheus = prometheus(chart, Duration.ofSeconds(15));
    MetricsAdapter owner = Programs.adapter(chart, prometheus).rules(fragment).build();

    assertThat(Reported.codesBuilding(() -> serve(owner))).containsExactly(RULE_CONFLICT);
  }

  /** Applies the other part of the fix of OVMS354. */
  @Test
  void oneAdapterServesTheAutoscalersOfTwoCharts() {
    App app = new App();
    Chart first = new Chart(app, "first");
    Chart second = new Chart(app, "second");
    OvmsModelServer here = Programs.server(first, "here").build();
    OvmsModelServer there = Programs.server(second, "there").build();
    ExistingPrometheus prometheus =
        Programs.existingPrometheus(first, here, there).url("http://prometheus:9090").build();
    MetricsAdapter owner = Programs.adapter(first, prometheus).build();
    assertThat(Programs.adapter(second, prometheus).build().findings())
        .extracting(Finding::code)
        .contains(TWO_ADAPTERS);

    Programs.autoscaler(first, here, owner).build();
    RatioAutoscaler.Builder.create(second, "other")
        .target(there)
        .metrics(owner)
        .signal(LoadSignal.streamUtilization())
        .replicas(1, 3)
        .build();

    assertThat(Synthesized.of(first).all("ConfigMap"))
        .extracting(configMap -> configMap.at("/data/config.yaml").asText())
        .contains(owner.config());
    assertThat(owner.config())
        .contains(SIGNAL.metricName(), LoadSignal.streamUtilization().metricName());
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static Object serve(MetricsAdapter adapter) {
    adapter.serve(SIGNAL);
    return adapter;
  }

  private List<String> problems(AdapterConfiguration current) {
    Chart other = Programs.chart();
    return builder(other).configuration(current).build().findings().stream()
        .map(Finding::problem)
        .toList();
  }

  private static List<FindingCode> codes(ExistingAdapter adapter) {
    return adapter.findings().stream().map(Finding::code).toList();
  }

  private ExistingAdapter.Builder builder() {
    return builder(chart);
  }

  private static ExistingAdapter.Builder builder(Chart in) {
    return ExistingAdapter.Builder.create(in, "adapter")
        .prometheus(prometheus(in, Duration.ofSeconds(15)));
  }

  private static ExistingPrometheus prometheus(Chart in, Duration interval) {
    return ExistingPrometheus.Builder.create(in, "prometheus")
        .url("http://prometheus.monitoring.svc:9090")
        .scrapeInterval(interval)
        .build();
  }
}
