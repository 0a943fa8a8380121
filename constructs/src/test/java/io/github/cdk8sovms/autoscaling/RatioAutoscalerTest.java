package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.ALREADY_AUTOSCALED;
import static io.github.cdk8sovms.validation.FindingCode.AUTOSCALER_NAMESPACE;
import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_OBJECT;
import static io.github.cdk8sovms.validation.FindingCode.NOT_SCRAPED;
import static io.github.cdk8sovms.validation.FindingCode.RULE_CONFLICT;
import static io.github.cdk8sovms.validation.FindingCode.TARGET_RATIO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.adapter.AdapterRule;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatioAutoscalerTest {
  private static final String METRIC = LoadSignal.requestsPerStream().metricName();
  private final Chart chart = Programs.chart();

  @Test
  void podsThatShareAVolumeOfOneNodeCannotBeAdded() {
    Chart shop = Programs.chart();
    OvmsModelServer server =
        OvmsModelServer.Builder.create(shop, "server")
            .namespace("serving")
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("m", ModelSource.volumeClaim("models", "m").oneNode()).streams(2))
            .build();

    assertThat(
            Programs.autoscaler(shop, server, Programs.adapterOf(shop, server)).build().findings())
        .extracting(Finding::code)
        .contains(FindingCode.NODE_LIMIT);
  }

  @Test
  void takesTheReplicasOverFromTheServer() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").replicas(2).build();
    autoscaler(resnet).build();

    assertThat(resnet.getHasAutoscaler()).isTrue();
    assertThat(
            Synthesized.of(chart).all("Deployment").stream()
                .filter(object -> object.at("/metadata/name").asText().equals("resnet"))
                .findFirst()
                .orElseThrow()
                .at("/spec")
                .has("replicas"))
        .isFalse();
  }

  @Test
  void targetsTheDeploymentInItsNamespace() {
    RatioAutoscaler autoscaler = autoscaler(Programs.server(chart, "resnet").build()).build();
    JsonNode object = Synthesized.of(chart).the("HorizontalPodAutoscaler");

    assertThat(object.at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(object.at("/metadata/name").asText()).isEqualTo("autoscaler");
    assertThat(object.at("/spec/scaleTargetRef").toString())
        .contains("\"apps/v1\"", "\"Deployment\"", "\"resnet\"");
    assertThat(autoscaler.horizontalPodAutoscaler().orElseThrow().getName())
        .isEqualTo("autoscaler");
    assertThat(autoscaler.scaledObject()).isEmpty();
    assertThat(autoscaler.objects())
        .extracting(ApiObject::getKind)
        .containsExactly("HorizontalPodAutoscaler");
    assertThat(ApiObject.of(autoscaler).getKind()).isEqualTo("HorizontalPodAutoscaler");
    assertThat(autoscaler.findings()).isEmpty();
  }

  @Test
  void targetsTheModelServerNeverTheDeploymentThatTheOperatorMakes() {
    autoscaler(Programs.operatorServer(chart, "demo").build()).build();

    assertThat(
            Synthesized.of(chart)
                .the("HorizontalPodAutoscaler")
                .at("/spec/scaleTargetRef")
                .toString())
        .contains("\"intel.com/v1alpha1\"", "\"ModelServer\"", "\"demo\"");
  }

  @Test
  void theAdapterServesItsMetric() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    MetricsAdapter adapter =
        Programs.adapter(chart, Programs.prometheus(chart, resnet).build())
            .rule(
                AdapterRule.of("my_metric", "up", "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})"))
            .build();
    assertThat(adapter.config()).doesNotContain(METRIC);

    Programs.autoscaler(chart, resnet, adapter).build();

    assertThat(adapter.config()).contains("as: " + METRIC);
    assertThat(
            Synthesized.of(chart)
                .the("HorizontalPodAutoscaler")
                .at("/spec/metrics/0/pods/metric/name")
                .asText())
        .isEqualTo(METRIC);
  }

  @ParameterizedTest(name = "{0} is written as {1}")
  @CsvSource({"1.0, 1", "1.5, 1500m", "0.8, 800m", "0.001, 1m", "1000, 1k", "0.3333, 333m"})
  void theRatioIsWrittenAsTheApiServerStoresIt(double ratio, String averageValue) {
    OvmsModelServer uncapped =
        Programs.server(chart, "resnet").image(OvmsImage.of("2024.4")).build();
    autoscaler(uncapped).ratio(ratio).build();

    JsonNode target =
        Synthesized.of(chart).the("HorizontalPodAutoscaler").at("/spec/metrics/0/pods/target");
    assertThat(target.get("type").asText()).isEqualTo("AverageValue");
    assertThat(target.get("averageValue").asText()).isEqualTo(averageValue);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 0.0009, -1, 1000.1, Double.NaN, Double.POSITIVE_INFINITY})
  void otherRatiosAreRefused(double ratio) {
    assertThat(
            Reported.codesBuilding(
                autoscaler(Programs.server(chart, "resnet").build()).ratio(ratio)::build))
        .containsExactly(TARGET_RATIO);
  }

  @Test
  void rangeAndBehaviorAreWritten() {
    autoscaler(Programs.server(chart, "resnet").build())
        .replicas(2, 10)
        .behavior(Behavior.of(Duration.ofSeconds(30), Duration.ofMinutes(10)))
        .build();
    JsonNode spec = Synthesized.of(chart).the("HorizontalPodAutoscaler").get("spec");

    assertThat(spec.get("minReplicas").asInt()).isEqualTo(2);
    assertThat(spec.get("maxReplicas").asInt()).isEqualTo(10);
    assertThat(spec.at("/behavior/scaleUp/stabilizationWindowSeconds").asInt()).isEqualTo(30);
    assertThat(spec.at("/behavior/scaleDown/stabilizationWindowSeconds").asInt()).isEqualTo(600);
  }

  @Test
  void twoServersShareTheAdapterAndItsRule() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    OvmsModelServer bert = Programs.server(chart, "bert").build();
    MetricsAdapter adapter =
        Programs.adapter(chart, Programs.prometheus(chart, resnet, bert).build()).build();

    Programs.autoscaler(chart, resnet, adapter).build();
    RatioAutoscaler.Builder.create(chart, "other")
        .target(bert)
        .metrics(adapter)
        .replicas(1, 2)
        .build();

    assertThat(Synthesized.parse(adapter.config()).get("rules")).hasSize(1);
    assertThat(Synthesized.of(chart).all("HorizontalPodAutoscaler")).hasSize(2);
  }

  @Test
  void aServerThatCdk8sPlusScalesAlreadyIsRefused() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    resnet.markHasAutoscaler();

    assertThat(Reported.codesBuilding(autoscaler(resnet)::build))
        .containsExactly(ALREADY_AUTOSCALED);
  }

  @Test
  void whatConcernsOtherConstructsIsReportedTogether() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    OvmsModelServer other = Programs.server(chart, "other").build();
    ExistingAdapter adapter =
        Programs.existingAdapter(chart, Programs.prometheus(chart, other).build())
            .rule(AdapterRule.of(METRIC, "up", "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})"))
            .build();

    assertThat(
            Reported.codesBuilding(
                Programs.autoscaler(chart, resnet, adapter).namespace("elsewhere")::build))
        .containsExactly(AUTOSCALER_NAMESPACE, NOT_SCRAPED, RULE_CONFLICT);
    assertThat(resnet.getHasAutoscaler()).as("nothing was done").isFalse();
  }

  @Test
  void aRefusedAutoscalerLeavesServerAndAdapterAsTheyWere() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").replicas(2).build();
    OvmsModelServer bert = Programs.server(chart, "bert").build();
    PrometheusStack prometheus = Programs.prometheus(chart, resnet, bert).build();
    MetricsAdapter adapter = Programs.adapter(chart, prometheus).build();
    Programs.autoscaler(chart, bert, adapter).build();
    RatioAutoscaler.Builder second =
        RatioAutoscaler.Builder.create(chart, "second")
            .name("autoscaler")
            .target(resnet)
            .metrics(adapter)
            .replicas(1, 2);

    assertThat(Reported.codesBuilding(second::build)).containsExactly(DUPLICATE_OBJECT);
    assertThat(resnet.getHasAutoscaler()).isFalse();
    assertThat(chart.getNode().tryFindChild("second")).isNull();
    assertThat(Reported.building(second.name("second")::build)).isEmpty();
  }

  @Test
  void twoOfOneIdAreAFinding() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    OvmsModelServer bert = Programs.server(chart, "bert").build();
    MetricsAdapter adapter =
        Programs.adapter(chart, Programs.prometheus(chart, resnet, bert).build()).build();
    Programs.autoscaler(chart, resnet, adapter).build();

    assertThat(Reported.building(Programs.autoscaler(chart, bert, adapter).name("other")::build))
        .extracting(finding -> finding.code().name())
        .containsExactly("DUPLICATE_ID");
  }

  @Test
  void labelsAndAnnotationsReachTheObject() {
    autoscaler(Programs.server(chart, "resnet").build())
        .label("team", "vision")
        .annotation("example.com/owner", "vision")
        .build();
    JsonNode metadata = Synthesized.of(chart).the("HorizontalPodAutoscaler").get("metadata");

    assertThat(metadata.at("/labels/team").asText()).isEqualTo("vision");
    assertThat(metadata.at("/annotations/example.com~1owner").asText()).isEqualTo("vision");
  }

  private RatioAutoscaler.Builder autoscaler(ModelServer server) {
    return Programs.autoscaler(chart, server, Programs.adapterOf(chart, server));
  }
}
