package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server as a Deployment. */
class OvmsModelServerTest {
  private static final String CONTAINER = "/spec/template/spec/containers/0";
  private final Chart chart = Programs.chart();

  @Test
  void givesItsObjectsBack() {
    OvmsModelServer server = Programs.server(chart, "resnet").build();

    assertThat(server.deployment().getName()).isEqualTo("resnet");
    assertThat(server.service().getName()).isEqualTo("resnet");
    assertThat(server.serviceAccount().orElseThrow().getName()).isEqualTo("resnet");
    assertThat(server.configMap().getName()).isEqualTo("resnet-config");
    assertThat(ApiObject.of(server).getKind()).isEqualTo("Deployment");
  }

  @Test
  void exposesItsSettings() {
    OvmsModelServer server = Programs.server(chart, "resnet").build();

    assertThat(server.namespace()).isEqualTo("serving");
    assertThat(server.serviceName()).isEqualTo("resnet");
    assertThat(server.image().text(false)).isEqualTo("docker.io/openvino/model_server:2026.2.1");
    assertThat(ServerLink.of(server).serving().capacity().restWorkers()).hasValue(8);
    assertThat(ServerLink.of(server).scaleTarget().type().kind()).isEqualTo("Deployment");
    assertThat(ServerLink.of(server).scaleTarget().name()).isEqualTo("resnet");
    assertThat(server.findings()).isEmpty();
  }

  @Test
  void metricsAreWhereThePodsAndTheServiceSayTheyAre() {
    OvmsModelServer server = Programs.server(chart, "resnet").ports(9000, 9001).build();
    Synthesized objects = Synthesized.of(chart);
    MetricsEndpoint metrics = ServerLink.of(server).metrics();

    JsonNode podLabels = objects.the("Deployment").at("/spec/template/metadata/labels");
    assertThat(metrics.namespace()).isEqualTo("serving");
    assertThat(metrics.podLabels())
        .isNotEmpty()
        .allSatisfy((key, value) -> assertThat(podLabels.get(key).asText()).isEqualTo(value));
    assertThat(metrics.serviceLabels())
        .isNotEmpty()
        .allSatisfy(
            (key, value) ->
                assertThat(objects.the("Service").at("/metadata/labels").get(key).asText())
                    .isEqualTo(value));
    assertThat(port(objects.the("Deployment").at(CONTAINER + "/ports"), "containerPort"))
        .isEqualTo(9001);
    assertThat(port(objects.the("Service").at("/spec/ports"), "port")).isEqualTo(9001);
  }

  @ParameterizedTest(name = "OVMS {0}: {1}")
  @CsvSource({"2025.3, false", "2025.4, true"})
  void metricsAreTextFrom20254On(String version, boolean plainText) {
    OvmsModelServer server = Programs.server(chart, "resnet").image(OvmsImage.of(version)).build();

    assertThat(ServerLink.of(server).metrics().plainText()).isEqualTo(plainText);
  }

