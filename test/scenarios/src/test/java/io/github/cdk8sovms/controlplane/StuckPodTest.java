package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.Phase;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * With {@code .restartWhenStuck()}, a pod that completes nothing is restarted, and a busy one not.
 */
@Tag("full")
class StuckPodTest {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofSeconds(1))).loading(Duration.ofSeconds(1)),
          Duration.ofSeconds(15));

  private final ControlPlane controlPlane = CLUSTER.get();

  @Test
  void onlyAPodThatCompletesNothingIsRestarted() throws Exception {
    // GIVEN
    server().applyTo(controlPlane);
    new Chain(controlPlane).awaitReady("deployment", "serving", "resnet", 2);
    try (Load load = CLUSTER.clients(Clients.grpc("resnet50", 8), "serving", "resnet")) {
      load.perSecond(10);
      Thread.sleep(WINDOW.plusSeconds(40).toMillis());
      assertThat(restarts()).as("restarts of pods at more than twice their load").isZero();

      // WHEN
      OvmsPod stuck = CLUSTER.ovms().pods().iterator().next();
      stuck.phase(Phase.HANGING);

      // THEN
      Await.until(
          "the pod that hangs is restarted",
          Duration.ofMinutes(4),
          controlPlane::diagnosis,
          () -> Await.Look.when(restarts() >= 1, restarts() + " restarts"));
      new Chain(controlPlane).awaitReady("deployment", "serving", "resnet", 2);
      assertThat(restarts()).isEqualTo(1);
    }
  }

  private int restarts() {
    List<JsonNode> pods = controlPlane.api().list("/api/v1/namespaces/serving/pods");
    return pods.stream()
        .mapToInt(pod -> pod.at("/status/containerStatuses/0/restartCount").asInt())
        .sum();
  }

  private static Application server() {
    App app = new App();
    Chart chart = new Chart(app, "stuck");
    OvmsModelServer.Builder.create(chart, "resnet")
        .namespace(Namespace.of(chart, "serving"))
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous()).streams(2))
        .resources(Resources.cpu("2").memory("2Gi"))
        .maxRequestDuration(WINDOW.dividedBy(2))
        .restartWhenStuck()
        .replicas(2)
        .build();
    return Application.of("stuck", app.synthYaml());
  }
}
