package io.github.cdk8sovms.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.cdk8s.JsonPatch;
import org.cdk8s.plus34.k8s.Toleration;
import org.junit.jupiter.api.Test;

/** How a patch changes the objects of a construct. */
class PatchTest {
  private static final String POD = "/spec/template/spec";
  private static final String OVMS = POD + "/containers/0";
  private static final String MEMORY = OVMS + "/resources/limits/memory";

  private final Chart chart = Programs.chart();

  @Test
  void quantitiesAndPortsAreEmittedAsWritten() {
    OvmsModelServer server =
        server(
            Patch.of("Deployment")
                .replace(MEMORY, "8Gi")
                .replace("/spec/strategy/rollingUpdate/maxSurge", "25%")
                .replace("/spec/strategy/rollingUpdate/maxUnavailable", 1)
                .add(OVMS + "/lifecycle/preStop/httpGet", Map.of("port", "rest")),
            Patch.of("Service").add("/spec/clusterIP", "10.0.0.7"));

    JsonNode deployment = emitted("Deployment");
    assertThat(deployment.at(MEMORY).asText()).isEqualTo("8Gi");
    assertThat(deployment.at("/spec/strategy/rollingUpdate").toString())
        .isEqualTo("{\"maxSurge\":\"25%\",\"maxUnavailable\":1}");
    assertThat(deployment.at(OVMS + "/lifecycle/preStop/httpGet/port").asText()).isEqualTo("rest");
    assertThat(emitted("Service").at("/spec/clusterIP").asText()).isEqualTo("10.0.0.7");
    assertThat(server.findings())
        .extracting(Finding::code)
        .contains(FindingCode.PATCH_UNDOES_GUARD);
  }

  /** It applied before the conversion to YAML, where a quantity is an object, and gave null. */
  @Test
  void jsonPatchesOfCdk8sMeanTheYamlToo() {
    OvmsModelServer server = server();
    server.deployment().addJsonPatch(JsonPatch.replace(MEMORY, "8Gi"));
    server.service().addJsonPatch(JsonPatch.add("/spec/clusterIP", "10.0.0.7"));

    assertThat(emitted("Deployment").at(MEMORY).asText()).isEqualTo("8Gi");
    assertThat(emitted("Service").at("/spec/clusterIP").asText()).isEqualTo("10.0.0.7");
  }

  @Test
  void fieldsThatTheTypesDoNotKnowAreEmitted() {
    server(Patch.of("Deployment").add(POD + "/fieldOfKubernetes140", Map.of("mode", "On")));

    assertThat(emitted("Deployment").at(POD + "/fieldOfKubernetes140/mode").asText())
        .isEqualTo("On");
  }

  @Test
  void elementsAreInsertedAppendedAndRemoved() {
    server(
        Patch.of("Deployment")
            .add(POD + "/tolerations", List.of())
            .add(POD + "/tolerations/-", Map.of("key", "b"))
            .add(POD + "/tolerations/0", Map.of("key", "a"))
            .add(POD + "/tolerations/2", Map.of("key", "c"))
            .remove(POD + "/tolerations/1")
            .test(POD + "/tolerations/1/key", "c"));

    assertThat(emitted("Deployment").at(POD + "/tolerations").findValuesAsText("key"))
        .containsExactly("a", "c");
  }

  @Test
  void structsOfCdk8sAreValues() {
    server(
        Patch.of("Deployment")
            .add(
                POD + "/tolerations",
                List.of(Toleration.builder().key("gpu").operator("Exists").build())));

    assertThat(emitted("Deployment").at(POD + "/tolerations").toString())
        .isEqualTo("[{\"key\":\"gpu\",\"operator\":\"Exists\"}]");
  }

  @Test
  void slashesAndTildesOfKeysAreEscaped() {
    server(
        Patch.of("Deployment")
            .add("/metadata/annotations", Map.of("example.com/a~b", "1"))
            .replace("/metadata/annotations/example.com~1a~0b", "2"));

    assertThat(emitted("Deployment").at("/metadata/annotations/example.com~1a~0b").asText())
        .isEqualTo("2");
  }

  @Test
  void customResourcesKeepTheirOrder() {
    OvmsModelServer server = server();
    Programs.operatorPrometheus(chart, server)
        .patch(Patch.of("Prometheus").add("/spec/logLevel", "debug"))
        .build();

    List<String> fields = fieldNames(emitted("Prometheus").get("spec"));
    assertThat(fields).startsWith("image", "imagePullPolicy").endsWith("logLevel");
  }

