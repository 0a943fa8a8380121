package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.FindingCode.ADAPTER_NOT_VERIFIED;
import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_OBJECT;
import static io.github.cdk8sovms.validation.FindingCode.RULE_CONFLICT;
import static io.github.cdk8sovms.validation.FindingCode.WELL_KNOWN_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Kubelet;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class MetricsAdapterTest {
  private static final LoadSignal SIGNAL = LoadSignal.requestsPerStream();
  private static final AdapterRule OWN =
      AdapterRule.of("my_metric", "up", "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})");

  private final Chart chart = Programs.chart();

  @Test
  void usesTheNamespaceOfItsPrometheusByDefault() {
    ExistingPrometheus prometheus = prometheus();

    assertThat(Programs.existingAdapter(chart, prometheus).build().namespace())
        .isEqualTo("monitoring");
    assertThat(
            ExistingAdapter.Builder.create(chart, "other")
                .prometheus(prometheus)
                .namespace("custom-metrics")
                .build()
                .namespace())
        .isEqualTo("custom-metrics");
  }

  @Test
  void queriesItsPrometheusOncePerScrapeInterval() {
    ExistingPrometheus prometheus =
        Programs.existingPrometheus(chart)
            .url("https://prometheus.example.com/prefix")
            .scrapeInterval(Duration.ofMinutes(1))
            .build();
    MetricsAdapter adapter = Programs.adapter(chart, prometheus).build();

    assertThat(adapter.prometheus()).isSameAs(prometheus);
    assertThat(Synthesized.of(chart).the("Deployment").at("/spec/template/spec/containers/0/args"))
        .extracting(JsonNode::asText)
        .contains(
            "--prometheus-url=https://prometheus.example.com/prefix",
            "--metrics-relist-interval=1m",
            "--metrics-max-age=2m");
    assertThat(adapter.config()).as("the window follows too").contains("[4m]");
  }

  @Test
  void neverTouchesTheMetricsOfCpuAndMemory() {
    Programs.adapter(chart, prometheus()).build();

    assertThat(Synthesized.of(chart).all("APIService"))
        .hasSize(2)
        .allMatch(object -> object.at("/spec/group").asText().equals("custom.metrics.k8s.io"))
        .allMatch(object -> object.at("/spec/service/namespace").asText().equals("monitoring"));
  }

  @Test
  void clusterScopedObjectsIgnoreTheNamespaceOfTheChart() {
    Chart inNamespace = Programs.chartInNamespace("shop");
    Programs.adapter(inNamespace, Programs.existingPrometheus(inNamespace).url("http://p").build())
        .build();
    Set<String> clusterScoped = Set.of("ClusterRole", "ClusterRoleBinding", "APIService");

    assertThat(Synthesized.of(inNamespace).objects())
        .filteredOn(object -> clusterScoped.contains(object.get("kind").asText()))
        .hasSize(5)
        .noneMatch(object -> object.at("/metadata").has("namespace"));
  }

  @Test
  void whatIsOutsideOfItsNamespaceIsNamedAfterIt() {
    // kube-prometheus and the Helm chart have objects of these names without the namespace.
    Programs.adapter(chart, prometheus()).name("prometheus-adapter").build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.objects())
        .filteredOn(
            object ->
                !object.at("/metadata/namespace").asText().equals("monitoring")
                    && !object.get("kind").asText().equals("APIService"))
        .hasSize(4)
        .allMatch(object -> object.at("/metadata/name").asText().startsWith("monitoring."));
    assertThat(objects.the("ConfigMap").at("/metadata/name").asText())
        .as("not adapter-config, which is that of CPU and memory in kube-prometheus")
        .isEqualTo("prometheus-adapter-rules");
  }

  @Test
  void theNameOfOthersWarnsUnlessTheNamespaceIsNew() {
    assertThat(Programs.adapter(chart, prometheus()).name("prometheus-adapter").build().findings())
        .extracting(Finding::code)
        .contains(WELL_KNOWN_NAME);

    Chart other = Programs.chart();
    ExistingPrometheus prometheus =
        Programs.existingPrometheus(other).url("http://prometheus:9090").build();
    assertThat(
            Programs.adapter(other, prometheus)
                .namespace(Namespace.of(other, "custom-metrics"))
                .name("prometheus-adapter")
                .build()
                .findings())
        .extracting(Finding::code)
        .doesNotContain(WELL_KNOWN_NAME);
  }

  @Test
  void oneOfOurOwnWarnsThatItsCertificateIsNotVerified() {
    assertThat(Programs.adapter(chart, prometheus()).build().findings())
        .extracting(Finding::code)
        .containsExactly(ADAPTER_NOT_VERIFIED);
  }

  @Test
  void aSignalServedLaterReachesTheConfigurationAndRestartsThePods() {
    MetricsAdapter adapter = Programs.adapter(chart, prometheus()).rule(OWN).build();
    String before = adapter.config();

    adapter.serve(SIGNAL);
    adapter.serve(SIGNAL);

    Synthesized objects = Synthesized.of(chart);
    assertThat(adapter.config()).isNotEqualTo(before).contains("my_metric", SIGNAL.metricName());
    assertThat(objects.the("ConfigMap").at("/data/config.yaml").asText())
        .isEqualTo(adapter.config());
    assertThat(
            objects
                .the("Deployment")
                .at("/spec/template/metadata/annotations/cdk8s-ovms~1config-hash")
                .asText())
        .isEqualTo(ConfigText.hash(adapter.config()));
  }

  @Test
  void aRuleInTheWayOfASignalIsNeverReplaced() {
    ExistingAdapter adapter =
        Programs.existingAdapter(chart, prometheus())
            .rule(AdapterRule.of(SIGNAL.metricName(), OWN.series(), OWN.query()))
            .build();
    String before = adapter.config();

    assertThatThrownBy(() -> adapter.serve(SIGNAL))
        .isInstanceOfSatisfying(
            InvalidConfigurationException.class,
            thrown ->
                assertThat(thrown.findings())
                    .extracting(Finding::code)
                    .containsExactly(RULE_CONFLICT));
    assertThat(adapter.config()).isEqualTo(before);
  }

  @Test
  void helmGetsTheSameRulesAndTimes() {
    MetricsAdapter adapter = Programs.adapter(chart, prometheus()).rule(OWN).build();
    adapter.serve(SIGNAL);
    JsonNode values = Synthesized.parse(adapter.helmValues());

    assertThat(values.at("/prometheus/url").asText()).isEqualTo("http://prometheus:9090");
    assertThat(values.at("/prometheus/port").asInt(-1)).isZero();
    assertThat(values.at("/metricsRelistInterval").asText()).isEqualTo("30s");
    assertThat(values.at("/extraArguments/0").asText()).isEqualTo("--metrics-max-age=1m");
    assertThat(values.at("/rules").has("default")).isFalse();
    assertThat(values.at("/rules/custom"))
        .isEqualTo(Synthesized.parse(adapter.config()).get("rules"))
        .hasSize(2);
  }

  @Test
  void secretsOfPrometheusAreFilesAndAPasswordComesFromTheEnvironment() {
    ExistingPrometheus secured =
        Programs.existingPrometheus(chart)
            .url("https://prometheus:9090")
            .access(PrometheusAccess.open().ca("ca").authorization("password"))
            .build();
    Programs.adapter(chart, secured).build();
    JsonNode pod = Synthesized.of(chart).the("Deployment").at("/spec/template/spec");

    assertThat(pod.at("/containers/0/args"))
        .extracting(JsonNode::asText)
        .contains(
            "--prometheus-ca-file=/etc/prometheus-ca/ca.crt",
            "--prometheus-header=Authorization=$(PROMETHEUS_AUTHORIZATION)");
    JsonNode variable = pod.at("/containers/0/env/0");
    assertThat(variable.get("name").asText()).isEqualTo("PROMETHEUS_AUTHORIZATION");
    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isEqualTo("password");
    assertThat(variable.at("/valueFrom/secretKeyRef/key").asText()).isEqualTo("authorization");
  }

  @Test
  void helmMountsTheSameSecrets() {
    ExistingPrometheus secured =
        Programs.existingPrometheus(chart)
            .url("https://prometheus:9090")
            .access(PrometheusAccess.open().ca("ca").bearerToken("token").clientCertificate("us"))
            .build();
    JsonNode values = Synthesized.parse(Programs.adapter(chart, secured).build().helmValues());

    assertThat(values.get("extraArguments"))
        .extracting(JsonNode::asText)
        .contains(
            "--prometheus-ca-file=/etc/prometheus-ca/ca.crt",
            "--prometheus-token-file=/etc/prometheus-token/token",
            "--prometheus-client-tls-cert-file=/etc/prometheus-client/tls.crt",
            "--prometheus-client-tls-key-file=/etc/prometheus-client/tls.key");
    assertThat(values.get("extraVolumes"))
        .extracting(volume -> volume.at("/secret/secretName").asText())
        .containsExactly("ca", "token", "us");
    assertThat(values.get("extraVolumeMounts"))
        .extracting(mount -> mount.get("mountPath").asText())
        .containsExactly("/etc/prometheus-ca", "/etc/prometheus-token", "/etc/prometheus-client");
  }

  /** The kubelet expands arguments of the chart's Deployment, too. */
  @Test
  void anAddressThatLooksLikeAVariableStaysOne() {
    String url = "https://prometheus:9090/$(PROMETHEUS_AUTHORIZATION)/$$";
    ExistingPrometheus secured =
        Programs.existingPrometheus(chart)
            .url(url)
            .access(PrometheusAccess.open().authorization("password"))
            .build();
    MetricsAdapter adapter = Programs.adapter(chart, secured).build();
    Map<String, String> variables = Map.of("PROMETHEUS_AUTHORIZATION", "Basic dXM6cHc=");

    JsonNode pod = Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
    assertThat(pod.at("/containers/0/args"))
        .extracting(argument -> Kubelet.expanded(argument.asText(), variables))
        .contains("--prometheus-url=" + url, "--prometheus-header=Authorization=Basic dXM6cHc=");
    JsonNode values = Synthesized.parse(adapter.helmValues());
    assertThat(Kubelet.expanded(values.at("/prometheus/url").asText(), variables)).isEqualTo(url);
  }

  @Test
  void labelsAndAnnotationsReachEveryObject() {
    Programs.adapter(chart, prometheus())
        .label("team", "platform")
        .annotation("example.com/owner", "platform")
        .build();

    assertThat(Synthesized.of(chart).objects())
        .hasSize(12)
        .allMatch(object -> object.at("/metadata/labels/team").asText().equals("platform"))
        .allMatch(object -> object.at("/metadata/annotations").has("example.com/owner"));
  }

  @Test
  void twoOfOneIdAreAFinding() {
    ExistingPrometheus prometheus = prometheus();
    Programs.existingAdapter(chart, prometheus).build();

    assertThat(Reported.building(Programs.existingAdapter(chart, prometheus).name("other")::build))
        .extracting(finding -> finding.code().name())
        .containsExactly("DUPLICATE_ID");
  }

  @Test
  void aClusterHasOneCustomMetricsApiAndNothingIsLeftOfTheSecondAdapter() {
    ExistingPrometheus prometheus = prometheus();
    Programs.adapter(chart, prometheus).build();
    MetricsAdapter.Builder second =
        MetricsAdapter.Builder.create(chart, "second").prometheus(prometheus);

    assertThat(Reported.codesBuilding(second.tls(AdapterTls.selfSigned())::build))
        .contains(DUPLICATE_OBJECT);
    assertThat(chart.getNode().tryFindChild("second")).isNull();
    assertThat(
            Reported.building(
                ExistingAdapter.Builder.create(chart, "second").prometheus(prometheus)::build))
        .isEmpty();
  }

  private ExistingPrometheus prometheus() {
    return Programs.existingPrometheus(chart).url("http://prometheus:9090").build();
  }
}
