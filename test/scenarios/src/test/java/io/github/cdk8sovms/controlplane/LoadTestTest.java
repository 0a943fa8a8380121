package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.apps.Quickstart;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.cluster.NodeSimulator;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A load test as it is emitted makes the quickstart scale: the real k6, as the user and with the
 * network that its manifest gives it, through the Service, to emulated pods.
 */
class LoadTestTest {
  private static final Timeline TIMELINE = Timeline.real(7);
  private static final EmulatedOvms OVMS =
      new EmulatedOvms(PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), TIMELINE);
  private static final String JOB = "/apis/batch/v1/namespaces/serving/jobs/load";
  private static final String AUTOSCALER =
      "/apis/autoscaling/v2/namespaces/serving/horizontalpodautoscalers/resnet-autoscaler";

  /** Two pods of two streams do 40 a second, a request taking 0.1 s. */
  private static final Step ABOVE = Step.of(50, Duration.ofSeconds(60));

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(15), List.of(OVMS)));

  @AfterAll
  static void endTime() {
    TIMELINE.close();
  }

  @Test
  void loadAddsPodsAndEndsByItself() {
    // GIVEN
    ControlPlane controlPlane = CONTROL_PLANE.get();
    Examples.of("quickstart").applyTo(controlPlane);
    Chain chain = new Chain(controlPlane);
    chain.awaitListed("ovms_requests_streams_ratio");
    chain.awaitScalingActive("serving", "resnet-autoscaler");
    int before = controlPlane.api().get(AUTOSCALER).at("/status/currentReplicas").asInt();

    // WHEN
    Application load = load();
    load.applyTo(controlPlane);
    Instant start = Instant.now();

    // THEN
    int desired = awaitMoreThan(before);
    Duration decided = Duration.between(start, Instant.now());
    JsonNode ended = awaitEnd();
    String log = String.join("\n", controlPlane.logs("serving"));
    System.out.printf(
        "A load of 50 a second on %d pods that do 40: %d desired after %d s.%n",
        before, desired, decided.toSeconds());
    assertThat(NodeSimulator.isTrue(ended, "Complete")).as(ended + "\n" + log).isTrue();
    assertThat(ended.at("/status/succeeded").asInt()).isEqualTo(1);
    assertThat(log).contains("SCENARIO: step-01", "✓ 'rate>=0.99'");
  }

  private static Application load() {
    App app = new App();
    Chart quickstart = Quickstart.define(app);
    OvmsModelServer resnet = (OvmsModelServer) quickstart.getNode().findChild("resnet");
    LoadTest.Builder.create(new Chart(app, "load"), "load")
        .server(resnet)
        .input(Tensor.of("0", DataType.FP32, 1, 8))
        .step(ABOVE)
        .timeout(Duration.ofSeconds(10))
        // Each pod answers probes and scrapes with the workers that 20 of them wait for.
        .clients(40)
        .build();
    Application all = Application.of("load", app.synthYaml());
    return new Application(
        "load",
        all.objects().stream()
            .filter(
                object ->
                    object.at("/metadata/labels/app.kubernetes.io~1name").asText().equals("k6"))
            .toList());
  }

  private static int awaitMoreThan(int before) {
    return Await.until(
        "more than " + before + " replicas desired",
        Duration.ofSeconds(90),
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode status = CONTROL_PLANE.get().api().get(AUTOSCALER).path("status");
          int desired = status.path("desiredReplicas").asInt();
          return desired > before ? Await.Look.done(desired) : Await.Look.notYet(status.toString());
        });
  }

  private static JsonNode awaitEnd() {
    return Await.until(
        "the end of the load",
        Duration.ofMinutes(2),
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode job = CONTROL_PLANE.get().api().get(JOB);
          return NodeSimulator.isTrue(job, "Complete") || NodeSimulator.isTrue(job, "Failed")
              ? Await.Look.done(job)
              : Await.Look.notYet(job.path("status").toString());
        });
  }
}
