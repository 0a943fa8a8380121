package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.CONNECTIONS_STAY;
import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_PORT;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_NAME;
import static io.github.cdk8sovms.validation.FindingCode.MODELS_NOT_RETRIED;
import static io.github.cdk8sovms.validation.FindingCode.OPERATOR_CANNOT_EXPRESS;
import static io.github.cdk8sovms.validation.FindingCode.OPERATOR_DEPRECATED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server as a ModelServer of the OpenVINO operator. */
class OperatorServerTest {
  private final Chart chart = Programs.chart();

  @Test
  void givesItsObjectsBack() {
    OpenVinoOperatorServer server = server("resnet").build();

    assertThat(server.modelServer().getName()).isEqualTo("resnet");
    assertThat(server.configMap().getName()).isEqualTo("resnet-config");
    assertThat(ApiObject.of(server).getKind()).isEqualTo("ModelServer");
    assertThat(server.findings())
        .extracting(Finding::code)
        .containsExactly(OPERATOR_DEPRECATED, CONNECTIONS_STAY, MODELS_NOT_RETRIED);
  }

  @Test
  void isNotWarnedOfModelsThatAreTriedAgain() {
    OpenVinoOperatorServer server =
        server("resnet").fileSystemPollInterval(Duration.ofMinutes(1)).build();

    assertThat(server.findings()).extracting(Finding::code).doesNotContain(MODELS_NOT_RETRIED);
  }

  @ParameterizedTest(name = "the operator calls the Service of {0} {1}")
  @CsvSource({
    "resnet, resnet-ovms",
    "ovms, ovms",
    "ovms-resnet, ovms-resnet",
    "resnet-ovms, resnet-ovms",
    "resnetovms1, resnetovms1",
    "ov-ms, ov-ms-ovms",
  })
  void autoscalersTargetTheModelServerAndScrapersWhatTheOperatorMakes(String name, String service) {
    OpenVinoOperatorServer server = server(name).build();

    assertThat(ServerLink.of(server).scaleTarget().name()).isEqualTo(name);
    assertThat(ServerLink.of(server).scaleTarget().type().kind()).isEqualTo("ModelServer");
    assertThat(server.serviceName()).isEqualTo(service);
    assertThat(ServerLink.of(server).metrics().podLabels())
        .hasSize(1)
        .containsEntry("app", service);
    assertThat(ServerLink.of(server).metrics().serviceLabels())
        .hasSize(1)
        .containsEntry("app", service);
  }

  @Test
  void theConfigurationIsReadFromTheConfigMapThatIsEmitted() {
    server("resnet").configMap("models", "ovms.json").build();
    Synthesized objects = Synthesized.of(chart);
    JsonNode settings = objects.the("ModelServer").at("/spec/models_settings");

    assertThat(objects.the("ConfigMap").at("/metadata/name").asText()).isEqualTo("models");
    assertThat(objects.the("ConfigMap").at("/data").has("ovms.json")).isTrue();
    assertThat(settings.get("config_configmap_name").asText()).isEqualTo("models");
    assertThat(settings.get("config_path").asText()).isEqualTo("/config/ovms.json");
    assertThat(settings.get("single_model_mode").asBoolean(true)).isFalse();
  }

  @Test
  void replicasAreAlwaysWrittenBecauseWithoutThemThereIsNoScale() {
    server("resnet").build();

    assertThat(spec().at("/deployment_parameters/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void resourcesAreLeftToTheOperatorByDefault() {
    server("resnet").build();

    assertThat(spec().at("/deployment_parameters").has("resources")).isFalse();
  }

  @Test
  void theStreamsKeepTheirWorkers() {
    server("resnet").build();

    assertThat(spec().at("/server_settings/rest_workers").asInt()).isEqualTo(8);
  }

  @Test
  void theRepositoryIsEmptyIfNotNeeded() {
    server("resnet").build();

    assertThat(spec().has("models_repository")).isFalse();
  }

  @Test
  void theWholeClaimIsMounted() {
    server("resnet")
        .model(Model.of("bert", ModelSource.volumeClaim("models", "text/bert")))
        .build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(spec().at("/models_repository/models_volume_claim").asText()).isEqualTo("models");
    assertThat(
            Synthesized.parse(objects.the("ConfigMap").at("/data/config.json").asText())
                .at("/model_config_list/1/config/base_path")
                .asText())
        .isEqualTo("/models/text/bert");
  }

  @Test
  void equalPortsAreReportedOnce() {
    assertThat(codes(server("resnet").ports(8080, 8080))).containsExactly(DUPLICATE_PORT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ResNet", "", "resnet_50", "ResNet-ovms"})
  void aBadNameIsReportedOnce(String name) {
    assertThat(codes(server(name))).containsExactly(INVALID_NAME);
  }

  @ParameterizedTest(name = "{0} characters, with ovms in them: {1}")
  @CsvSource({
    "58, false, true",
    "59, false, false",
    "63, false, false",
    "64, false, false",
    "59, true, true",
    "63, true, true",
    "64, true, false"
  })
  void aNameLeavesRoomForWhatTheOperatorAppendsIfItAppends(
      int length, boolean withOvms, boolean taken) {
    String name = withOvms ? "ovms" + "a".repeat(length - 4) : "a".repeat(length);

    assertThat(codes(server("resnet").name(name).configMap("models", "config.json")))
        .isEqualTo(taken ? List.of() : List.of(INVALID_NAME));
  }

  @Test
  void whatAModelServerHasNoFieldForIsRefused() {
    assertThat(
            codes(
                server("resnet")
                    .model(Model.of("a", ModelSource.image("registry.example.com/m:1", "")))
                    .model(Model.of("b", ModelSource.of("s3://models/b").credentials("one")))))
        .as("an image volume, and credentials beside models that are read without")
        .containsExactly(OPERATOR_CANNOT_EXPRESS, FindingCode.CREDENTIALS);
  }

  private OpenVinoOperatorServer.Builder server(String name) {
    return Programs.operatorServer(chart, "resnet").name(name);
  }

  private JsonNode spec() {
    return Synthesized.of(chart).the("ModelServer").get("spec");
  }

  private static List<FindingCode> codes(OpenVinoOperatorServer.Builder builder) {
    return Reported.codesBuilding(builder::build);
  }
}
