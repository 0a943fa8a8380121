package io.github.cdk8sovms.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KedaAutoscalerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Chart chart = Programs.chart();

  @Test
  void emitsAScaledObjectInPlaceOfAnAutoscaler() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").replicas(2).build();
    RatioAutoscaler autoscaler = autoscaler(resnet, Keda.with(prometheus(resnet))).build();
    Synthesized all = Synthesized.of(chart);
    JsonNode object = all.the("ScaledObject");

    assertThat(all.all("HorizontalPodAutoscaler")).isEmpty();
    assertThat(object.at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(object.at("/spec/scaleTargetRef").toString())
        .isEqualTo("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"resnet\"}");
    assertThat(autoscaler.horizontalPodAutoscaler()).isEmpty();
    assertThat(autoscaler.scaledObject().orElseThrow().getName()).isEqualTo("autoscaler");
    assertThat(autoscaler.objects())
        .extracting(ApiObject::getKind)
        .containsExactly("ScaledObject", "NetworkPolicy");
    assertThat(resnet.getHasAutoscaler()).isTrue();
    assertThat(all.all("Deployment").get(0).at("/spec").has("replicas")).isFalse();
  }

  @Test
  void whatKedaWouldChooseWronglyIsAlwaysWritten() {
    JsonNode spec = specOf(Programs.server(chart, "resnet").build());

    assertThat(spec.get("minReplicaCount").asInt()).isEqualTo(1);
    assertThat(spec.get("maxReplicaCount").asInt()).isEqualTo(3);
    assertThat(spec.at("/triggers/0/metricType").asText()).isEqualTo("AverageValue");
    assertThat(spec.at("/triggers/0/metadata/ignoreNullValues").asText()).isEqualTo("false");
    assertThat(spec.has("fallback")).isFalse();
  }

  /** KEDA warns about an unused polling interval. */
  @Test
  void timesOfTheFirstPodAreWrittenOnlyWhereThereIsOne() {
    JsonNode spec = specOf(Programs.server(chart, "resnet").build());

    assertThat(spec.has("pollingInterval")).isFalse();
    assertThat(spec.has("cooldownPeriod")).isFalse();
  }

  @ParameterizedTest(name = "{0} is the threshold {1}")
  @CsvSource({"1.0, 1", "0.8, 0.8", "1.25, 1.25"})
  void theThresholdIsTheTargetOfTheQuery(double ratio, String threshold) {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    autoscaler(resnet, Keda.with(prometheus(resnet))).ratio(ratio).build();
    JsonNode trigger = Synthesized.of(chart).the("ScaledObject").at("/spec/triggers/0/metadata");

    assertThat(trigger.get("threshold").asText()).isEqualTo(threshold);
    assertThat(trigger.get("query").asText())
        .contains("(" + threshold + " * count(", " - " + threshold + "), 0)");
  }

  @Test
  void theThresholdOfGraphsIsMultipliedWithTheirCapacity() {
    OvmsModelServer llm = Programs.graphs(chart, "llm").restWorkers(40).build();
    autoscaler(llm, Keda.with(prometheus(llm)))
        .signal(LoadSignal.graphsInFlight(10))
        .ratio(0.7)
        .build();

    assertThat(
            Synthesized.of(chart)
                .the("ScaledObject")
                .at("/spec/triggers/0/metadata/threshold")
                .asText())
        .isEqualTo("7");
  }

  @Test
  void queriesThePodsOfTheServerOnly() {
    JsonNode trigger = specOf(Programs.server(chart, "resnet").build()).at("/triggers/0");

    assertThat(trigger.at("/metadata/serverAddress").asText())
        .isEqualTo("http://prometheus.monitoring.svc:9090");
    String pods = "{namespace=\"serving\",pod=~\"resnet-[0-9a-z]+-[0-9a-z]{5}\"}";
    assertThat(trigger.at("/metadata/query").asText())
        .isEqualTo(
            LoadSignal.requestsPerStream()
                .fleetLoad(
                    SeriesLabels.STANDARD, inner(pods), Duration.ofSeconds(5), BigDecimal.ONE))
        .contains("up" + pods, "ovms_streams" + pods);
  }

  private static String inner(String matchers) {
    return matchers.substring(1, matchers.length() - 1);
  }

  @Test
  void aModelIsChosenInTheQueryWhateverItsName() {
    OvmsModelServer resnet =
        Programs.server(chart, "resnet")
            .model(Model.of("vision/bert", ModelSource.of("s3://models/bert")).streams(2))
            .build();
    autoscaler(resnet, Keda.with(prometheus(resnet)))
        .signal(LoadSignal.requestsPerStream().model("vision/bert"))
        .build();

    assertThat(
            Synthesized.of(chart)
                .the("ScaledObject")
                .at("/spec/triggers/0/metadata/query")
                .asText())
        .contains(",name=\"vision/bert\"}")
        .doesNotContain("up{namespace=\"serving\",pod=~\"resnet-.*\",name");
  }

  @Test
  void aModelServerIsScaledByThePodsOfItsDeployment() {
    JsonNode spec = specOf(Programs.operatorServer(chart, "demo").build());

    assertThat(spec.get("scaleTargetRef").toString())
        .isEqualTo(
            "{\"apiVersion\":\"intel.com/v1alpha1\",\"kind\":\"ModelServer\",\"name\":\"demo\"}");
    assertThat(spec.at("/triggers/0/metadata/query").asText()).contains("pod=~\"demo-ovms-");
  }

  /** Otherwise KEDA would find a difference and update the HPA in every reconciliation. */
  @Test
  void theBehaviorIsWrittenAsTheApiServerStoresIt() {
    JsonNode config =
        specOf(Programs.server(chart, "resnet").build())
            .at("/advanced/horizontalPodAutoscalerConfig");

    assertThat(config.get("name").asText()).isEqualTo("autoscaler");
    assertThat(config.at("/behavior/scaleUp").toString())
        .isEqualTo(
            "{\"stabilizationWindowSeconds\":0,\"selectPolicy\":\"Max\",\"policies\":["
                + "{\"type\":\"Pods\",\"value\":4,\"periodSeconds\":15},"
                + "{\"type\":\"Percent\",\"value\":100,\"periodSeconds\":15}]}");
    assertThat(config.at("/behavior/scaleDown").toString())
        .isEqualTo(
            "{\"stabilizationWindowSeconds\":300,\"selectPolicy\":\"Max\",\"policies\":["
                + "{\"type\":\"Percent\",\"value\":100,\"periodSeconds\":15}]}");
  }

  @Test
  void configuredPoliciesAndToleranceReplaceTheDefaults() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    autoscaler(resnet, Keda.with(prometheus(resnet)))
        .kubernetes(KubernetesVersion.of("1.35"))
        .behavior(
            Behavior.steady()
                .tolerance(0.05, 0.2)
                .addAtMost(ScalingPolicy.pods(2, Duration.ofMinutes(1))))
        .build();

    assertThat(
            Synthesized.of(chart)
                .the("ScaledObject")
                .at("/spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleUp")
                .toString())
        .isEqualTo(
            "{\"stabilizationWindowSeconds\":60,\"tolerance\":\"50m\",\"selectPolicy\":\"Max\","
                + "\"policies\":[{\"type\":\"Pods\",\"value\":2,\"periodSeconds\":60}]}");
  }

  @Test
  void aFallbackKeepsThePodsThereAre() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    autoscaler(resnet, Keda.with(prometheus(resnet)).fallback(8, 2)).build();

    assertThat(Synthesized.of(chart).the("ScaledObject").at("/spec/fallback").toString())
        .isEqualTo(
            "{\"failureThreshold\":8,\"replicas\":2,\"behavior\":\"currentReplicasIfHigher\"}");
  }

  @Test
  void anAutoscalerIsTakenOverUnderItsName() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    OvmsModelServer bert = Programs.server(chart, "bert").build();
    PrometheusStack prometheus = prometheus(resnet, bert);
    autoscaler(resnet, Keda.with(prometheus).takeOver()).annotation("team", "vision").build();
    RatioAutoscaler.Builder.create(chart, "other")
        .target(bert)
        .metrics(Keda.with(prometheus).takeOver("bert-hpa"))
        .replicas(1, 3)
        .build();
    JsonNode own = Synthesized.of(chart).all("ScaledObject").get(0);
    JsonNode other = Synthesized.of(chart).all("ScaledObject").get(1);

    assertThat(own.at("/metadata/annotations").toString())
        .isEqualTo(
            "{\"scaledobject.keda.sh/transfer-hpa-ownership\":\"true\",\"team\":\"vision\"}");
    assertThat(nameOfAutoscaler(own)).isEqualTo("autoscaler");
    assertThat(nameOfAutoscaler(other)).isEqualTo("bert-hpa");
  }

  @Test
  void prometheusLetsTheOperatorInOnceForAllAutoscalers() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    OvmsModelServer bert = Programs.server(chart, "bert").build();
    Keda keda = Keda.with(prometheus(resnet, bert));
    autoscaler(resnet, keda).build();
    RatioAutoscaler.Builder.create(chart, "other")
        .target(bert)
        .metrics(keda)
        .replicas(1, 3)
        .build();

    assertThat(Synthesized.of(chart).names())
        .filteredOn(name -> name.contains("-from-keda"))
        .containsExactly("NetworkPolicy prometheus-from-keda");
    JsonNode policy =
        Synthesized.of(chart).all("NetworkPolicy").stream()
            .filter(it -> it.at("/metadata/name").asText().equals("prometheus-from-keda"))
            .findFirst()
            .orElseThrow();
    assertThat(policy.at("/metadata/namespace").asText()).isEqualTo("monitoring");
    assertThat(policy.at("/spec/ingress/0/from/0").toString())
        .contains("\"kubernetes.io/metadata.name\":\"keda\"", "\"app\":\"keda-operator\"");
  }

  @Test
  void theOperatorMayRunElsewhereAndBeLabelledOtherwise() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    autoscaler(
            resnet,
            Keda.with(prometheus(resnet))
                .namespace("openshift-keda")
                .podLabels(Map.of("name", "keda")))
        .build();

    assertThat(Synthesized.of(chart).names())
        .contains("NetworkPolicy prometheus-from-openshift-keda");
    assertThat(Synthesized.of(chart).objects().toString())
        .contains("{\"matchLabels\":{\"name\":\"keda\"}}");
  }

  @Test
  void anAdmittedClientNeedsNoPolicy() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    PrometheusStack prometheus =
        Programs.prometheus(chart, resnet)
            .clients(NetworkPeer.pods("keda", Map.of("app", "keda-operator")))
            .build();
    autoscaler(resnet, Keda.with(prometheus)).build();

    assertThat(Synthesized.of(chart).names()).noneMatch(name -> name.contains("-from-keda"));
  }

  @Test
  void anOpenPrometheusNeedsNoPolicy() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    autoscaler(
            resnet, Keda.with(Programs.prometheus(chart, resnet).withoutNetworkPolicies().build()))
        .build();

    assertThat(Synthesized.of(chart).names()).noneMatch(name -> name.contains("-from-keda"));
  }

  /** The HPA queries KEDA in every sync, and KEDA then queries Prometheus. */
  @Test
  void itTakesNoLongerThanThroughAnAdapter() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    OvmsModelServer bert = Programs.server(chart, "bert").build();
    PrometheusStack prometheus = prometheus(resnet, bert);
    RatioAutoscaler keda =
        autoscaler(resnet, Keda.with(prometheus)).startTime(Duration.ofSeconds(90)).build();
    RatioAutoscaler adapter =
        RatioAutoscaler.Builder.create(chart, "other")
            .target(bert)
            .metrics(Programs.adapter(chart, prometheus).build())
            .replicas(1, 3)
            .startTime(Duration.ofSeconds(90))
            .build();

    assertThat(keda.lagBudget()).isEqualTo(adapter.lagBudget());
  }

  private static String nameOfAutoscaler(JsonNode scaledObject) {
    return scaledObject.at("/spec/advanced/horizontalPodAutoscalerConfig/name").asText();
  }

  private JsonNode specOf(ModelServer server) {
    autoscaler(server, Keda.with(prometheus(server))).build();
    return Synthesized.of(chart).the("ScaledObject").at("/spec");
  }

  private PrometheusStack prometheus(ModelServer... servers) {
    return Programs.prometheus(chart, servers).build();
  }

  private RatioAutoscaler.Builder autoscaler(ModelServer server, Keda keda) {
    return RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .metrics(keda)
        .replicas(1, 3);
  }
}
