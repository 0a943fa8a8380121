package io.github.cdk8sovms.acceptance.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Starter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The load test of the first program adds pods for the request times that the tutorial gives: with
 * its rates and clients, on emulated pods of the server that is written.
 */
class StarterLoadTest {
  /** The HPA's target with its tolerance of 10 %. */
  private static final double LIMIT = 1.1;

  @TempDir private static Path directory;
  private static Starter starter;

  @BeforeAll
  static void run() {
    starter = Starter.run(directory);
  }

  @Test
  void theTutorialSaysWhatIsOffered() {
    assertThat(Page.TUTORIAL.text())
        .contains(
            "For a minute it offers %d requests per second, then %d for five minutes, from %d clients at most."
                .formatted(rate(1), rate(2), clients()));
    assertThat(step(1).path("duration").asText()).isEqualTo("1m");
    assertThat(step(2).path("duration").asText()).isEqualTo("5m");
    assertThat(Page.TUTORIAL.text())
        .contains("*t* is longer than 10 ms", "up to 3 if *t* is longer than 20 ms");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1,   8, false",
    "1, 1,  25, false",
    "1, 1, 100, false",
    "2, 1,   8, false",
    "2, 1,  12, true",
    "2, 1,  25, true",
    "2, 1, 100, true",
    "2, 2,  10, false",
    "2, 2,  25, true",
    "2, 2, 100, true",
  })
  void podsAreAdded(int step, int pods, int millis, boolean added) {
    assertThat(ratio(step, pods, Duration.ofMillis(millis)) > LIMIT).isEqualTo(added);
  }

  /** The mean of the metric in the second minute of a step. */
  private static double ratio(int step, int pods, Duration time) {
    Timeline timeline = Timeline.simulated(1);
    PodTimes times = PodTimes.of(ServiceTime.constant(time)).loading(Duration.ZERO);
    List<OvmsPod> ready =
        IntStream.range(0, pods)
            .mapToObj(
                pod -> OvmsPod.start("resnet-" + pod, StarterServer.of(starter), times, timeline))
            .toList();
    Load load = Load.of(Clients.http("resnet50").evenly().connections(clients() / pods), timeline);
    load.endpoints(ready);
    load.perSecond(rate(step));
    timeline.advance(Duration.ofMinutes(1));
    int samples = 150;
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      // Not a multiple of the time between requests.
      timeline.advance(Duration.ofMillis(403));
      sum +=
          ready.stream()
              .mapToDouble(pod -> pod.requestsPerStream("resnet50"))
              .average()
              .orElseThrow();
    }
    return sum / samples;
  }

  private static int rate(int step) {
    assertThat(step(step).path("timeUnit").asText()).isEqualTo("1s");
    return step(step).path("rate").asInt();
  }

  private static int clients() {
    return step(2).path("maxVUs").asInt();
  }

  private static JsonNode step(int number) {
    return starter.loadOptions().at("/scenarios/step-0" + number);
  }
}
