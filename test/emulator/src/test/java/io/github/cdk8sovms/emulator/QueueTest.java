package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.emulator.Clients.Protocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a pod is the queue it says it is: by queues that are solved, read off its metrics. */
@Tag("extended")
class QueueTest {
  private static final Duration SERVICE = Duration.ofMillis(100);
  private static final double SERVICE_SECONDS = 0.1;
  private static final long SEED = 20_24_05;

  /** What a pod shows after a long time at a steady load. */
  private record Run(Scrape scrape, LoadSample sample, double seconds, double meanCurrentRequests) {
    static Run of(
        Servers server, ServiceTime time, Clients clients, double perSecond, int requests) {
      Timeline timeline = Timeline.simulated(SEED);
      OvmsPod pod = OvmsPod.start("pod", server.spec(), PodTimes.of(time), timeline);
      Load load = Load.of(clients, timeline);
      load.endpoints(List.of(pod));
      load.perSecond(perSecond);
      double seconds = requests / perSecond;
      int looks = 20_000;
      double seen = 0;
      for (int look = 0; look < looks; look++) {
        timeline.advance(Duration.ofNanos(Math.round(seconds / looks * 1e9)));
        seen += pod.requestsPerStream(Servers.MODEL) * server.streams();
      }
      return new Run(Scrape.of(pod), load.sample(), seconds, seen / looks);
    }

    double probabilityOfWaiting() {
      double atOnce = scrape.sum("ovms_wait_for_infer_req_time_us_bucket", "le=\"10\"");
      return 1 - atOnce / scrape.sum("ovms_wait_for_infer_req_time_us_count");
    }

    double meanWait() {
      return scrape.meanSeconds("ovms_wait_for_infer_req_time_us") / SERVICE_SECONDS;
    }

    double inferencesAtATime() {
      return scrape.sum("ovms_inference_time_us_sum") / 1e6 / seconds;
    }

    Map<String, Double> withoutGauge() {
      Map<String, Double> others = new HashMap<>(scrape.samples());
      others.keySet().removeIf(series -> series.startsWith("ovms_current_requests"));
      return others;
    }

    double requestsAtATime() {
      return scrape.sum("ovms_request_time_us_sum") / 1e6 / seconds;
    }
  }

  @ParameterizedTest(name = "{0} streams, {1} busy")
  @CsvSource({"1, 0.5", "1, 0.8", "2, 0.7", "4, 0.72", "4, 0.86", "8, 0.79"})
  void waitsAreThoseOfErlang(int streams, double utilization) {
    double load = streams * utilization;
    Run run = exponential(Servers.of("2026.2.1", streams, streams), load, 250_000);

    assertThat(run.probabilityOfWaiting())
        .isCloseTo(QueueingTheory.probabilityOfWaiting(streams, load), withinPercentage(3));
    assertThat(run.meanWait())
        .isCloseTo(QueueingTheory.meanWait(streams, load), withinPercentage(5));
    assertThat(run.inferencesAtATime()).as("busy streams").isCloseTo(load, withinPercentage(1));
  }

  @ParameterizedTest(name = "{0} streams, {1} busy")
  @CsvSource({"1, 0.8", "2, 0.7", "4, 0.86", "8, 0.9"})
  void waitsWithConstantServiceTimesAreThoseOfCrommelin(int streams, double utilization) {
    double load = streams * utilization;
    Run run =
        Run.of(
            Servers.of("2026.2.1", streams, streams),
            ServiceTime.constant(SERVICE),
            Clients.http(Servers.MODEL),
            load / SERVICE_SECONDS,
            150_000);

    assertThat(run.meanWait())
        .isCloseTo(QueueingTheory.meanWaitOfConstantService(streams, load), withinPercentage(5));
  }

  @ParameterizedTest(name = "variation {0}")
  @ValueSource(doubles = {0.3, 1, 2})
  void waitsWithLognormalServiceTimesAreThoseOfPollaczekAndKhinchine(double variation) {
    Run run =
        Run.of(
            Servers.of("2026.2.1", 1, 1),
            ServiceTime.lognormal(SERVICE, variation),
            Clients.http(Servers.MODEL),
            0.6 / SERVICE_SECONDS,
            500_000);

    assertThat(run.inferencesAtATime()).isCloseTo(0.6, withinPercentage(1));
    assertThat(run.meanWait())
        .isCloseTo(QueueingTheory.meanWaitOnOneStream(0.6, variation), withinPercentage(6));
  }

