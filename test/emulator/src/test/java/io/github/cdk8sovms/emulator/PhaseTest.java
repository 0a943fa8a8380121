package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The phases of a pod, and its metrics meanwhile. */
class PhaseTest {
  private static final Duration SERVICE = Duration.ofMillis(100);
  private static final String VERSION_1 = "{name=\"resnet50\",version=\"1\"}";
  private static final String VERSION_2 = "{name=\"resnet50\",version=\"2\"}";

  private Timeline timeline;
  private OvmsPod pod;
  private Load load;

  @BeforeEach
  void startPod() {
    timeline = Timeline.simulated(3);
    pod =
        OvmsPod.start(
            "pod",
            Servers.of("2026.2.1", 4, 16).spec(),
            PodTimes.of(ServiceTime.constant(SERVICE)).loading(Duration.ofSeconds(30)),
            timeline);
    load = Load.of(Clients.http(Servers.MODEL).evenly(), timeline);
    load.endpoints(List.of(pod));
  }

  @Test
  void whileItLoadsAllSeriesAreThereAtZero() {
    load.perSecond(10);
    timeline.advance(Duration.ofSeconds(29));

    assertThat(pod.isReady()).isFalse();
    assertThat(Scrape.of(pod).samples())
        .containsKey("ovms_streams" + VERSION_1)
        .containsKey("ovms_current_requests" + VERSION_1)
        .containsKey("ovms_wait_for_infer_req_time_us_count" + VERSION_1)
        .allSatisfy((series, value) -> assertThat(value).as(series).isZero());
    assertThat(load.sample().answered()).as("it has no model to ask").isZero();
  }

  @Test
  void onceLoadedItServes() {
    timeline.advance(Duration.ofSeconds(30));
    load.perSecond(20);
    timeline.advance(Duration.ofMillis(60_020));

    Scrape scrape = Scrape.of(pod);
    assertThat(pod.isReady()).isTrue();
    assertThat(scrape.sum("ovms_streams")).isEqualTo(4);
    assertThat(scrape.sum("ovms_current_requests")).as("20/s of 0.1 s").isEqualTo(2);
    assertThat(scrape.sum("ovms_requests_success", "interface=\"REST\"")).isEqualTo(1198);
    assertThat(scrape.sum("ovms_requests_success", "interface=\"gRPC\"")).isZero();
  }

  /** Two versions are there; the old one serves until the new one is loaded, then stays at zero. */
  @Test
  void aVersionUpdateKeepsTheOldSeriesAtZero() {
    timeline.advance(Duration.ofSeconds(30));
    load.perSecond(20);
    timeline.advance(Duration.ofSeconds(60));
    pod.update(Servers.MODEL, Duration.ofSeconds(20));

    timeline.advance(Duration.ofSeconds(19));
    assertThat(Scrape.of(pod).samples())
        .containsEntry("ovms_streams" + VERSION_1, 4.0)
        .containsEntry("ovms_streams" + VERSION_2, 0.0)
        .containsEntry("ovms_current_requests" + VERSION_1, 2.0)
        .containsEntry("ovms_current_requests" + VERSION_2, 0.0);

    timeline.advance(Duration.ofMillis(1020));
    assertThat(Scrape.of(pod).samples())
        .as("it finishes what it has")
        .containsEntry("ovms_streams" + VERSION_1, 4.0)
        .containsEntry("ovms_streams" + VERSION_2, 4.0);

    timeline.advance(Duration.ofSeconds(1));
    assertThat(Scrape.of(pod).samples())
        .containsEntry("ovms_streams" + VERSION_1, 0.0)
        .containsEntry("ovms_current_requests" + VERSION_1, 0.0)
        .containsEntry("ovms_streams" + VERSION_2, 4.0)
        .containsEntry("ovms_current_requests" + VERSION_2, 2.0);
    assertThat(load.sample().refused()).as("no request is lost by it").isZero();
  }

  @Test
  void aSilentPodAnswersNothingAndCatchesUp() {
    timeline.advance(Duration.ofSeconds(30));
    load.perSecond(20);
    timeline.advance(Duration.ofSeconds(10));
    load.sample();
    pod.phase(Phase.SILENT);
    timeline.advance(Duration.ofSeconds(10));

    assertThat(pod.isReady()).isFalse();
    assertThat(load.sample().answered()).isZero();

    pod.phase(Phase.NORMAL);
    timeline.advance(Duration.ofSeconds(60));
    LoadSample after = load.sample();
    assertThat(pod.isReady()).isTrue();
    assertThat(after.answered() * 60).as("also those that had come").isCloseTo(1400, within(4.0));
    assertThat(after.p95Millis()).isGreaterThan(5_000);
  }

  @Test
  void aSlowPodTakesLonger() {
    timeline.advance(Duration.ofSeconds(30));
    load.perSecond(10);
    pod.phase(Phase.slow(3));
    timeline.advance(Duration.ofMinutes(1));
    assertThat(load.sample().p50Millis()).isCloseTo(300, within(1.0));

    pod.phase(Phase.NORMAL);
    timeline.advance(Duration.ofMinutes(1));
    assertThat(load.sample().p50Millis()).isCloseTo(100, within(1.0));
  }

  @Test
  void modelsHaveTimesOfTheirOwn() {
    PodTimes times =
        PodTimes.of(ServiceTime.constant(SERVICE))
            .ofModel(Servers.MODEL, ServiceTime.constant(SERVICE.multipliedBy(5)));
    OvmsPod slower = OvmsPod.start("slower", Servers.of("2026.2.1", 4, 16).spec(), times, timeline);
    load.endpoints(List.of(slower));
    load.perSecond(4);
    timeline.advance(Duration.ofMinutes(1));

    assertThat(Scrape.of(slower).meanSeconds("ovms_inference_time_us"))
        .isCloseTo(0.5, withinPercentage(1));
  }
}
