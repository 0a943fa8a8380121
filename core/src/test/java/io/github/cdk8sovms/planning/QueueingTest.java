package io.github.cdk8sovms.planning;

import static io.github.cdk8sovms.planning.Traffic.Spacing.EVEN;
import static io.github.cdk8sovms.planning.Traffic.Spacing.POISSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.internal.hpa.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a pod is the queue it should be: against queues that are solved. */
class QueueingTest {
  private static final double SERVICE = 0.1;
  private static final Duration SERVICE_TIME = Duration.ofMillis(100);
  private static final Promise WITHOUT_WAIT = new Promise(Duration.ofMillis(100), 0.95);
  private static final int REQUESTS = 400_000;

  /**
   * One run differs from the theory by chance: at 16 streams by 3.5 % as a standard deviation over
   * 30 seeds, whose mean is within 0.4 %.
   */
  @ParameterizedTest(name = "{0} streams, {1} of them busy")
  @CsvSource({"1, 0.5", "4, 0.86"})
  void meanWaitOfExponentialServiceIsErlangs(int streams, double utilization) {
    assertErlang(streams, utilization);
  }

  @ParameterizedTest(name = "{0} streams, {1} of them busy")
  @CsvSource({"1, 0.8", "2, 0.7", "4, 0.72", "8, 0.79", "16, 0.85"})
  @Tag("extended")
  void meanWaitOnOtherServersIsErlangs(int streams, double utilization) {
    assertErlang(streams, utilization);
  }

  private static void assertErlang(int streams, double utilization) {
    double load = streams * utilization;
    PlanResult result =
        run(Specs.onePod(streams, streams), load, ServiceTime.exponential(SERVICE_TIME));

    assertThat(wait(result))
        .isCloseTo(Theory.waitOfExponential(streams, load(result)), withinPercentage(8));
  }

  @ParameterizedTest(name = "{0} streams, {1} of them busy")
  @CsvSource({"1, 0.8", "4, 0.72"})
  void waitsOfConstantServiceAreCrommelins(int streams, double utilization) {
    assertCrommelin(streams, utilization);
  }

  @ParameterizedTest(name = "{0} streams, {1} of them busy")
  @CsvSource({"1, 0.5", "2, 0.7", "4, 0.86", "8, 0.79", "16, 0.85"})
  @Tag("extended")
  void waitsOfConstantServiceOnOtherServersAreCrommelins(int streams, double utilization) {
    assertCrommelin(streams, utilization);
  }

  private static void assertCrommelin(int streams, double utilization) {
    double load = streams * utilization;
    PlanResult result =
        run(Specs.onePod(streams, streams), load, ServiceTime.constant(SERVICE_TIME));

    assertThat(wait(result))
        .isCloseTo(Theory.waitOfConstant(streams, load(result)), withinPercentage(4));
  }

