package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Starter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first program of the README on an empty cluster: applied in the order of its files, it adds
 * pods under its own load test, as it is written.
 */
class StarterChainTest {
  private static final Timeline TIMELINE = Timeline.real(7);

  /** A pod of one stream does 40 a second, and the second step offers 100. */
  private static final EmulatedOvms OVMS =
      new EmulatedOvms(PodTimes.of(ServiceTime.constant(Duration.ofMillis(25))), TIMELINE);

  private static final String AUTOSCALER =
      "/apis/autoscaling/v2/namespaces/serving/horizontalpodautoscalers/resnet-autoscaler";

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(15), List.of(OVMS)));

  @TempDir private static Path directory;

  @AfterAll
  static void endTime() {
    TIMELINE.close();
  }

  @Test
  void itsLoadTestAddsPods() {
    // GIVEN
    Starter starter = Starter.run(directory);
    Chain chain = new Chain(CONTROL_PLANE.get());

    // WHEN
    apply(starter.yaml("shop"));

    // THEN
    chain.awaitReady("deployment", "serving", "resnet", 1);
    chain.awaitApiServiceAvailable("v1beta2");
    chain.awaitScalingActive("serving", "resnet-autoscaler");

    // WHEN
    apply(starter.yaml("load"));
    Instant start = Instant.now();

    // THEN
    assertThat(awaitDesired(2)).as("after the first step").isGreaterThan(Duration.ofMinutes(1));
    awaitDesired(3);
    chain.awaitReady("deployment", "serving", "resnet", 3);
    System.out.printf(
        "The first program, from its apply, with three pods %d s after that of its load:%n%s",
        Duration.between(start, Instant.now()).toSeconds(), chain.times());
  }

  private static void apply(String yaml) {
    Manifest.of(yaml).forEach(object -> CONTROL_PLANE.get().api().apply(object.tree()));
  }

  /** How long it took until at least this number of pods was desired. */
  private static Duration awaitDesired(int pods) {
    Instant start = Instant.now();
    return Await.until(
        pods + " replicas desired",
        Duration.ofMinutes(4),
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode status = CONTROL_PLANE.get().api().get(AUTOSCALER).path("status");
          return status.path("desiredReplicas").asInt() >= pods
              ? Await.Look.done(Duration.between(start, Instant.now()))
              : Await.Look.notYet(status.toString());
        });
  }
}