  @Test
  void labelsAndAnnotationsReachEveryObjectAndLabelsThePods() {
    Programs.server(chart, "resnet")
        .label("team", "vision")
        .annotation("example.com/owner", "Vision: \"on call\"")
        .build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.objects())
        .hasSize(6)
        .allSatisfy(
            object -> {
              assertThat(object.at("/metadata/labels/team").asText()).isEqualTo("vision");
              assertThat(object.at("/metadata/annotations/example.com~1owner").asText())
                  .isEqualTo("Vision: \"on call\"");
              assertThat(object.at("/metadata/namespace").asText()).isEqualTo("serving");
            });
    JsonNode deployment = objects.the("Deployment");
    assertThat(deployment.at("/spec/template/metadata/labels/team").asText()).isEqualTo("vision");
    assertThat(deployment.at("/spec/selector/matchLabels").has("team")).isFalse();
    assertThat(objects.the("Service").at("/spec/selector").has("team")).isFalse();
  }

  @Test
  void podsRestartWhenTheirConfigurationChangesAndOnlyThen() {
    String before = configHash(server -> server);

    assertThat(configHash(server -> server.label("team", "vision"))).isEqualTo(before);
    assertThat(configHash(server -> server.metrics(OvmsMetric.RESPONSES))).isNotEqualTo(before);
    assertThat(
            configHash(
                server ->
                    server.model(Model.of("bert", ModelSource.of("s3://models/bert").anonymous()))))
        .isNotEqualTo(before);
  }

  @Test
  void chosenMetricsKeepThoseOfTheRatioAndAreListedOnce() {
    OvmsModelServer server =
        Programs.server(chart, "resnet")
            .metrics(OvmsMetric.RESPONSES, OvmsMetric.STREAMS)
            .metrics(OvmsMetric.RESPONSES)
            .build();
    JsonNode file =
        Synthesized.parse(Synthesized.of(chart).the("ConfigMap").at("/data/config.json").asText());

    assertThat(server.findings()).isEmpty();
    assertThat(file.at("/monitoring/metrics/metrics_list"))
        .extracting(JsonNode::asText)
        .containsExactly("ovms_current_requests", "ovms_streams", "ovms_responses");
  }

  @ParameterizedTest(name = "{0} streams, {1} stated: {2}")
  @CsvSource({
    "2, , --rest_workers=8",
    "0, , ",
    "2, 64, --rest_workers=64",
    "0, 2, --rest_workers=2"
  })
  void workersAreWrittenIfConfiguredOrIfStreamsArePinned(
      int streams, Integer stated, String argument) {
    Model model = Model.of("m", ModelSource.of("s3://models/m").anonymous());
    OvmsModelServer.Builder builder =
        OvmsModelServer.Builder.create(chart, "resnet")
            .image(OvmsImage.of("2026.2.1"))
            .model(streams > 0 ? model.streams(streams) : model);
    (stated == null ? builder : builder.restWorkers(stated)).build();

    assertThat(Synthesized.of(chart).the("Deployment").at(CONTAINER + "/args"))
        .extracting(JsonNode::asText)
        .filteredOn(text -> text.startsWith("--rest_workers"))
        .isEqualTo(argument == null ? List.of() : List.of(argument));
  }

  @Test
  void driversComeWithTheFirstModelThatNeedsThem() {
    OvmsModelServer server =
        Programs.server(chart, "resnet")
            .model(
                Model.of("bert", ModelSource.of("s3://models/bert").anonymous())
                    .device(Device.of("NPU")))
            .resources(Resources.cpu("4").memory("8Gi").device("npu.intel.com/accel", 1))
            .deviceGroup(109)
            .rollout(Rollout.START_FIRST)
            .build();

    assertThat(server.findings()).isEmpty();
    assertThat(Synthesized.of(chart).the("Deployment").at(CONTAINER + "/image").asText())
        .isEqualTo("docker.io/openvino/model_server:2026.2.1-gpu");
  }

  @Test
  void aWarningIsGivenBackAndStopsNothing() {
    OvmsModelServer server =
        Programs.server(chart, "resnet")
            .model(
                Model.of("bert", ModelSource.of("s3://models/bert").anonymous())
                    .device(Device.of("GPU")))
            .deviceGroup(109)
            .build();

    assertThat(server.findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.DEVICE_NOT_REQUESTED);
    assertThat(Synthesized.of(chart).all("Deployment")).hasSize(1);
  }

  @Test
  void livesInANamespaceOfTheProgramOrElseInDefault() {
    Namespace created = Namespace.of(chart, "vision");
    OvmsModelServer.Builder builder =
        OvmsModelServer.Builder.create(chart, "resnet")
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("m", ModelSource.of("s3://models/m").anonymous()));

    assertThat(builder.build().namespace()).isEqualTo("default");
    assertThat(Programs.server(chart, "bert").namespace(created).build().namespace())
        .isEqualTo("vision");
  }

  private static int port(JsonNode ports, String field) {
    for (JsonNode port : ports) {
      if (port.get("name").asText().equals(MetricsEndpoint.PORT)) {
        return port.get(field).asInt();
      }
    }
    throw new AssertionError("no port called " + MetricsEndpoint.PORT + " in " + ports);
  }

  private static String configHash(UnaryOperator<OvmsModelServer.Builder> options) {
    Chart chart = Programs.chart();
    options.apply(Programs.server(chart, "resnet")).build();
    return Synthesized.of(chart)
        .the("Deployment")
        .at("/spec/template/metadata/annotations/cdk8s-ovms~1config-hash")
        .asText();
  }
}
