package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.FindingCode.MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** A Prometheus that the library creates, and an existing one. */
class PrometheusStackTest {
  private final Chart chart = Programs.chart();
  private final OvmsModelServer resnet = Programs.server(chart, "resnet").build();

  @Test
  void theUrlIsThatOfItsService() {
    PrometheusStack prometheus = Programs.prometheus(chart, resnet).name("metrics").build();

    JsonNode service =
        Synthesized.of(chart).all("Service").stream()
            .filter(object -> object.at("/metadata/namespace").asText().equals("monitoring"))
            .findFirst()
            .orElseThrow();
    assertThat(prometheus.url())
        .isEqualTo(
            "http://%s.%s.svc:%d"
                .formatted(
                    service.at("/metadata/name").asText(),
                    service.at("/metadata/namespace").asText(),
                    service.at("/spec/ports/0/port").asInt()));
    assertThat(prometheus.namespace()).isEqualTo("monitoring");
  }

  @Test
  void returnsItsObjectsInTheOrderOfTheManifest() {
    PrometheusStack prometheus = Programs.prometheus(chart, resnet).build();

    assertThat(prometheus.objects())
        .extracting(ApiObject::getKind)
        .containsExactly(
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ConfigMap",
            "StatefulSet",
            "Service",
            "Service",
            "NetworkPolicy",
            "NetworkPolicy");
    assertThat(ApiObject.of(prometheus).getKind()).isEqualTo("StatefulSet");
    assertThatThrownBy(() -> prometheus.objects().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(prometheus.findings()).isEmpty();
  }

  @Test
  void mayReadPodsOnlyInNamespacesOfServers() {
    OvmsModelServer bert = Programs.server(chart, "bert").namespace("language").build();
    OvmsModelServer yolo = Programs.server(chart, "yolo").build();
    Programs.prometheus(chart, resnet, bert, yolo).build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.all("Role"))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .containsExactly("serving", "language");
    assertThat(objects.all("RoleBinding"))
        .allSatisfy(
            binding -> {
              assertThat(binding.at("/roleRef/name").asText()).isEqualTo("monitoring.prometheus");
              assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("monitoring");
            })
        .extracting(binding -> binding.at("/metadata/namespace").asText())
        .containsExactly("serving", "language");
  }

  @Test
  void scrapesTheConfiguredServers() {
    OvmsModelServer other = Programs.server(chart, "other").build();
    PrometheusStack prometheus = Programs.prometheus(chart, resnet).build();

    assertThat(prometheus.scrapes(resnet)).isTrue();
    assertThat(prometheus.scrapes(other)).isFalse();
  }

  @Test
  void oldServersNeedAFallbackAndNewOnesDoNot() {
    OvmsModelServer old = Programs.server(chart, "old").image(OvmsImage.of("2025.3")).build();
    Programs.prometheus(chart, resnet, old).build();

    assertThat(config()).contains("fallback_scrape_protocol: PrometheusText0.0.4");
  }

  @Test
  void newServersNeedNoFallback() {
    Programs.prometheus(chart, resnet).build();

    assertThat(config()).doesNotContain("fallback_scrape_protocol");
  }

  @Test
  void labelsAndAnnotationsReachEveryObjectAndLabelsThePods() {
    Programs.prometheus(chart, resnet)
        .label("team", "platform")
        .annotation("example.com/owner", "platform")
        .build();

    assertThat(Synthesized.of(chart).objects())
        .filteredOn(object -> object.at("/metadata/name").asText().contains("prometheus"))
        .hasSize(9)
        .allSatisfy(
            object -> {
              assertThat(object.at("/metadata/labels/team").asText()).isEqualTo("platform");
              assertThat(object.at("/metadata/annotations/example.com~1owner").asText())
                  .isEqualTo("platform");
            });
    assertThat(
            Synthesized.of(chart)
                .the("StatefulSet")
                .at("/spec/template/metadata/labels/team")
                .asText())
        .isEqualTo("platform");
  }

  @Test
  void appliesRetentionAndStorage() {
    PrometheusStack prometheus =
        Programs.prometheus(chart, resnet)
            .retention(Duration.ofDays(2))
            .storage("20Gi")
            .scrapeInterval(Duration.ofSeconds(5))
            .resources(Resources.cpu("1").memory("4Gi"))
            .build();

    assertThat(PrometheusLink.of(prometheus).scrapeInterval().interval())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(config()).contains("time: 2d", "size: 16384MB", "scrape_interval: 5s");
    assertThat(
            Synthesized.of(chart)
                .the("StatefulSet")
                .at("/spec/volumeClaimTemplates/0/spec/resources/requests/storage")
                .asText())
        .isEqualTo("20Gi");
  }

