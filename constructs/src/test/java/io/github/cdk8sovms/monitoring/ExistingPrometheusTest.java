package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.FindingCode.NO_EFFECT;
import static io.github.cdk8sovms.validation.FindingCode.RULES_NAMESPACE;
import static io.github.cdk8sovms.validation.FindingCode.SERIES_MATCHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Signals;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExistingPrometheusTest {
  private static final String STORE = "https://mimir.example.com/prometheus";

  private final Chart chart = Programs.chart();
  private final OvmsModelServer resnet = Programs.server(chart, "resnet").build();

  @Test
  void onOpenShiftTheScraperIsAllowedAndNothingIsEmittedIntoPlatformNamespaces() {
    ExistingPrometheus prometheus = existing().openShift().build();
    MetricsAdapter adapter = Programs.adapter(chart, prometheus).build();
    RatioAutoscaler autoscaler = Programs.autoscaler(chart, resnet, adapter).build();
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();
    Dashboard.Builder.create(chart, "dashboard").autoscaler(autoscaler).build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(prometheus.url()).isEqualTo("https://thanos-querier.openshift-monitoring.svc:9091");
    assertThat(objects.objects())
        .noneMatch(object -> object.at("/metadata/namespace").asText().startsWith("openshift-"));
    assertThat(objects.all("NetworkPolicy"))
        .filteredOn(policy -> policy.at("/metadata/name").asText().equals("resnet-from-prometheus"))
        .singleElement()
        .satisfies(
            policy ->
                assertThat(
                        policy
                            .at("/spec/ingress/0/from/0/namespaceSelector/matchLabels")
                            .toString())
                    .contains("openshift-user-workload-monitoring"));
    assertThat(objects.the("PodMonitor").at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(objects.the("PrometheusRule").at("/metadata/namespace").asText())
        .isEqualTo("serving");
  }

  @Test
  void rulesOfUserWorkloadsSeeOneNamespace() {
    OvmsModelServer bert = Programs.server(chart, "bert").namespace("language").build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .openShift()
            .scrape(resnet)
            .scrape(bert)
            .build();
    Keda keda = Keda.with(prometheus);
    Alerts.Builder alerts =
        Alerts.Builder.create(chart, "alerts")
            .autoscaler(autoscaler("a", resnet, keda))
            .autoscaler(autoscaler("b", bert, keda));

    assertThat(Reported.codesBuilding(alerts::build)).contains(RULES_NAMESPACE);
  }

  @Test
  void theNamespaceOfAlertsIsAppliedOrRejected() {
    Keda keda = Keda.with(prod().monitors(Monitors.POD_MONITOR).build());
    Alerts.Builder.create(chart, "alerts")
        .namespace("rules")
        .autoscaler(autoscaler("a", resnet, keda))
        .build();
    assertThat(Synthesized.of(chart).the("PrometheusRule").at("/metadata/namespace").asText())
        .isEqualTo("rules");

    Chart other = Programs.chart();
    OvmsModelServer server = Programs.server(other, "resnet").build();
    PrometheusStack ours = Programs.prometheus(other, server).build();
    Alerts.Builder refused =
        Alerts.Builder.create(other, "alerts")
            .namespace("rules")
            .autoscaler(
                Programs.autoscaler(other, server, Programs.adapter(other, ours).build()).build());
    assertThat(Reported.codesBuilding(refused::build)).contains(NO_EFFECT);
  }

  /** Checks all emitted objects, so that selectors in any of them are found. */
  @Test
  void everySelectorOfEveryQueryHasTheMatcher() {
    ExistingPrometheus prometheus = prod().monitors(Monitors.POD_MONITOR).build();
    MetricsAdapter adapter = Programs.adapter(chart, prometheus).build();
    RatioAutoscaler first = Programs.autoscaler(chart, resnet, adapter).build();
    OvmsModelServer woken = Programs.server(chart, "woken").build();
    ExistingPrometheus second =
        ExistingPrometheus.Builder.create(chart, "second")
            .namespace("monitoring")
            .url(STORE)
            .scrapedFrom("collectors")
            .matcher("cluster", "prod")
            .scrape(woken)
            .build();
    Keda keda = Keda.with(second).scaleToZero("sum(rate(requests[1m]))", Duration.ofMinutes(5));
    RatioAutoscaler.Builder.create(chart, "woken-autoscaler")
        .target(woken)
        .metrics(keda)
        .replicas(0, 3)
        .build();
    Alerts.Builder.create(chart, "alerts")
        .autoscaler(first)
        .kubeStateMetrics()
        .apiServerMetrics()
        .prometheusJob("prometheus")
        .adapterJob("adapter")
        .latencyObjective(0.99, Duration.ofMillis(100))
        .build();
    Dashboard dashboard =
        Dashboard.Builder.create(chart, "dashboard").autoscaler(first).containerMetrics().build();
    Signals.all().forEach(adapter::serve);

    Synthesized objects = Synthesized.of(chart);
    List<String> queries = new ArrayList<>();
    collect(objects.the("PrometheusRule").at("/spec"), queries);
    collect(objects.the("ScaledObject").at("/spec/triggers/0"), queries);
    collect(Synthesized.parse(adapter.config()), queries);
    collect(Synthesized.parse(dashboard.json()), queries);

    assertThat(queries).hasSizeGreaterThan(50);
    assertThat(queries).allSatisfy(ExistingPrometheusTest::assertNarrowed);
    assertThat(objects.the("ScaledObject").at("/spec/triggers/1/metadata/query").asText())
        .as("query of the user")
        .contains("sum(rate(requests[1m]))")
        .doesNotContain("cluster");
  }

  @Test
  void recordedSeriesHaveTheClusterLabel() {
    Keda keda = Keda.with(prod().monitors(Monitors.POD_MONITOR).build());
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler("a", resnet, keda)).build();

    assertThat(Synthesized.of(chart).the("PrometheusRule").at("/spec/groups/0/rules"))
        .filteredOn(rule -> rule.has("record"))
        .isNotEmpty()
        .allMatch(rule -> rule.at("/labels/cluster").asText().equals("prod"));
  }

  @Test
  void rulesAtTheScraperHaveNoExternalLabels() {
    Keda keda = Keda.with(prod().rulesAtScraper().monitors(Monitors.POD_MONITOR).build());
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler("a", resnet, keda)).build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.the("PrometheusRule").toString()).doesNotContain("cluster");
    assertThat(objects.the("ScaledObject").toString()).contains("cluster=\\\"prod\\\"");
  }

  @Test
  void headersAndParametersAreAddedToEachQuery() {
    ExistingPrometheus prometheus =
        prod()
            .access(
                PrometheusAccess.open()
                    .header("X-Scope-OrgID", "a|b")
                    .queryParameter("dedup", "true"))
            .build();
    autoscaler("a", resnet, Keda.with(prometheus));
    JsonNode metadata = Synthesized.of(chart).the("ScaledObject").at("/spec/triggers/0/metadata");

    assertThat(metadata.get("customHeaders").asText()).isEqualTo("X-Scope-OrgID=a|b");
    assertThat(metadata.get("queryParameters").asText()).isEqualTo("dedup=true");
    assertThat(metadata.has("authModes")).isFalse();
  }

  @Test
  void theAdapterSendsHeadersAndMountsAConfigMap() {
    ExistingPrometheus prometheus =
        existing()
            .openShift()
            .access(
                PrometheusAccess.open()
                    .bearerToken("token")
                    .caConfigMap("openshift-service-ca.crt", "service-ca.crt")
                    .header("X-Scope-OrgID", "team-a"))
            .build();
    Programs.adapter(chart, prometheus).build();
    JsonNode pods =
        Synthesized.of(chart).all("Deployment").stream()
            .filter(each -> each.at("/metadata/name").asText().equals("adapter"))
            .findFirst()
            .orElseThrow()
            .at("/spec/template/spec");

    assertThat(pods.at("/containers/0/args"))
        .extracting(JsonNode::asText)
        .contains(
            "--prometheus-header=X-Scope-OrgID=team-a",
            "--prometheus-ca-file=/etc/prometheus-ca/service-ca.crt");
    assertThat(pods.at("/volumes").toString())
        .contains("{\"configMap\":{\"name\":\"openshift-service-ca.crt\"}");
  }

  @ParameterizedTest
  @CsvSource({"namespace, a", "pod, a", "__name__, a", "my-cluster, a", "cluster, ''", "c, $a"})
  void matchersAreLabels(String label, String value) {
    assertThat(
            Reported.codesBy(
                findings ->
                    SeriesMatchers.NONE
                        .and(label, value)
                        .check(findings, "matcher", List.of("namespace", "pod"))))
        .containsExactly(SERIES_MATCHER);
  }

  @Test
  void bracesInStringsAreNotSelectors() {
    assertThat(
            new SeriesMatchers(Map.of("cluster", "a\"b"))
                .in("sum(up{a=\"{\\\"{\"}) + foo{} + bar{x=~\"y{2}\"}"))
        .isEqualTo(
            "sum(up{cluster=\"a\\\"b\",a=\"{\\\"{\"}) + foo{cluster=\"a\\\"b\"}"
                + " + bar{cluster=\"a\\\"b\",x=~\"y{2}\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "GOOGLE_POD_MONITORING, PodMonitoring, monitoring.googleapis.com/v1, gmp-system",
    "AZURE_POD_MONITOR, PodMonitor, azmonitoring.coreos.com/v1, kube-system"
  })
  void monitorsOfCloudsAreReadByTheirCollectors(
      Monitors monitors, String kind, String apiVersion, String collectors) {
    existing().url(STORE).matcher("cluster", "prod").monitors(monitors).build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.the(kind).get("apiVersion").asText()).isEqualTo(apiVersion);
    assertThat(objects.the(kind).at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(objects.all("NetworkPolicy").toString()).contains(collectors);
  }

  @Test
  void cloudMonitorsAreRejectedWithTheOperator() {
    assertThat(
            Reported.codesBuilding(
                Programs.operatorPrometheus(chart, resnet).monitors(Monitors.GOOGLE_POD_MONITORING)
                    ::build))
        .contains(FindingCode.MONITORS);
  }

  @Test
  void aCloudIdentityIsConfiguredInKeda() {
    ExistingPrometheus prometheus =
        existing()
            .url("https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws")
            .scrapedFrom("collectors")
            .matcher("cluster", "prod")
            .access(PrometheusAccess.open().podIdentity(PodIdentity.aws("eu-central-1")))
            .build();
    autoscaler("a", resnet, Keda.with(prometheus));
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.the("TriggerAuthentication").at("/spec").toString())
        .isEqualTo("{\"podIdentity\":{\"provider\":\"aws\"}}");
    assertThat(objects.the("ScaledObject").at("/spec/triggers/0/metadata/awsRegion").asText())
        .isEqualTo("eu-central-1");
    assertThat(Reported.codesBuilding(Programs.adapter(chart, prometheus)::build))
        .contains(FindingCode.ACCESS);
  }

  private static void assertNarrowed(String query) {
    String outsideOfTexts = query.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
    Matcher selector = Pattern.compile("\\{([^}]*)}").matcher(outsideOfTexts);
    while (selector.find()) {
      assertThat(selector.group(1)).as(query).startsWith("cluster=\"\"");
    }
    // A metric name without braces would select series of all clusters.
    assertThat(
            Pattern.compile(
                    "\\b(ovms|kube|container|up|prometheus|aggregator)[a-z_:0-9]*(?![a-z_:0-9{])")
                .matcher(
                    outsideOfTexts
                        .replaceAll("\\{[^}]*}", "{}")
                        .replaceAll("label_values\\(", "")
                        .replaceAll(" by \\([^)]*\\)", "")))
        .as(query)
        .satisfies(bare -> assertThat(bare.find()).as(query).isFalse());
  }

  private static void collect(JsonNode node, List<String> queries) {
    node.properties()
        .forEach(
            field -> {
              boolean isQuery =
                  List.of("expr", "query", "seriesQuery", "metricsQuery").contains(field.getKey());
              if (isQuery && field.getValue().isTextual()) {
                String text = field.getValue().asText();
                if (!text.equals("prometheus")) {
                  queries.add(text);
                }
              }
            });
    node.forEach(child -> collect(child, queries));
  }

  private static RatioAutoscaler autoscaler(String id, OvmsModelServer server, Keda keda) {
    return RatioAutoscaler.Builder.create((Chart) server.getNode().getScope(), id)
        .target(server)
        .metrics(keda)
        .replicas(1, 3)
        .build();
  }

  private ExistingPrometheus.Builder prod() {
    return existing().url(STORE).scrapedFrom("collectors").matcher("cluster", "prod");
  }

  private ExistingPrometheus.Builder existing() {
    return ExistingPrometheus.Builder.create(chart, "prometheus").scrape(resnet);
  }
}
