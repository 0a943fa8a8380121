package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** gRPC clients that balance over the pods of a headless Service. */
class RoundRobinTest {
  private static final Servers STAYING = Servers.of("2026.2.1", 4, 16);
  private static final Servers AGING =
      STAYING.with("--grpc_channel_arguments=grpc.max_connection_age_ms=60000");

  private final Timeline timeline = Timeline.simulated(42);

  @Test
  void oneClientUsesAllPodsInTurn() {
    List<OvmsPod> pods = pods(STAYING, 3);
    load(1, pods);

    for (OvmsPod pod : pods) {
      assertThat(answeredIn(pod, Duration.ofMinutes(1))).isCloseTo(10, withinPercentage(5));
    }
  }

  @Test
  void aNewPodIsFoundWhenAConnectionEnds() {
    List<OvmsPod> pods = pods(AGING, 2);
    Load load = load(1, pods.subList(0, 1));
    timeline.advance(Duration.ofSeconds(40));
    load.endpoints(pods);

    assertThat(answeredIn(pods.get(1), Duration.ofSeconds(13))).as("too young").isZero();
    timeline.advance(Duration.ofSeconds(13));
    assertThat(answeredIn(pods.get(1), Duration.ofMinutes(5))).isCloseTo(15, withinPercentage(5));
  }

  @Test
  void withoutAMaximumAgeANewPodIsNeverFound() {
    List<OvmsPod> pods = pods(STAYING, 2);
    Load load = load(10, pods.subList(0, 1));
    timeline.advance(Duration.ofMinutes(1));
    load.endpoints(pods);

    assertThat(answeredIn(pods.get(1), Duration.ofMinutes(30))).isZero();
  }

  /** Ten connections end in each minute, and the name is asked for twice in it at most. */
  @Test
  void theNameIsNotAskedForSoonerThanHalfAMinuteLater() {
    List<OvmsPod> pods =
        pods(STAYING.with("--grpc_channel_arguments=grpc.max_connection_age_ms=6000"), 2);
    Load load = load(1, pods.subList(0, 1));
    timeline.advance(Duration.ofSeconds(20));
    load.endpoints(pods);

    assertThat(answeredIn(pods.get(1), Duration.ofSeconds(9))).isZero();
    assertThat(answeredIn(pods.get(1), Duration.ofSeconds(31))).isPositive();
  }

  @Test
  void aPodThatGoesIsLeftAndNothingIsLost() {
    List<OvmsPod> pods = pods(AGING, 2);
    Load load = load(5, pods);
    timeline.advance(Duration.ofMinutes(1));
    load.sample();
    load.endpoints(pods.subList(0, 1));
    pods.get(1).terminate();
    timeline.advance(Duration.ofMinutes(2));

    LoadSample sample = load.sample();
    assertThat(sample.refused()).isZero();
    assertThat(sample.answered()).isCloseTo(30, withinPercentage(5));
  }

  @Test
  void withoutAPodCallsFail() {
    Load load = load(1, List.of());
    timeline.advance(Duration.ofSeconds(10));

    assertThat(load.sample().refused()).isPositive();
    assertThat(load.sample().answered()).isZero();
  }

  private Load load(int clients, List<OvmsPod> ready) {
    Load load = Load.headless(Clients.grpc(Servers.MODEL, clients), timeline);
    load.endpoints(ready);
    load.perSecond(30);
    return load;
  }

  /** Answers a second in some time from now on. */
  private double answeredIn(OvmsPod pod, Duration time) {
    double before = Scrape.of(pod).sum("ovms_inference_time_us_count");
    timeline.advance(time);
    return (Scrape.of(pod).sum("ovms_inference_time_us_count") - before) / time.toSeconds();
  }

  private List<OvmsPod> pods(Servers server, int count) {
    PodTimes times = PodTimes.of(ServiceTime.constant(Duration.ofMillis(50)));
    return IntStream.range(0, count)
        .mapToObj(i -> OvmsPod.start("pod-" + i, server.spec(), times, timeline))
        .toList();
  }
}