  @Test
  void anEphemeralVolumeIsOnTheNode() {
    Programs.prometheus(chart, resnet).storage("2Gi").ephemeral().build();

    JsonNode spec = Synthesized.of(chart).the("StatefulSet").get("spec");
    assertThat(spec.has("volumeClaimTemplates")).isFalse();
    assertThat(spec.at("/template/spec/volumes").findValuesAsText("sizeLimit"))
        .containsExactly("2Gi");
    assertThat(spec.at("/template/spec/containers/0/resources/requests/ephemeral-storage").asText())
        .as("the volume and logs")
        .isEqualTo("2304Mi");
    assertThat(config()).as("samples fit into its size").contains("size: 1638MB");
  }

  @Test
  void anExistingPrometheusIsAllowedByTheConfiguredServersOnly() {
    OvmsModelServer other = Programs.server(chart, "other").build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .url("http://prometheus.elsewhere.svc:9090")
            .scrape(resnet)
            .build();

    assertThat(prometheus.objects())
        .extracting(ApiObject::getKind, ApiObject::getName)
        .containsExactly(tuple("NetworkPolicy", "resnet-from-prometheus"));
    assertThat(prometheus.url()).isEqualTo("http://prometheus.elsewhere.svc:9090");
    assertThat(prometheus.namespace()).as("of its Service").isEqualTo("elsewhere");
    assertThat(prometheus.scrapes(resnet)).isTrue();
    assertThat(prometheus.scrapes(other)).isFalse();
  }

  @Test
  void theScraperOfAnExternalPrometheusMustBeConfigured() {
    ExistingPrometheus.Builder outside =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .url("https://prometheus.example.com")
            .scrape(resnet);

    assertThat(Reported.codesBuilding(outside::build)).containsExactly(MISSING);
    assertThat(Reported.building(outside.namespace("agents")::build)).isEmpty();
  }

  @Test
  void serversWithoutPoliciesNeedNone() {
    OvmsModelServer open = Programs.server(chart, "open").withoutNetworkPolicies().build();

    assertThat(
            ExistingPrometheus.Builder.create(chart, "prometheus")
                .url("https://prometheus.example.com")
                .scrape(open)
                .build()
                .objects())
        .isEmpty();
  }

  @Test
  void monitorsOfAnExistingPrometheusSelectTheConfiguredServers() {
    OvmsModelServer other = Programs.server(chart, "other").build();
    ExistingPrometheus prometheus =
        Programs.existingPrometheus(chart, resnet)
            .url("http://prometheus.other.svc:9090")
            .monitors(Monitors.POD_MONITOR)
            .build();

    assertThat(prometheus.objects())
        .extracting(ApiObject::getKind)
        .containsExactly("PodMonitor", "NetworkPolicy");
    assertThat(prometheus.scrapes(resnet)).isTrue();
    assertThat(prometheus.scrapes(other)).isFalse();
  }

  @Test
  void duplicateIdsAreAFinding() {
    Programs.prometheus(chart, resnet).build();

    assertThat(Reported.building(Programs.prometheus(chart, resnet).name("other")::build))
        .extracting(finding -> finding.code().name())
        .containsExactly("DUPLICATE_ID");
  }

  @Test
  void duplicateNamesAreRejectedWithoutATrace() {
    Programs.prometheus(chart, resnet).build();
    PrometheusStack.Builder second =
        PrometheusStack.Builder.create(chart, "second")
            .namespace("monitoring")
            .name("prometheus")
            .scrape(resnet);

    assertThat(Reported.codesBuilding(second::build)).contains(FindingCode.DUPLICATE_OBJECT);
    assertThat(chart.getNode().tryFindChild("second")).isNull();
    assertThat(Reported.building(second.name("second")::build)).isEmpty();
  }

  /** The label controller-revision-hash is the name, a dash and ten characters. */
  @Test
  void theNameIsLimitedByTheRevisionOfItsStatefulSet() {
    assertThat(Reported.building(Programs.prometheus(chart, resnet).name("p".repeat(52))::build))
        .isEmpty();
    assertThat(
            Reported.codesBuilding(
                PrometheusStack.Builder.create(chart, "second").name("p".repeat(53)).scrape(resnet)
                    ::build))
        .containsExactly(FindingCode.INVALID_NAME);
  }

  private String config() {
    return Synthesized.of(chart).all("ConfigMap").stream()
        .filter(object -> object.at("/data").has("prometheus.yml"))
        .findFirst()
        .orElseThrow()
        .at("/data/prometheus.yml")
        .asText();
  }
}
