package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.kubernetes.PullPolicy;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class ImagePrepullTest {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
  private static final Scheduling POOL =
      Scheduling.create()
          .nodeSelector("pool", "inference")
          .tolerate(Toleration.of("dedicated").noSchedule())
          .priorityClass("inference");

  private final Chart chart = Programs.chart();

  @Test
  void itRunsOnTheNodesOfTheServerWithoutItsPriority() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").scheduling(POOL).build();
    ImagePrepull.Builder.create(chart, "images").server(resnet).build();

    JsonNode server = Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
    for (String field : List.of("nodeSelector", "tolerations")) {
      assertThat(pod().get(field)).as(field).isNotNull().isEqualTo(server.get(field));
    }
    for (String field : List.of("priorityClassName", "topologySpreadConstraints", "affinity")) {
      assertThat(pod().has(field)).as(field).isFalse();
    }
  }

  @Test
  void itPullsEachImageOnceFromTheMirrorOfTheServers() {
    OvmsModelServer one =
        Programs.server(chart, "one").registry("registry.example.com").imagePullSecret("s").build();
    OvmsModelServer other =
        Programs.server(chart, "other")
            .registry("registry.example.com")
            .imagePullSecret("s")
            .build();
    ImagePrepull.Builder.create(chart, "images").server(one).server(other).build();

    assertThat(pod().path("containers").findValuesAsText("image"))
        .containsExactly("registry.example.com/openvino/model_server:2026.2.1");
    assertThat(pod().at("/imagePullSecrets/0/name").asText()).isEqualTo("s");
  }

  @Test
  void imagesWithModelsAreMountedBecauseTheyHaveNoShell() {
    OvmsModelServer bert =
        OvmsModelServer.Builder.create(chart, "bert")
            .kubernetes(KubernetesVersion.of("1.35"))
            .image(OvmsImage.of("2026.3.1"))
            .model(Model.of("bert", ModelSource.image("example.com/bert:1", "")).streams(2))
            .build();
    ImagePrepull.Builder.create(chart, "images").server(bert).build();

    assertThat(pod().at("/volumes/0/image/reference").asText()).isEqualTo("example.com/bert:1");
    assertThat(pod().at("/containers/0/volumeMounts/0/readOnly").asBoolean()).isTrue();
  }

  @Test
  void aServerThatAsksTheRegistryIsWarnedOf() {
    assertThat(warnings(Programs.server(chart, "resnet").build()))
        .singleElement()
        .hasToString(
            "OVMS153 shop/images/server[resnet].imagePullPolicy: \"Always\" asks the registry at"
                + " every start, also for an image that is on the node. Add"
                + " .imagePullPolicy(PullPolicy.IF_NOT_PRESENT) to the server.");
  }

  @Test
  void aTagThatPodsDoNotAskForIsWarnedOf() {
    OvmsModelServer server =
        Programs.server(chart, "resnet").imagePullPolicy(PullPolicy.IF_NOT_PRESENT).build();

    assertThat(warnings(server))
        .singleElement()
        .hasToString(
            "OVMS153 shop/images/server[resnet].image:"
                + " \"docker.io/openvino/model_server:2026.2.1\" is a tag, and a node keeps the"
                + " image that the tag named when it was pulled; pods on other nodes may run"
                + " another one. Pin it: .image(OvmsImage.of(..).digest(\"sha256:…\")).");
  }

  @Test
  void aDigestThatPodsDoNotAskForStartsWithoutTheRegistry() {
    OvmsModelServer server =
        Programs.server(chart, "resnet")
            .image(OvmsImage.of("2026.2.1").digest(DIGEST))
            .imagePullPolicy(PullPolicy.IF_NOT_PRESENT)
            .build();

    assertThat(warnings(server)).isEmpty();
  }

  @Test
  void itCanBePatchedAsOtherPods() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    ImagePrepull prepull =
        ImagePrepull.Builder.create(chart, "images")
            .server(resnet)
            .patch(
                Patch.of("DaemonSet")
                    .add("/spec/template/spec/containers/0/securityContext/privileged", true))
            .build();

    assertThat(prepull.findings())
        .extracting(Finding::code)
        .contains(FindingCode.PATCH_UNDOES_GUARD);
  }

  private List<Finding> warnings(OvmsModelServer server) {
    return ImagePrepull.Builder.create(chart, "images").server(server).build().findings();
  }

  private JsonNode pod() {
    return Synthesized.of(chart).the("DaemonSet").at("/spec/template/spec");
  }
}
