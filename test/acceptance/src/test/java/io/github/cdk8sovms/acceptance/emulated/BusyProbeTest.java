package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.Servers;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a kubelet waits for an answer while every connection over HTTP has a request, minute
 * after minute, on a pod of four streams of 200 ms: 20 requests a second.
 */
class BusyProbeTest {
  /** From the connections of a pod, which queue this number of seconds of its work. */
  @ParameterizedTest(name = "{0} connections")
  @CsvSource({"16, 0", "200, 10", "1000, 50", "1200, 60"})
  void aProbeWaitsForTheRequestsBeforeIt(int connections, double seconds) {
    assertThat(waits(connections))
        .allSatisfy(wait -> assertThat(wait).isCloseTo(seconds, within(1.5)));
  }

  @Test
  void aThousandConnectionsAreLessThanThePatienceOfTheLivenessProbe() {
    JsonNode liveness =
        Manifest.of(
                chart ->
                    OvmsModelServer.Builder.create(chart, "resnet")
                        .image(OvmsImage.of("2026.2.1"))
                        .model(
                            Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(4))
                        .build())
            .stream()
            .map(Manifest::tree)
            .filter(object -> object.path("kind").asText().equals("Deployment"))
            .findFirst()
            .orElseThrow()
            .at("/spec/template/spec/containers/0/livenessProbe");

    assertThat(waits(1000))
        .allSatisfy(wait -> assertThat(wait).isLessThan(liveness.path("timeoutSeconds").asInt()));
  }

  /** Of probes every 10 seconds, for ten minutes of twice what the pod can do. */
  private static List<Double> waits(int connections) {
    Timeline timeline = Timeline.simulated(3);
    OvmsPod pod =
        OvmsPod.start(
            "pod",
            Servers.of("2026.2.1", 4, 16).with("--rest_workers=16").spec(),
            PodTimes.of(ServiceTime.constant(Duration.ofMillis(200))),
            timeline);
    Load load = Load.of(Clients.http(Servers.MODEL).connections(connections), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(40);
    timeline.advance(Duration.ofSeconds(connections / 20 + 30));
    List<Double> waits = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      timeline.run(
          () -> {
            double asked = timeline.seconds();
            pod.onWorker(() -> waits.add(timeline.seconds() - asked));
          });
      timeline.advance(Duration.ofSeconds(10));
    }
    timeline.advance(Duration.ofMinutes(2));
    assertThat(waits).hasSize(60);
    return waits;
  }
}
