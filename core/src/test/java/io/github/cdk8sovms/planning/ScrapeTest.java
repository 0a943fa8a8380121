package io.github.cdk8sovms.planning;

import static io.github.cdk8sovms.planning.Traffic.Spacing.EVEN;
import static io.github.cdk8sovms.planning.Traffic.Spacing.POISSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scrape reads of a pod. */
class ScrapeTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ServiceTime FIFTH = ServiceTime.constant(Duration.ofMillis(200));

  /** 30 a second for 20 that a pod can do: all are counted that hold an infer request. */
  @ParameterizedTest
  @CsvSource({"false, 16", "true, 64"})
  void whatWaitsForAnInferRequestCountsOnlyBefore2024(boolean fromReceipt, double counted) {
    Looks looks =
        Looks.of(
            Specs.onePod(4, 16)
                .countsFromReceipt(fromReceipt)
                .clients(Clients.http(64))
                .looksAt("sum(ovms_current_requests)"),
            Traffic.constant(30, Duration.ofMinutes(10), EVEN),
            FIFTH);

    assertThat(looks.since(300).value()).hasValue(counted);
  }

  @Test
  void whatWaitsForAWorkerIsNotCountedAndAScrapeHasOne() {
    Looks looks =
        Looks.of(
            Specs.onePod(4, 16).httpWorkers(10).looksAt("sum(ovms_current_requests)"),
            Traffic.constant(21, Duration.ofMinutes(10), EVEN),
            FIFTH);

    assertThat(looks.since(100).value()).hasValue(10 - 1);
  }

  /** A scrape waits for a worker behind the requests that came before. */
  @Test
  void scrapesBehindMoreThanTenSecondsOfWorkFail() {
    Looks looks =
        Looks.of(
            Specs.onePod(4, 16).httpWorkers(16).looksAt("min_over_time(up[1m])"),
            Traffic.constant(30, Duration.ofMinutes(10), EVEN),
            FIFTH);

    assertThat(looks.since(10).value()).as("10 s of work after 20 s").hasValue(1);
    assertThat(looks.since(120).value()).hasValue(0);
  }

  @Test
  void failedScrapesAreCounted() {
    Specs specs = Specs.onePod(4, 16).httpWorkers(16);
    Traffic traffic = Traffic.constant(30, Duration.ofMinutes(10), EVEN);
    Promise promise = new Promise(Duration.ofSeconds(1), 0.95);
    PlanResult unlimited = Plan.run(specs.plan(), traffic, FIFTH, promise, 1);
    PlanResult limited =
        Plan.run(specs.clients(Clients.http(16)).plan(), traffic, FIFTH, promise, 1);

    assertThat(unlimited.failedScrapes()).as("of 40, after 20 s").isBetween(36L, 39L);
    assertThat(limited.failedScrapes()).isZero();
  }

  @Test
  void aScrapeThatFailsMakesTheSeriesStale() {
    Looks looks =
        Looks.of(
            Specs.onePod(4, 16).httpWorkers(16).looksAt("count(ovms_streams) or vector(0)"),
            Traffic.constant(30, Duration.ofMinutes(10), EVEN),
            FIFTH);

    assertThat(looks.since(10).value()).hasValue(1);
    assertThat(looks.since(120).value()).hasValue(0);
  }

  /** Little's law, from the sums of the histograms. */
  @Test
  void timesOfHistogramsAddUpToRequestsAtATime() {
    Specs specs =
        Specs.onePod(4, 4)
            .looksAt("sum(rate(ovms_request_time_us_sum{interface=\"REST\"}[10m])) / 1e6");
    Looks looks = Looks.of(specs, Traffic.constant(17, HOUR, POISSON), FIFTH);

    double mean = 3.4 + Theory.waitOfConstant(4, 3.4) * 3.4;
    assertThat(
            looks.all().stream()
                .filter(look -> look.seconds() > 600 && look.seconds() < 3600)
                .mapToDouble(look -> look.value().orElseThrow())
                .average()
                .orElseThrow())
        .isCloseTo(mean, withinPercentage(4));
  }

  @Test
  void inferenceIsTimedWhileAnInferRequestIsHeldAndTheWaitBefore() {
    String inference = "sum(rate(ovms_inference_time_us_sum[10m])) / 1e6";
    String wait = "sum(rate(ovms_wait_for_infer_req_time_us_sum[10m])) / 1e6";
    Traffic traffic = Traffic.constant(18, HOUR, POISSON);

    Looks few = Looks.of(Specs.onePod(4, 4).looksAt(inference), traffic, FIFTH);
    Looks many = Looks.of(Specs.onePod(4, 1000).looksAt(wait), traffic, FIFTH);
    assertThat(few.since(3000).value().orElseThrow()).isCloseTo(3.6, withinPercentage(4));
    assertThat(many.since(3000).value()).as("all waits inside OpenVINO").hasValue(0);
  }

  @Test
  void quantilesOfBucketsAreThoseOfThisHistogram() {
    Looks looks =
        Looks.of(
            Specs.onePod(4, 4)
                .looksAt(
                    "histogram_quantile(0.5, sum by (le) (rate(ovms_inference_time_us_bucket[5m])))"),
            Traffic.constant(5, HOUR, EVEN),
            FIFTH);

    // All in the bucket from 121,439 to 218,591, of which the middle is reported.
    assertThat(looks.since(1800).value().orElseThrow())
        .isCloseTo((121_439 + 218_591) / 2.0, within(1.0));
  }

  @Test
  void requestsAreCountedForTheProtocolOfTheClients() {
    String of = "sum(rate(ovms_requests_success{interface=\"%s\"}[5m]))";
    Traffic traffic = Traffic.constant(5, HOUR, EVEN);
    Clients grpc = new Clients.Grpc(4, 100, Duration.ZERO, false);

    assertThat(
            Looks.of(Specs.onePod(4, 4).looksAt(of.formatted("REST")), traffic, FIFTH)
                .since(1800)
                .value()
                .orElseThrow())
        .isCloseTo(5, within(0.05));
    assertThat(
            Looks.of(Specs.onePod(4, 4).looksAt(of.formatted("gRPC")), traffic, FIFTH)
                .since(1800)
                .value())
        .hasValue(0);
    assertThat(
            Looks.of(Specs.onePod(4, 4).clients(grpc).looksAt(of.formatted("gRPC")), traffic, FIFTH)
                .since(1800)
                .value()
                .orElseThrow())
        .isCloseTo(5, within(0.05));
  }

  @Test
  void graphsHaveSeriesOfTheirOwn() {
    Specs specs =
        Specs.onePod(1, 1)
            .servables(ServableSpec.GraphSpec.of("llm", 8))
            .looksAt("sum(ovms_current_graphs{name=\"llm\"})");

    assertThat(
            Looks.of(specs, Traffic.constant(100, Duration.ofMinutes(10), EVEN), FIFTH)
                .since(300)
                .value())
        .as("what exceeds the pool waits uncounted")
        .hasValue(8);
  }

  /** Phases of pods differ, so that not all are read at the same time. */
  @Test
  void podsAreScrapedAtPhasesOfTheirOwn() {
    Looks looks =
        Looks.of(
            Specs.on("vector(5)")
                .replicas(5, 5)
                .looksAt(
                    "count(count by (t) (label_replace("
                        + "timestamp(up) % 15, \"t\", \"$1\", \"pod\", \".*-(.*)\")))"),
            Traffic.constant(1, HOUR, EVEN),
            FIFTH);

    assertThat(looks.since(60).value()).hasValue(5);
  }
}
