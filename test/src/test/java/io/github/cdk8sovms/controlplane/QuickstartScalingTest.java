package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quickstart's autoscaler, with all times as they are emitted and as Kubernetes has them. */
class QuickstartScalingTest {
  private static final Timeline TIMELINE = Timeline.real(3);
  private static final EmulatedOvms OVMS =
      new EmulatedOvms(PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), TIMELINE);
  private static final String RATIO = "ovms_requests_streams_ratio";
  private static final String AUTOSCALER =
      "/apis/autoscaling/v2/namespaces/serving/horizontalpodautoscalers/resnet-autoscaler";

  /** A pod has two streams, and a request takes 0.1 s. */
  private static final double CAPACITY_PER_SECOND = 20;

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(15), List.of(OVMS)));

  private final Load load = Load.of(Clients.http("resnet50"), TIMELINE);
  private int smallest;

  @BeforeEach
  void halfOfTheTimeOfTheFewestPodsIsBusy() {
    ControlPlane controlPlane = CONTROL_PLANE.get();
    Application quickstart = Application.of("quickstart");
    smallest = quickstart.ofKind("HorizontalPodAutoscaler").get(0).at("/spec/minReplicas").asInt();
    quickstart.applyTo(controlPlane);
    controlPlane.alongside(OVMS.offer(load, controlPlane, "serving", "resnet"));
    load.perSecond(smallest * CAPACITY_PER_SECOND / 2);
    Chain chain = new Chain(controlPlane);
    chain.awaitListed(RATIO);
    chain.awaitScalingActive("serving", "resnet-autoscaler");
  }

  @AfterEach
  void endLoad() {
    load.close();
  }

  @AfterAll
  static void endTime() {
    TIMELINE.close();
  }

  @Test
  void stepOfTheLoadAddsPodsWithinAMinute() {
    // GIVEN
    Instant step = Instant.now();

    // WHEN
    load.perSecond(smallest * CAPACITY_PER_SECOND * 1.4);

    // THEN
    int desired = awaitDesired(smallest + 1, Duration.ofMinutes(1));
    Duration decided = Duration.between(step, Instant.now());
    new Chain(CONTROL_PLANE.get()).awaitReady("deployment", "serving", "resnet", desired);
    System.out.printf(
        "A step to 1.4 times what %d pods can do: decided on %d after %d s, ready after %d s.%n",
        smallest, desired, decided.toSeconds(), Duration.between(step, Instant.now()).toSeconds());
  }

  @Test
  void apiServerThatIsAwayForAWhileCostsNoPodAndIsFoundAgain() {
    // GIVEN
    ControlPlane controlPlane = CONTROL_PLANE.get();
    Set<String> before = OVMS.names();

    // WHEN
    controlPlane.servers().stop(ControlPlaneBinary.KUBE_APISERVER);
    Await.pause(Duration.ofSeconds(10));
    controlPlane.servers().start(ControlPlaneBinary.KUBE_APISERVER);
    controlPlane.servers().awaitApiServer();
    Instant back = Instant.now();
    load.perSecond(0);

    // THEN
    awaitAverageBelow(0.2);
    System.out.printf(
        "API server away for 10 s: %d s after it was back the autoscaler knows that the load is gone.%n",
        Duration.between(back, Instant.now()).toSeconds());
    assertThat(OVMS.names()).containsAll(before);
  }

  private static int awaitDesired(int atLeast, Duration limit) {
    return Await.until(
        "at least " + atLeast + " replicas desired",
        limit,
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode status = CONTROL_PLANE.get().api().get(AUTOSCALER).path("status");
          int desired = status.path("desiredReplicas").asInt();
          return desired >= atLeast
              ? Await.Look.done(desired)
              : Await.Look.notYet(status.toString());
        });
  }

  /** What the autoscaler itself has last seen, over all pods. */
  private static void awaitAverageBelow(double limit) {
    Await.until(
        "an average below " + limit,
        Duration.ofMinutes(2),
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode status = CONTROL_PLANE.get().api().get(AUTOSCALER).path("status");
          String average = status.at("/currentMetrics/0/pods/current/averageValue").asText();
          return Await.Look.when(
              !average.isEmpty() && Chain.number(average).doubleValue() < limit, status.toString());
        });
  }
}
