package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How clients find pods, and what they see of them. */
class LoadTest {
  private static final Servers SERVER = Servers.of("2026.2.1", 4, 16);
  private static final Clients HTTP = Clients.http(Servers.MODEL);

  private Timeline timeline;

  @BeforeEach
  void startTime() {
    timeline = Timeline.simulated(42);
  }

  @Test
  void requestsOverHttpAreSpreadOverAllPodsAtOnce() {
    List<OvmsPod> pods = pods(SERVER, 3);
    Load load = Load.of(HTTP, timeline);
    load.endpoints(pods.subList(0, 1));
    load.perSecond(30);
    timeline.advance(Duration.ofMinutes(1));
    load.endpoints(pods);

    assertThat(answeredIn(pods.get(2), Duration.ofMinutes(10))).isCloseTo(10, withinPercentage(5));
    assertThat(answeredIn(pods.get(0), Duration.ofMinutes(10))).isCloseTo(10, withinPercentage(5));
  }

  @Test
  void withoutAMaximumAgeNoConnectionOfGrpcFindsANewPod() {
    List<OvmsPod> pods = pods(SERVER, 2);
    Load load = overGrpcFirstToOnePod(pods);
    load.endpoints(pods);

    assertThat(answeredIn(pods.get(1), Duration.ofMinutes(30))).isZero();
  }

  @Test
  void aMaximumAgeSpreadsConnectionsOfGrpcOverNewPods() {
    List<OvmsPod> pods =
        pods(SERVER.with("--grpc_channel_arguments=grpc.max_connection_age_ms=60000"), 2);
    Load load = overGrpcFirstToOnePod(pods);
    load.endpoints(pods);

    assertThat(answeredIn(pods.get(1), Duration.ofSeconds(4))).as("too young").isZero();
    timeline.advance(Duration.ofSeconds(66));
    assertThat(answeredIn(pods.get(1), Duration.ofMinutes(10))).isCloseTo(20, withinPercentage(15));
  }

