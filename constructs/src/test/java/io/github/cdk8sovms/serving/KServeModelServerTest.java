package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Images;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server as an InferenceService of KServe. */
class KServeModelServerTest {
  private static final String CONTAINER = "/spec/containers/0";

  private final Chart chart = Programs.chart();

  @Test
  void givesItsObjectsBack() {
    KServeModelServer server = Programs.kserve(chart, "resnet").build();

    assertThat(server.inferenceService().getName()).isEqualTo("resnet");
    assertThat(server.servingRuntime().map(ApiObject::getKind)).contains("ServingRuntime");
    assertThat(server.serviceAccount()).isPresent();
    assertThat(ApiObject.of(server).getKind()).isEqualTo("InferenceService");
    assertThat(server.findings()).isEmpty();
  }

  @Test
  void hasTheNamesAndLabelsThatKServeGives() {
    KServeModelServer server = Programs.kserve(chart, "resnet").build();

    assertThat(ServerLink.of(server).scaleTarget().type().kind()).isEqualTo("Deployment");
    assertThat(ServerLink.of(server).scaleTarget().name()).isEqualTo("resnet-predictor");
    assertThat(ServerLink.of(server).scaleTarget().writtenReplicas()).isEmpty();
    assertThat(server.serviceName()).isEqualTo("resnet-predictor");
    assertThat(ServerLink.of(server).containerName()).contains("kserve-container");
    assertThat(ServerLink.of(server).metrics().podLabels())
        .hasSize(1)
        .containsEntry("app", "isvc.resnet-predictor");
    assertThat("resnet-predictor-7d9c5b8f6d-x2x4z").matches(ServerLink.of(server).podNames());
  }

  @Test
  void clientsCallPort80OfTheServiceAndThePortOfThePods() {
    InferenceEndpoint endpoint = Programs.kserve(chart, "resnet").build().endpoint();

    assertThat(endpoint.serviceRest()).isEqualTo(80);
    assertThat(endpoint.rest()).isEqualTo(8081);
    assertThat(endpoint.host()).isEqualTo("resnet-predictor.serving.svc");
    assertThat(Programs.kserve(Programs.chart(), "resnet").headlessService().build().endpoint())
        .returns(8081, InferenceEndpoint::serviceRest);
  }

  @Test
  void httpIsTheFirstPortWhichBecomesPort80() {
    Programs.kserve(chart, "resnet").build();
    JsonNode ports = Synthesized.of(chart).the("ServingRuntime").at(CONTAINER + "/ports");

    assertThat(ports.at("/0/name").asText()).isEqualTo("rest");
    assertThat(ports.at("/1/name").asText()).isEqualTo("grpc");
  }

  @Test
  void leavesTheReplicasToTheAutoscaler() {
    KServeModelServer server = Programs.kserve(chart, "resnet").build();
    RatioAutoscaler autoscaler =
        Programs.autoscaler(chart, server, Programs.adapterOf(chart, server)).build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(server.getHasAutoscaler()).isTrue();
    assertThat(autoscaler.findings()).isEmpty();
    JsonNode service = objects.the("InferenceService");
    assertThat(service.at("/metadata/annotations/serving.kserve.io~1autoscalerClass").asText())
        .isEqualTo("external");
    assertThat(service.at("/spec/predictor").has("minReplicas")).isFalse();
    assertThat(objects.the("HorizontalPodAutoscaler").at("/spec/scaleTargetRef/name").asText())
        .isEqualTo("resnet-predictor");
  }

  @Test
  void aTargetThatTheInferRequestsCannotExceedIsRefused() {
    KServeModelServer server =
        KServeModelServer.Builder.create(chart, "resnet")
            .namespace("serving")
            .image(OvmsImage.of("2026.3.1"))
            .model(
                Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes())
                    .streams(2)
                    .nireq(2))
            .build();

    List<Finding> findings =
        Reported.building(
            () -> Programs.autoscaler(chart, server, Programs.adapterOf(chart, server)).build());

