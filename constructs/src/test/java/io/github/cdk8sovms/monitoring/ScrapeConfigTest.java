package io.github.cdk8sovms.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The parsed configuration; promtool validates it in other tests. */
class ScrapeConfigTest {
  private static final MetricsEndpoint RESNET = deployment("serving", "resnet", true);
  private static final MetricsEndpoint BERT = deployment("language", "bert", true);

  @Test
  void timesAndRetentionAreThoseOfTheStack() {
    JsonNode file =
        Synthesized.parse(
            ScrapeConfig.content(
                List.of(RESNET),
                new ScrapeInterval(Duration.ofSeconds(5)),
                PrometheusPod.DEFAULT.withStorage(
                    new Storage(Quantity.of("20Gi"), Duration.ofDays(3), false)),
                ScrapeConfig.Alerting.NONE));

    assertThat(file.at("/global/scrape_interval").asText()).isEqualTo("5s");
    assertThat(file.at("/global/evaluation_interval").asText()).isEqualTo("15s");
    assertThat(file.at("/global/scrape_timeout").asText()).isEqualTo("5s");
    assertThat(file.at("/storage/tsdb/retention/time").asText()).isEqualTo("3d");
    assertThat(file.at("/storage/tsdb/retention/size").asText()).isEqualTo("16384MB");
  }

  @Test
  void aSingleServerIsSelectedByAllItsLabels() {
    JsonNode job = jobs(RESNET).get(0);

    assertThat(job.get("job_name").asText()).isEqualTo("ovms");
    assertThat(job.get("metrics_path").asText()).isEqualTo("/metrics");
    assertThat(job.at("/kubernetes_sd_configs/0/role").asText()).isEqualTo("pod");
    assertThat(job.at("/kubernetes_sd_configs/0/namespaces/names"))
        .extracting(JsonNode::asText)
        .containsExactly("serving");
    assertThat(job.at("/kubernetes_sd_configs/0/selectors/0/label").asText())
        .isEqualTo("app.kubernetes.io/name=ovms,app.kubernetes.io/instance=resnet");
  }

  @Test
  void serversWithTheSameLabelKeysShareAJob() {
    JsonNode jobs = jobs(RESNET, BERT, deployment("serving", "yolo", true));

    assertThat(jobs).hasSize(1);
    assertThat(jobs.at("/0/kubernetes_sd_configs/0/namespaces/names"))
        .extracting(JsonNode::asText)
        .containsExactly("serving", "language");
    assertThat(jobs.at("/0/kubernetes_sd_configs/0/selectors/0/label").asText())
        .isEqualTo("app.kubernetes.io/name=ovms,app.kubernetes.io/instance");
  }

  @Test
  void aSharedJobKeepsExactlyTheConfiguredServers() {
    JsonNode keep = keepsServers(jobs(RESNET, BERT).get(0));

    assertThat(keep.get("source_labels"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "__meta_kubernetes_namespace",
            "__meta_kubernetes_pod_label_app_kubernetes_io_name",
            "__meta_kubernetes_pod_label_app_kubernetes_io_instance");
    // Prometheus anchors the expression and joins the values with ';'.
    Pattern kept = Pattern.compile(keep.get("regex").asText());
    assertThat(List.of("serving;ovms;resnet", "language;ovms;bert"))
        .allMatch(kept.asMatchPredicate());
    assertThat(
            List.of(
                "language;ovms;resnet",
                "serving;ovms;bert",
                "serving;ovms;resnet-2",
                "other;serving;ovms;resnet",
                "serving;other;resnet"))
        .noneMatch(kept.asMatchPredicate());
  }

  @Test
  void serversWithOtherLabelKeysHaveASeparateJob() {
    JsonNode jobs = jobs(RESNET, endpoint("serving", Map.of("app", "demo-ovms"), true));

    assertThat(jobs)
        .extracting(job -> job.get("job_name").asText())
        .containsExactly("ovms", "ovms-1");
    assertThat(keepsServers(jobs.get(1)).get("regex").asText()).isEqualTo("serving;demo-ovms");
  }

  @Test
  void aJobWithAnOldServerFallsBackToText() {
    assertThat(jobs(RESNET).get(0).has("fallback_scrape_protocol")).isFalse();
    assertThat(
            jobs(RESNET, deployment("serving", "old", false))
                .get(0)
                .get("fallback_scrape_protocol")
                .asText())
        .isEqualTo("PrometheusText0.0.4");
  }

  @Test
  void onlyTheMetricsPortOfRunningPodsIsScraped() {
    JsonNode rules = jobs(RESNET).get(0).get("relabel_configs");

    assertThat(rules)
        .extracting(
            rule ->
                rule.at("/source_labels/0").asText()
                    + " "
                    + rule.path("action").asText()
                    + " "
                    + rule.path("regex").asText())
        .contains(
            "__meta_kubernetes_pod_container_port_name keep rest",
            "__meta_kubernetes_pod_phase drop Succeeded|Failed",
            "__meta_kubernetes_pod_container_init drop true");
  }

  @Test
  void seriesHaveTheLabelsNamespaceAndPodThatTheAdapterNeeds() {
    assertThat(jobs(RESNET).get(0).get("relabel_configs"))
        .filteredOn(rule -> rule.has("target_label"))
        .extracting(
            rule ->
                rule.at("/source_labels/0").asText() + " to " + rule.get("target_label").asText())
        .contains("__meta_kubernetes_namespace to namespace", "__meta_kubernetes_pod_name to pod");
  }

  private static MetricsEndpoint deployment(String namespace, String name, boolean plainText) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", "ovms");
    labels.put("app.kubernetes.io/instance", name);
    return endpoint(namespace, labels, plainText);
  }

  private static MetricsEndpoint endpoint(
      String namespace, Map<String, String> labels, boolean plainText) {
    return new MetricsEndpoint(namespace, labels, labels, 8081, true, Mesh.none(), plainText);
  }

  private static JsonNode jobs(MetricsEndpoint... endpoints) {
    return Synthesized.parse(
            ScrapeConfig.content(
                List.of(endpoints),
                ScrapeInterval.EXISTING,
                PrometheusPod.DEFAULT,
                ScrapeConfig.Alerting.NONE))
        .get("scrape_configs");
  }

  private static JsonNode keepsServers(JsonNode job) {
    for (JsonNode rule : job.get("relabel_configs")) {
      if (rule.at("/source_labels").size() > 1) {
        assertThat(rule.get("action").asText()).isEqualTo("keep");
        return rule;
      }
    }
    throw new AssertionError("nothing keeps the servers apart in " + job);
  }
}