  @Test
  void imagesAreThoseThatAreEmitted() {
    server(
        Patch.of("Deployment")
            .mergeYaml(
                """
                spec:
                  template:
                    spec:
                      containers:
                        - name: proxy
                          image: example.com/proxy:1.0
                          securityContext: {allowPrivilegeEscalation: false}
                """));

    assertThat(Images.of(chart)).contains("example.com/proxy:1.0");
  }

  @Test
  void podsRestartIfTheirFileIsPatched() {
    String path = "/spec/template/metadata/annotations/cdk8s-ovms~1config-hash";
    server();
    String before = emitted("Deployment").at(path).asText();
    Chart other = Programs.chart();
    Programs.server(other, "resnet")
        .patch(Patch.of("ConfigMap").replace("/data/config.json", "{}"))
        .build();

    assertThat(Synthesized.of(other).the("Deployment").at(path).asText())
        .isNotEmpty()
        .isNotEqualTo(before);
  }

  @Test
  void syncWavesAndMirrorsComeBefore() {
    ArgoCd.syncWaves(chart);
    Programs.server(chart, "resnet")
        .registry("registry.example.com/mirror")
        .patch(
            Patch.of("Deployment")
                .test(OVMS + "/image", "registry.example.com/mirror/openvino/model_server:2026.2.1")
                .replace(OVMS + "/image", "example.com/model_server:2026.2.1")
                .replace("/metadata/annotations/argocd.argoproj.io~1sync-wave", "7"))
        .build();

    JsonNode deployment = emitted("Deployment");
    assertThat(deployment.at("/metadata/annotations/argocd.argoproj.io~1sync-wave").asText())
        .isEqualTo("7");
    assertThat(Images.of(chart)).containsExactly("example.com/model_server:2026.2.1");
  }

  @Test
  void aPatchedObjectMayBecomeTooLarge() {
    assertThat(
            Reported.codesBuilding(
                () ->
                    server(
                        Patch.of("ConfigMap").add("/data/big", "x".repeat(ConfigText.MOST_BYTES)))))
        .containsExactly(FindingCode.TOO_LARGE);
  }

  @Test
  void laterConstructsDoNotOverwriteAPatch() {
    OvmsModelServer server = server(Patch.of("Deployment").add("/spec/replicas", 5));
    PrometheusStack prometheus =
        Programs.prometheus(chart, server)
            .patch(Patch.of("ConfigMap").replace("/data/prometheus.yml", "# mine"))
            .build();
    MetricsAdapter adapter =
        Programs.adapter(chart, prometheus)
            .patch(Patch.of("ConfigMap").replace("/data/config.yaml", "# mine"))
            .build();
    RatioAutoscaler autoscaler = Programs.autoscaler(chart, server, adapter).build();
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();

    Synthesized all = Synthesized.of(chart);
    assertThat(all.all("Deployment").get(0).at("/spec/replicas").asInt()).isEqualTo(5);
    assertThat(all.all("ConfigMap").toString())
        .contains("\"prometheus.yml\":\"# mine\"", "\"config.yaml\":\"# mine\"", "alerts");
  }

  @Test
  void aRemovedReplicaCountDoesNotBreakTheAutoscaler() {
    OvmsModelServer server =
        Programs.server(chart, "resnet")
            .replicas(2)
            .patch(Patch.of("Deployment").remove("/spec/replicas"))
            .build();
    Programs.autoscaler(chart, server, Programs.adapterOf(chart, server)).build();

    assertThat(Synthesized.of(chart).all("Deployment").get(0).at("/spec/replicas").isMissingNode())
        .isTrue();
  }

  @Test
  void aPatchIsImmutable() {
    Patch patch = Patch.of("Deployment");
    patch.add("/spec/paused", true);
    Map<String, Object> fields = new LinkedHashMap<>(Map.of("paused", true));
    Patch merge = Patch.of("Deployment").merge(Map.of("spec", fields));
    fields.put("paused", false);
    server(patch.add("/spec/minReadySeconds", 5), merge);

    assertThat(emitted("Deployment").at("/spec/paused").asBoolean()).isTrue();
    assertThat(emitted("Deployment").at("/spec/minReadySeconds").asInt()).isEqualTo(5);
  }

  private OvmsModelServer server(Patch... patches) {
    return Programs.server(chart, "resnet").patch(patches).build();
  }

  private JsonNode emitted(String kind) {
    return Synthesized.of(chart).the(kind);
  }

  private static List<String> fieldNames(JsonNode object) {
    List<String> names = new java.util.ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