    assertThat(findings).extracting(Finding::code).contains(FindingCode.UNREACHABLE_TARGET);
  }

  @Test
  void configuresOneModelByFlags() {
    KServeModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("2026.3.1"))
        .model(
            Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes())
                .streams(2)
                .shape("in", "(1,3,224,224)")
                .layout("NHWC:NCHW")
                .versions(VersionPolicy.latest(2)))
        .build();

    assertThat(arguments(Synthesized.of(chart).the("ServingRuntime").at(CONTAINER)))
        .startsWith("--model_name=resnet50", "--model_path=/mnt/models")
        .contains(
            "--model_version_policy={\"latest\":{\"num_versions\":2}}",
            "--shape={\"in\":\"(1,3,224,224)\"}",
            "--layout=NHWC:NCHW",
            "--nireq=8",
            "--plugin_config={\"NUM_STREAMS\":\"2\"}",
            "--rest_workers=8",
            "--metrics_enable")
        .noneMatch(flag -> flag.startsWith("--config_path"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aRuntimeOfThePlatformKeepsItsOwnFlagsAndGetsTheOthers() {
    Programs.kserve(chart, "resnet50").runtime(KServeRuntime.kserve()).build();
    Synthesized objects = Synthesized.of(chart);
    JsonNode model = objects.the("InferenceService").at("/spec/predictor/model");

    assertThat(objects.all("ServingRuntime")).isEmpty();
    assertThat(model.get("runtime").asText()).isEqualTo("kserve-openvino");
    assertThat(arguments(model))
        .contains("--metrics_enable", "--nireq=8")
        .noneMatch(flag -> flag.matches("--(model_name|model_path|port|rest_port|file_.*)=.*"));
    assertThat(model.at("/ports/0/containerPort").asInt()).isEqualTo(8080);
    assertThat(model.at("/startupProbe/httpGet/path").asText())
        .isEqualTo("/v2/models/resnet50/ready");
  }

  @Test
  void metricsAreNotEnabledTwice() {
    Programs.kserve(chart, "resnet50").runtime(KServeRuntime.openShiftAi("kserve-ovms")).build();

    assertThat(arguments(Synthesized.of(chart).the("InferenceService").at("/spec/predictor/model")))
        .doesNotContain("--metrics_enable")
        .contains("--nireq=8");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://models/resnet50, s3://models/resnet50, 1000",
    "gs://models/resnet50/, gs://models/resnet50, 1000",
  })
  void cloudStorageIsDownloadedAsTheUserOfTheInitializer(String uri, String expected, int user) {
    build(ModelSource.of(uri).credentials("keys"));
    Synthesized objects = Synthesized.of(chart);

    assertThat(storageUri(objects)).isEqualTo(expected);
    assertThat(objects.the("ServiceAccount").at("/secrets/0/name").asText()).isEqualTo("keys");
    assertThat(
            objects.the("InferenceService").at("/spec/predictor/securityContext/runAsUser").asInt())
        .isEqualTo(user);
  }

  @Test
  void theLimitOfStorageCoversTheDownload() {
    build(ModelSource.of("s3://models/resnet50").credentials("keys"));

    assertThat(
            Synthesized.of(chart)
                .the("ServingRuntime")
                .at(CONTAINER + "/resources/limits/ephemeral-storage")
                .asText())
        .isEqualTo("12Gi");
  }

  @Test
  void settingsOfS3AreAnnotationsBesideARole() {
    build(
        ModelSource.of("s3://models/resnet50")
            .region("eu-central-1")
            .identity(WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/models")));
    JsonNode annotations = Synthesized.of(chart).the("ServiceAccount").at("/metadata/annotations");

    assertThat(annotations.path("eks.amazonaws.com/role-arn").asText()).endsWith("role/models");
    assertThat(annotations.path("serving.kserve.io/s3-region").asText()).isEqualTo("eu-central-1");
  }

  @Test
  void anImageIsMountedAndMirrored() {
    KServeModelServer.Builder.create(chart, "resnet")
        .registry("mirror.example.com/all")
        .image(OvmsImage.of("2026.3.1"))
        .model(
            Model.of("resnet50", ModelSource.image("registry.example.com/resnet:3", "models"))
                .streams(2))
        .build();

    assertThat(storageUri(Synthesized.of(chart)))
        .isEqualTo("oci+native://mirror.example.com/all/resnet:3");
    assertThat(Images.of(chart)).contains("mirror.example.com/all/resnet:3");
  }

  @Test
  void aStartBeyondTheProgressDeadlineIsWarnedOf() {
    assertThat(Programs.kserve(chart, "resnet").startup(Duration.ofMinutes(11)).build().findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.KSERVE_START_TOO_LONG);
  }

  @Test
  void resourcesAreThoseOfTheContainerThatIsEmitted() {
    Programs.kserve(chart, "resnet").resources(Resources.cpu("3").memory("5Gi")).build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.the("ServingRuntime").at(CONTAINER + "/resources/requests/cpu").asText())
        .isEqualTo("3");
    assertThat(objects.the("InferenceService").at("/spec/predictor/model").has("resources"))
        .isFalse();
  }

  private void build(ModelSource source) {
    KServeModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", source).streams(2))
        .build();
  }

  private static String storageUri(Synthesized objects) {
    return objects.the("InferenceService").at("/spec/predictor/model/storageUri").asText();
  }

  private static List<String> arguments(JsonNode container) {
    List<String> arguments = new ArrayList<>();
    container.path("args").forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }
}
