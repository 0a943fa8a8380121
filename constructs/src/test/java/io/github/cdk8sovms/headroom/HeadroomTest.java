package io.github.cdk8sovms.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.DeviceClaim;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class HeadroomTest {
  private static final Scheduling GPU_POOL =
      Scheduling.create()
          .nodeSelector("pool", "gpu")
          .tolerate(Toleration.of("gpu").noSchedule())
          .priorityClass("inference");

  private final Chart chart = Programs.chart();

  @Test
  void pausePodsHaveSizeAndNodesOfTheServersPods() {
    Headroom.Builder.create(chart, "room").server(onGpu()).pods(2).build();

    JsonNode server = pod("gpu");
    JsonNode pause = pod("room");
    for (String resource : List.of("cpu", "memory", "gpu.intel.com~1xe")) {
      String field = "/containers/0/resources/requests/" + resource;
      assertThat(pause.at(field).asText())
          .as(field)
          .isEqualTo(server.at(field).asText())
          .isNotEmpty();
    }
    for (String field : List.of("nodeSelector", "tolerations")) {
      assertThat(pause.get(field)).as(field).isNotNull().isEqualTo(server.get(field));
    }
  }

  @Test
  void everyOtherPodComesFirstAndANodeIsStillAdded() {
    Headroom headroom = Headroom.Builder.create(chart, "room").server(onGpu()).pods(1).build();

    JsonNode priority = Synthesized.of(chart).the("PriorityClass");
    assertThat(priority.at("/metadata/name").asText()).isEqualTo("serving-room");
    assertThat(priority.at("/metadata").has("namespace")).isFalse();
    assertThat(priority.path("value").asInt()).isEqualTo(-10);
    assertThat(priority.path("preemptionPolicy").asText()).isEqualTo("Never");
    assertThat(priority.path("globalDefault").asBoolean(true)).isFalse();
    assertThat(pod("room").path("priorityClassName").asText()).isEqualTo("serving-room");
    assertThat(pod("room").path("terminationGracePeriodSeconds").asInt()).isEqualTo(1);
    assertThat(headroom.findings()).as("it preempts no server").isEmpty();
  }

  /** A priority of the headroom is no reason to warn servers without one. */
  @Test
  void aServerWithoutPriorityIsNotWarned() {
    Headroom.Builder.create(chart, "room").server(onGpu()).pods(1).build();

    assertThat(Programs.server(chart, "another").build().findings()).isEmpty();
  }

  @Test
  void thePodsMayNotUseTheNetwork() {
    Headroom headroom =
        Headroom.Builder.create(chart, "room")
            .server(Programs.server(chart, "resnet").build())
            .pods(1)
            .build();

    JsonNode policy =
        Synthesized.of(chart).all("NetworkPolicy").stream()
            .filter(it -> it.at("/metadata/name").asText().equals("room"))
            .findFirst()
            .orElseThrow()
            .path("spec");
    assertThat(policy.path("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(policy.has("ingress") || policy.has("egress")).isFalse();
    assertThat(headroom.objects())
        .extracting(object -> object.getKind())
        .containsExactly("PriorityClass", "ServiceAccount", "Deployment", "NetworkPolicy");
  }

  @Test
  void devicesOfADraDriverCannotBeReserved() {
    OvmsModelServer claiming =
        OvmsModelServer.Builder.create(chart, "gpu")
            .namespace("serving")
            .kubernetes(KubernetesVersion.of("1.34"))
            .image(OvmsImage.of("2026.3.1"))
            .model(
                Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous())
                    .device(Device.of("GPU"))
                    .streams(2))
            .deviceClaim(DeviceClaim.template("intel-gpu"))
            .build();

    assertThat(
            Reported.building(
                Headroom.Builder.create(chart, "room").server(claiming).pods(1)::build))
        .extracting(Object::toString)
        .containsExactly(
            "OVMS151 shop/room.server: the server claims devices of a DRA driver, and the scheduler"
                + " does not see that they become free when it preempts a pause pod. Leave the"
                + " headroom out, or request devices of a device plugin with Device.gpu(..).");
  }

  @Test
  void aCapacityBufferRefersToTheServer() {
    CapacityBuffer.Builder.create(chart, "buffer")
        .server(Programs.server(chart, "resnet").build())
        .pods(3)
        .build();

    JsonNode buffer = Synthesized.of(chart).the("CapacityBuffer");
    assertThat(buffer.at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(buffer.path("spec").toString())
        .isEqualTo(
            "{\"scalableRef\":{\"apiGroup\":\"apps\",\"kind\":\"Deployment\",\"name\":\"resnet\"},"
                + "\"replicas\":3}");
  }

  private OvmsModelServer onGpu() {
    return OvmsModelServer.Builder.create(chart, "gpu")
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(
            Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous())
                .device(Device.gpu(GpuDriver.XE))
                .streams(2))
        .resources(Resources.cpu("4").memory("2Gi"))
        .deviceGroup(992)
        .scheduling(GPU_POOL)
        .build();
  }

  private JsonNode pod(String deployment) {
    return Synthesized.of(chart).all("Deployment").stream()
        .filter(it -> it.at("/metadata/name").asText().equals(deployment))
        .findFirst()
        .orElseThrow()
        .at("/spec/template/spec");
  }
}
