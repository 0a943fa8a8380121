package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.emulator.KServePredictor;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What KServe creates from the emitted objects, and what refers to that. */
class KServePredictorTest {
  private static final PodTimes TIMES = PodTimes.of(ServiceTime.constant(Duration.ofMillis(100)));

  /** The runtime of KServe 0.20, in short. */
  private static final String OF_KSERVE =
      """
      spec:
        containers:
          - name: kserve-container
            image: openvino/model_server:2026.2.1
            args:
              - --model_name={{.Name}}
              - --model_path=/mnt/models
              - --port=9000
              - --rest_port=8080
              - --file_system_poll_wait_seconds=0
            resources: {limits: {cpu: "1", memory: 2Gi}, requests: {cpu: "1", memory: 2Gi}}
      """;

  /** The runtime of OpenShift AI, in short. */
  private static final String OF_OPENSHIFT_AI =
      """
      spec:
        containers:
          - name: kserve-container
            image: quay.io/modh/openvino_model_server:2026.2.1
            args:
              - --model_name={{.Name}}
              - --port=8001
              - --rest_port=8888
              - --model_path=/mnt/models
              - --file_system_poll_wait_seconds=0
              - --metrics_enable
            ports:
              - {containerPort: 8888, protocol: TCP}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"kserve-scaled", "kserve-every-option", "kserve-s3-role", "kserve-image"})
  void theServerStartsWithTheFlagsThatAreEmittedAndExportsTheRatio(String name) {
    assertExportsTheRatio(predictor(name));
  }

  @ParameterizedTest
  @CsvSource({"kserve-own-runtime, true", "kserve-openshift-ai, false"})
  void theServerOfAPlatformStartsWithTheFlagsThatAreAppended(String name, boolean isOfKServe) {
    JsonNode runtime = Manifest.parse(isOfKServe ? OF_KSERVE : OF_OPENSHIFT_AI);

    assertExportsTheRatio(new KServePredictor(object(name, "InferenceService"), runtime));
  }

  /** It shows that the test before could fail: the flag is what the runtime lacks. */
  @Test
  void theRuntimeOfKServeAloneExportsNothing() {
    JsonNode service = object("kserve-own-runtime", "InferenceService").deepCopy();
    ((ObjectNode) service.at("/spec/predictor/model")).remove("args");

    try (OvmsPod pod = start(new KServePredictor(service, Manifest.parse(OF_KSERVE)))) {
      assertThat(pod.metrics()).doesNotContain("ovms_current_requests{");
    }
  }

  @Test
  void everyReferenceIsToWhatKServeMakes() {
    KServePredictor predictor = predictor("kserve-scaled");
    JsonNode autoscaler = object("kserve-scaled", "HorizontalPodAutoscaler");
    JsonNode labels = predictor.deployment().at("/spec/template/metadata/labels");

    assertThat(autoscaler.at("/spec/scaleTargetRef/name").asText()).isEqualTo(predictor.name());
    assertThat(autoscaler.at("/spec/metrics").findValuesAsText("container"))
        .containsExactly("kserve-container");
    assertSelects(object("kserve-scaled", "PodDisruptionBudget").at("/spec/selector"), labels);
    for (JsonNode policy : objects("kserve-scaled", "NetworkPolicy")) {
      if (policy.at("/metadata/name").asText().startsWith("resnet")) {
        assertSelects(policy.at("/spec/podSelector"), labels);
      }
    }
  }

  @Test
  void theMonitorSelectsPodsWithAPortOfItsName() {
    KServePredictor predictor = predictor("kserve-monitors");
    JsonNode monitor = object("kserve-monitors", "PodMonitor");

    assertSelects(
        monitor.at("/spec/selector"), predictor.deployment().at("/spec/template/metadata/labels"));
    assertThat(
            predictor
                .deployment()
                .at("/spec/template/spec/containers/0/ports")
                .findValuesAsText("name"))
        .contains(monitor.at("/spec/podMetricsEndpoints/0/port").asText());
  }

  @Test
  void clientsCallPortsOfTheServiceThatKServeMakes() {
    List<Integer> ports =
        predictor("kserve-scaled").clusterIp().at("/spec/ports").findValues("port").stream()
            .map(JsonNode::asInt)
            .toList();
    JsonNode ingress = object("kserve-scaled", "Ingress");
    String load =
        objects("kserve-scaled", "ConfigMap").stream()
            .map(map -> map.at("/data/target.json").asText())
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElseThrow();

    assertThat(ports).containsExactly(80, 8080);
    assertThat(ingress.at("/spec/rules/0/http/paths/0/backend/service/port/number").asInt())
        .isEqualTo(80);
    assertThat(load).contains("http://resnet-predictor.serving.svc:80/v2/models/resnet50/infer");
  }

  @Test
  void podsAreRestrictedWhereTheModelIsMounted() {
    JsonNode pod = predictor("kserve-scaled").deployment().at("/spec/template/spec");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.at("/containers")).hasSize(1);
    assertThat(pod.has("initContainers")).isFalse();
    JsonNode container = pod.at("/containers/0/securityContext");
    assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  private static void assertExportsTheRatio(KServePredictor predictor) {
    try (OvmsPod pod = start(predictor)) {
      assertThat(pod.isReady()).isTrue();
      assertThat(pod.metrics())
          .contains("ovms_current_requests{name=\"resnet50\"")
          .contains("ovms_streams{name=\"resnet50\"");
    }
  }

  private static OvmsPod start(KServePredictor predictor) {
    JsonNode pod = predictor.deployment().at("/spec/template/spec");
    Timeline time = Timeline.simulated(1);
    OvmsPod started =
        OvmsPod.start(predictor.name() + "-0", PodSpecView.of(pod, any -> Map.of()), TIMES, time);
    time.advance(Duration.ofSeconds(11));
    return started;
  }

  private static void assertSelects(JsonNode selector, JsonNode labels) {
    assertThat(selector.path("matchLabels").properties())
        .isNotEmpty()
        .allSatisfy(label -> assertThat(labels.path(label.getKey())).isEqualTo(label.getValue()));
  }

  private static KServePredictor predictor(String name) {
    return new KServePredictor(object(name, "InferenceService"), object(name, "ServingRuntime"));
  }

  private static JsonNode object(String name, String kind) {
    return objects(name, kind).get(0);
  }

  private static List<JsonNode> objects(String name, String kind) {
    return Manifest.of(Cases.all().get(name)).stream()
        .filter(object -> object.kind().equals(kind))
        .map(Manifest::tree)
        .toList();
  }
}