  /** The default of OVMS: as many calls at a time on a connection as there are cores. */
  @Test
  void callsBeyondThoseOfAConnectionWaitInTheClientUnseen() {
    OvmsPod pod =
        pods(SERVER.with("--grpc_channel_arguments=grpc.max_concurrent_streams=2"), 1).get(0);
    Load load = Load.of(Clients.grpc(Servers.MODEL, 1), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(60);
    timeline.advance(Duration.ofMinutes(5));

    assertThat(pod.requestsPerStream(Servers.MODEL)).isEqualTo(2.0 / 4);
    assertThat(load.sample().p50Millis()).isGreaterThan(10_000);
  }

  @Test
  void aLimitOfConnectionsKeepsHttpRequestsInTheClient() {
    List<OvmsPod> pods = pods(SERVER, 2);
    Load load = Load.of(HTTP.connections(3), timeline);
    load.endpoints(pods);
    load.perSecond(200);
    timeline.advance(Duration.ofMinutes(1));

    assertThat(load.sample().ratios()).containsValues(3.0 / 4, 3.0 / 4);
    load.perSecond(0);
    timeline.advance(Duration.ofHours(1));
    assertThat(load.sample().ratios()).containsValues(0.0, 0.0);
  }

  @ParameterizedTest
  @EnumSource(Clients.Protocol.class)
  void requestsOfAPodThatEndsAreLostAndOthersGoElsewhere(Clients.Protocol protocol) {
    List<OvmsPod> pods = pods(Servers.of("2026.2.1", 4, 16), 2);
    Load load =
        Load.of(
            new Clients(
                Servers.MODEL, protocol, 20, Clients.Arrivals.EVEN, Duration.ofSeconds(1), false),
            timeline);
    load.endpoints(pods);
    load.perSecond(30);
    timeline.advance(Duration.ofMinutes(1));
    load.sample();
    pods.get(1).close();
    load.endpoints(pods.subList(0, 1));

    assertThat(load.sample().refused()).as("those that it held").isPositive();
    timeline.advance(Duration.ofMinutes(5));
    LoadSample after = load.sample();
    assertThat(after.refused()).isZero();
    assertThat(after.answered()).isCloseTo(30, withinPercentage(1));
    assertThat(after.ratios()).containsOnlyKeys("pod-0");
  }

  /** gRPC clients get GOAWAY, and HTTP clients are moved by the Service; so nothing is lost. */
  @ParameterizedTest
  @EnumSource(Clients.Protocol.class)
  void aPodThatIsTerminatedFinishesWhatItHas(Clients.Protocol protocol) {
    List<OvmsPod> pods = pods(SERVER, 2);
    Load load =
        Load.of(
            new Clients(
                Servers.MODEL, protocol, 20, Clients.Arrivals.EVEN, Duration.ofSeconds(1), false),
            timeline);
    load.endpoints(pods);
    load.perSecond(30);
    timeline.advance(Duration.ofMinutes(1));
    load.endpoints(pods.subList(0, 1));
    pods.get(1).terminate();
    timeline.advance(Duration.ofMinutes(1));

    assertThat(load.sample().refused()).isZero();
    assertThat(pods.get(1).isReady()).isFalse();
    assertThat(answeredIn(pods.get(1), Duration.ofMinutes(1))).isZero();
  }

  @Test
  void aPodThatIsTerminatedLosesWhatTakesLongerThanFiveSeconds() {
    OvmsPod pod = pods(SERVER, 1).get(0);
    Load load = Load.of(HTTP.evenly(), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(1000);
    timeline.advance(Duration.ofSeconds(1));
    load.perSecond(0);
    pod.terminate();
    timeline.advance(Duration.ofMinutes(1));

    assertThat(load.sample().answered() * 61).as("40 a second").isCloseTo(240, within(5.0));
  }

  @Test
  void withoutPodsEveryRequestIsRefused() {
    Load load = Load.of(HTTP.evenly(), timeline);
    load.perSecond(10);
    timeline.advance(Duration.ofSeconds(10));

    LoadSample sample = load.sample();
    assertThat(sample.offered()).isEqualTo(10, within(0.11));
    assertThat(sample.refused()).isEqualTo(sample.offered());
    assertThat(sample.p50Millis()).isNaN();
  }

  @Test
  void theRateChangesAtOnceAndArrivalsAreEvenOrRandom() {
    for (Clients clients : List.of(HTTP, HTTP.evenly())) {
      Load load = Load.of(clients, timeline);
      load.perSecond(1);
      timeline.advance(Duration.ofMillis(1));
      load.perSecond(1000);
      timeline.advance(Duration.ofSeconds(100));
      assertThat(load.sample().offered()).isCloseTo(1000, withinPercentage(1));
      load.close();
      timeline.advance(Duration.ofSeconds(100));
      assertThat(load.sample().offered()).isZero();
    }
  }

  /**
   * One stream of a second, two requests a second that come evenly: the n-th takes (n + 1) / 2 s.
   */
  @Test
  void lateAnswersAndPercentilesAreThoseOfTheClient() {
    OvmsPod pod =
        OvmsPod.start(
            "pod",
            Servers.of("2026.2.1", 1, 1).spec(),
            PodTimes.of(ServiceTime.constant(Duration.ofSeconds(1))),
            timeline);
    Load load = Load.of(HTTP.evenly().late(Duration.ofMillis(2750)), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(2);
    timeline.advance(Duration.ofMillis(10_990));

    LoadSample sample = load.sample();

    assertThat(sample.answered() * 10.99).as("at 1.5, 2.5 .. 10.5 s").isCloseTo(10, within(1e-6));
    assertThat(sample.late() * 10.99).as("3, 3.5 .. 5.5 s").isCloseTo(6, within(1e-6));
    assertThat(sample.p50Millis()).isCloseTo(3000, within(1e-6));
    assertThat(sample.p95Millis()).isCloseTo(5500, within(1e-6));
  }

  @Test
  void aSampleIsALineOfCsv() {
    OvmsPod pod = pods(SERVER, 1).get(0);
    Load load = Load.of(HTTP.evenly(), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(10);
    timeline.advance(Duration.ofMillis(1050));

    String line = load.sample().csv();

    assertThat(line.split(",", -1)).hasSameSizeAs(LoadSample.CSV_HEADER.split(","));
    assertThat(line).startsWith("1.050,10.000,9.524,").endsWith(",1,0.250,pod-0=0.250");
  }

  @Test
  void aSeedGivesTheSameAgain() {
    assertThat(aRun(1)).isEqualTo(aRun(1)).isNotEqualTo(aRun(2));
  }

  private static LoadSample aRun(long seed) {
    Timeline time = Timeline.simulated(seed);
    OvmsPod pod =
        OvmsPod.start(
            "pod",
            SERVER.spec(),
            PodTimes.of(ServiceTime.lognormal(Duration.ofMillis(100), 0.5)),
            time);
    Load load = Load.of(HTTP, time);
    load.endpoints(List.of(pod));
    load.perSecond(30);
    time.advance(Duration.ofMinutes(1));
    return load.sample();
  }

  private Load overGrpcFirstToOnePod(List<OvmsPod> pods) {
    Load load = Load.of(Clients.grpc(Servers.MODEL, 40), timeline);
    load.endpoints(pods.subList(0, 1));
    load.perSecond(40);
    timeline.advance(Duration.ofSeconds(50));
    return load;
  }

  /** Answers a second in some time from now on. */
  private double answeredIn(OvmsPod pod, Duration time) {
    double before = Scrape.of(pod).sum("ovms_inference_time_us_count");
    timeline.advance(time);
    return (Scrape.of(pod).sum("ovms_inference_time_us_count") - before) / time.toSeconds();
  }

  private List<OvmsPod> pods(Servers server, int count) {
    PodTimes times = PodTimes.of(ServiceTime.constant(Duration.ofMillis(100)));
    return IntStream.range(0, count)
        .mapToObj(i -> OvmsPod.start("pod-" + i, server.spec(), times, timeline))
        .toList();
  }
}