  /** More infer requests than streams move the wait inside OpenVINO, and do not change it. */
  @Test
  void inferRequestsDoNotChangeTheWait() {
    ServiceTime time = ServiceTime.constant(SERVICE_TIME);
    double mean = run(Specs.onePod(4, 4), 3.2, time, REQUESTS / 4).latencies().mean();

    // The same requests, one by one, so that fewer of them show a difference as well.
    for (int inferRequests : new int[] {5, 16, 1000}) {
      assertThat(run(Specs.onePod(4, inferRequests), 3.2, time, REQUESTS / 4).latencies().mean())
          .as("%d infer requests", inferRequests)
          .isCloseTo(mean, within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.7, 1"})
  void waitOnOneStreamIsThatOfPollaczekAndKhinchine(double load, double spread) {
    assertPollaczekAndKhinchine(load, spread);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "0.8, 0.3", "0.8, 2"})
  @Tag("extended")
  void waitOnOneStreamIsThatOfPollaczekAndKhinchineAtOtherLoads(double load, double spread) {
    assertPollaczekAndKhinchine(load, spread);
  }

  private static void assertPollaczekAndKhinchine(double load, double spread) {
    PlanResult result = run(Specs.onePod(1, 1), load, ServiceTime.lognormal(SERVICE_TIME, spread));

    assertThat(wait(result))
        .isCloseTo(Theory.waitOnOneServer(load(result), spread), withinPercentage(8));
  }

  /** With constant service, a request is late for a limit of its service time if it waits. */
  @Test
  void shareThatWaitsIsThatOfRequestsThatFindAllStreamsBusy() {
    PlanResult result = run(Specs.onePod(1, 1), 0.6, ServiceTime.constant(SERVICE_TIME));

    assertThat(result.lateShare()).isCloseTo(0.6, within(0.005));
  }

  @Test
  void evenArrivalsBelowTheCapacityNeverWait() {
    Traffic even = Traffic.constant(39.9, Duration.ofHours(1), EVEN);
    PlanResult result =
        Plan.run(
            Specs.onePod(4, 16).plan(), even, ServiceTime.constant(SERVICE_TIME), WITHOUT_WAIT, 1);

    assertThat(result.late()).isZero();
    assertThat(result.latencies().mean()).isCloseTo(SERVICE, within(1e-9));
  }

  /** What is counted at a time is what arrives in the time that a request is there (Little). */
  @ParameterizedTest(name = "counted from receipt: {0}")
  @CsvSource({"true, 4", "false, 1000"})
  void theGaugeIsLittlesLaw(boolean fromReceipt, int inferRequests) {
    List<Double> seen = new ArrayList<>();
    Specs specs =
        Specs.onePod(4, inferRequests)
            .countsFromReceipt(fromReceipt)
            .scrapedEvery(1)
            .looksAt("sum(avg_over_time(ovms_current_requests[15s]))");
    PlanResult result =
        Plan.run(
            specs.plan(),
            Traffic.constant(34, Duration.ofHours(8), POISSON),
            ServiceTime.exponential(SERVICE_TIME),
            WITHOUT_WAIT,
            3,
            (seconds, fleet, decision) -> {
              if (seconds > 15) {
                seen.add(((Fleet.Total) fleet.readings().get("look")).value());
              }
            });

    double mean = seen.stream().mapToDouble(each -> each).average().orElseThrow();
    double rate = result.requests() / result.seconds();
    assertThat(mean).isCloseTo(rate * result.latencies().mean(), withinPercentage(3));
  }

  /** One thread takes calls; a call that finds all others busy is refused. */
  @Test
  void callsBeyondTheThreadsOfGrpcAreRefused() {
    Specs specs =
        Specs.onePod(4, 100)
            .clients(new Clients.Grpc(8, 1_000_000, Duration.ZERO, false))
            .grpcThreads(7);
    PlanResult result = run(specs, 4, ServiceTime.exponential(SERVICE_TIME));

    assertThat(result.refusedShare()).isCloseTo(Theory.refused(4, 6, 4), withinPercentage(3));
  }

  /** Two models of one pod share workers, not streams. */
  @Test
  void eachModelHasStreamsOfItsOwn() {
    Specs specs =
        Specs.onePod(1, 1)
            .servables(
                new ServableSpec.ModelSpec("a", 1, 1, 1, 3),
                new ServableSpec.ModelSpec("b", 1, 2, 2, 1),
                new ServableSpec.ModelSpec("unused", 1, 1, 1, 0));
    PlanResult result = run(specs, 0.8, ServiceTime.constant(SERVICE_TIME));

    double expected = (3 * Theory.waitOfConstant(1, 0.6) + Theory.waitOfConstant(2, 0.2)) / 4;
    assertThat(wait(result)).isCloseTo(expected, withinPercentage(5));
  }

  /**
   * A graph executes all at once: nothing waits, and each request takes longer the more there are.
   */
  @Test
  void aGraphSlowsDownInsteadOfQueueing() {
    Specs specs = Specs.onePod(1, 1).servables(ServableSpec.GraphSpec.of("llm", 64));
    ServiceTime slower = ServiceTime.byConcurrency(new double[] {0.1, 0.2, 0.3, 0.4}, 0);
    PlanResult result = run(specs, 0.1, slower);

    assertThat(result.latencies().quantile(0.5)).isCloseTo(0.1, withinPercentage(1));
    assertThat(result.latencies().quantile(0.999)).isGreaterThan(0.19);
  }

  private static PlanResult run(Specs specs, double load, ServiceTime time) {
    return run(specs, load, time, REQUESTS);
  }

  private static PlanResult run(Specs specs, double load, ServiceTime time, int requests) {
    double perSecond = load / SERVICE;
    Duration length = Duration.ofSeconds(Math.round(requests / perSecond));
    return Plan.run(
        specs.plan(), Traffic.constant(perSecond, length, POISSON), time, WITHOUT_WAIT, 20_24_05);
  }

  /** As it was: by chance, some requests more or fewer came than should on average. */
  private static double load(PlanResult result) {
    return result.requests() / result.seconds() * SERVICE;
  }

  /** In service times. */
  private static double wait(PlanResult result) {
    return result.latencies().mean() / SERVICE - 1;
  }
}