  /** Little's law: what a gauge shows in the mean is what its histogram of times adds up to. */
  @ParameterizedTest(name = "OVMS {0}, {1} streams, {2} infer requests, {3} busy")
  @CsvSource({
    "2024.4, 4, 4, 0.8, ovms_request_time_us",
    "2024.4, 2, 8, 0.9, ovms_request_time_us",
    "2026.2.1, 4, 4, 0.8, ovms_inference_time_us",
    "2026.2.1, 2, 8, 0.9, ovms_inference_time_us",
  })
  void littlesLawHolds(
      String version, int streams, int nireq, double utilization, String histogram) {
    Run run = exponential(Servers.of(version, streams, nireq), streams * utilization, 150_000);

    assertThat(run.meanCurrentRequests())
        .isCloseTo(run.scrape().sum(histogram + "_sum") / 1e6 / run.seconds(), withinPercentage(3));
  }

  /** With n or more in the pod with probability C × ρ^(n - c): what is beyond nireq is unseen. */
  @ParameterizedTest(name = "{0} streams, {1} infer requests, {2} busy")
  @CsvSource({"4, 4, 0.72", "4, 16, 0.72", "4, 16, 0.86", "8, 32, 0.9"})
  void theGaugeSeesAllBefore2024Dot5AndUpToTheInferRequestsSince(
      int streams, int nireq, double utilization) {
    double load = streams * utilization;
    double waiting = QueueingTheory.probabilityOfWaiting(streams, load);
    double all = load + waiting * utilization / (1 - utilization);
    double unseen = waiting * Math.pow(utilization, nireq - streams + 1) / (1 - utilization);

    Run before = exponential(Servers.of("2024.4", streams, nireq), load, 250_000);
    Run since = exponential(Servers.of("2024.5", streams, nireq), load, 250_000);

    assertThat(before.meanCurrentRequests()).isCloseTo(all, withinPercentage(5));
    assertThat(since.meanCurrentRequests()).isCloseTo(all - unseen, withinPercentage(3));
    assertThat(since.withoutGauge())
        .as("the way of counting changes the gauge only")
        .isEqualTo(before.withoutGauge());
  }

  /** One thread stays free to take calls, so of 17 threads 16 hold requests. */
  @ParameterizedTest(name = "{0} streams, {1} busy if none were refused")
  @CsvSource({"4, 0.95", "4, 1.5", "8, 1.1"})
  void grpcRefusesWhatAQueueOfItsThreadsRefuses(int streams, double utilization) {
    double load = streams * utilization;
    Run run =
        Run.of(
            Servers.of("2026.2.1", streams, 100).with("--grpc_max_threads=17"),
            ServiceTime.exponential(SERVICE),
            new Clients(
                Servers.MODEL,
                Protocol.GRPC,
                1000,
                Clients.Arrivals.POISSON,
                Duration.ofSeconds(2),
                false),
            load / SERVICE_SECONDS,
            300_000);

    assertThat(run.sample().refused() / run.sample().offered())
        .isCloseTo(QueueingTheory.probabilityOfRefusal(streams, 16, load), within(0.004));
    assertThat(run.scrape().sum("ovms_requests_fail")).as("no metric counts these").isZero();
  }

  @Test
  void overHttpNothingIsRefusedAndWhatWaitsForAWorkerIsUnseen() {
    Run run =
        Run.of(
            Servers.of("2024.4", 4, 4).with("--rest_workers=6"),
            ServiceTime.exponential(SERVICE),
            Clients.http(Servers.MODEL),
            60,
            20_000);

    assertThat(run.sample().refused()).isZero();
    assertThat(run.sample().answered())
        .as("four streams do 40 a second")
        .isCloseTo(40, withinPercentage(2));
    assertThat(run.meanCurrentRequests()).isCloseTo(6, withinPercentage(1));
    assertThat(run.requestsAtATime()).isCloseTo(6, withinPercentage(2));
    assertThat(run.sample().p50Millis()).as("clients wait all the longer").isGreaterThan(50_000);
  }

  private static Run exponential(Servers server, double load, int requests) {
    return Run.of(
        server,
        ServiceTime.exponential(SERVICE),
        Clients.http(Servers.MODEL),
        load / SERVICE_SECONDS,
        requests);
  }
}
