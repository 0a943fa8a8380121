package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.signal.OvmsScrapes.Scrape;
import io.github.cdk8sovms.signal.SimulatedPod.Counting;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies the simulation against general queueing laws and queues with known solutions. */
class OvmsSimulationTest {
  private static final double SERVICE_SECONDS = 0.1;
  private static final long SEED = 20_24_05;

  @ParameterizedTest(name = "{0} streams, {1} infer requests, {2} workers")
  @CsvSource({"1, 1, 1000", "4, 4, 1000", "4, 16, 1000", "4, 16, 8", "13, 4, 1000", "8, 32, 64"})
  void everyRequestIsAnsweredOrStillThere(int streams, int nireq, int workers) {
    SimulatedPod pod = SimulatedPod.of(streams, nireq).restWorkers(workers);
    double capacity = Math.min(streams, nireq) / SERVICE_SECONDS;

    for (double load : List.of(0.5, 0.95, 1.5)) {
      SimulatedRun run = run(pod, SimulatedTraffic.poisson(load * capacity, SERVICE_SECONDS), 1000);
      Scrape end = run.scrapes().last();

      assertThat(run.arrived()).isEqualTo(run.answered() + run.inSystem());
      assertThat(end.request().count()).isEqualTo(run.answered());
      assertThat(end.inference().count()).isEqualTo(run.answered());
      assertThat(end.waitForInferRequest().count())
          .isEqualTo(run.answered() + end.currentRequests());
    }
  }

  @ParameterizedTest(name = "{0} streams, {1} infer requests, {2} workers, {3} busy")
  @CsvSource({"1, 1, 1000, 0.5", "4, 16, 1000, 0.9", "4, 16, 8, 0.8"})
  void littlesLawHolds(int streams, int nireq, int workers, double utilisation) {
    assertLittlesLaw(streams, nireq, workers, utilisation);
  }

  @ParameterizedTest(name = "{0} streams, {1} infer requests, {2} workers, {3} busy")
  @CsvSource({"4, 4, 1000, 0.8", "16, 64, 1000, 0.95"})
  @Tag("extended")
  void littlesLawHoldsOnOtherServers(int streams, int nireq, int workers, double utilisation) {
    assertLittlesLaw(streams, nireq, workers, utilisation);
  }

  private static void assertLittlesLaw(int streams, int nireq, int workers, double utilisation) {
    SimulatedPod pod = SimulatedPod.of(streams, nireq).restWorkers(workers);
    SimulatedRun run = run(pod, poisson(streams, utilisation), 5000);

    assertThat(run.meanInSystem())
        .isCloseTo(run.arrivalsPerSecond() * run.meanSecondsInSystem(), withinPercentage(2));
  }

  @ParameterizedTest(name = "{0} streams, {1} busy")
  @CsvSource({"2, 0.7"})
  void waitsAreThoseOfErlang(int streams, double utilisation) {
    assertErlang(streams, utilisation);
  }

  @ParameterizedTest(name = "{0} streams, {1} busy")
  @CsvSource({"1, 0.5", "1, 0.8", "4, 0.72", "4, 0.86", "8, 0.79", "16, 0.85"})
  @Tag("extended")
  void waitsAreThoseOfErlangOnOtherServers(int streams, double utilisation) {
    assertErlang(streams, utilisation);
  }

  private static void assertErlang(int streams, double utilisation) {
    ErlangC queue = new ErlangC(streams);
    double waiting = queue.probabilityOfWaiting(utilisation);

    SimulatedRun run =
        run(SimulatedPod.of(streams, streams), poisson(streams, utilisation), 300_000 / streams);
    double meanWait = SERVICE_SECONDS * waiting / (streams * (1 - utilisation));

    assertThat(run.delayedBeyond(0)).isCloseTo(waiting, withinPercentage(1));
    assertThat(run.meanDelaySeconds()).isCloseTo(meanWait, withinPercentage(3));
    assertThat(run.delayedBeyond(SERVICE_SECONDS * queue.p95Wait(utilisation)))
        .isCloseTo(0.05, within(0.003));
    assertThat(run.scrapes().meanWaitForInferRequestSeconds())
        .as("as there are as many infer requests as streams, OVMS times the same wait")
        .isCloseTo(meanWait, withinPercentage(3));
  }

  /** Pollaczek and Khinchine: half the wait of exponential service times. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8})
  void constantServiceTimesHalveTheWaitOnOneStream(double utilisation) {
    SimulatedRun run =
        run(SimulatedPod.of(1, 1), poisson(1, utilisation).withConstantServiceTime(), 30_000);

    assertThat(run.meanDelaySeconds())
        .isCloseTo(SERVICE_SECONDS * utilisation / (1 - utilisation) / 2, withinPercentage(3));
  }

  @ParameterizedTest(name = "{0} streams, {1} infer requests, {2} busy")
  @CsvSource({"1, 4, 0.5", "4, 4, 0.72"})
  void theGaugeIsThatOfErlangUpToTheInferRequests(int streams, int nireq, double utilisation) {
    assertGauge(streams, nireq, utilisation);
  }

  @ParameterizedTest(name = "{0} streams, {1} infer requests, {2} busy")
  @CsvSource({"1, 4, 0.67", "1, 4, 0.8", "4, 16, 0.72", "4, 16, 0.86", "8, 32, 0.92"})
  @Tag("extended")
  void theGaugeIsThatOfErlangAtOtherLoads(int streams, int nireq, double utilisation) {
    assertGauge(streams, nireq, utilisation);
  }

  private static void assertGauge(int streams, int nireq, double utilisation) {
    ErlangC queue = new ErlangC(streams);
    SimulatedPod pod = SimulatedPod.of(streams, nireq);
    SimulatedTraffic traffic = poisson(streams, utilisation);

    assertThat(run(pod, traffic, 40_000 / streams).scrapes().requestsPerStream())
        .isCloseTo(queue.requestsPerStreamInView(utilisation, nireq), withinPercentage(3));
    assertThat(
            run(pod.counting(Counting.FROM_RECEIPT), traffic, 50_000 / streams)
                .scrapes()
                .requestsPerStream())
        .isCloseTo(queue.requestsPerStream(utilisation), withinPercentage(5));
  }

  @Test
  void theWayOfCountingChangesTheGaugeOnly() {
    SimulatedPod pod = SimulatedPod.of(4, 4);
    SimulatedTraffic traffic = poisson(4, 0.9);
    List<Scrape> before =
        run(pod.counting(Counting.FROM_RECEIPT), traffic, 200).scrapes().scrapes();
    List<Scrape> since = run(pod, traffic, 200).scrapes().scrapes();

    assertThat(since)
        .zipSatisfy(
            before,
            (one, other) -> {
              assertThat(one.currentRequests()).isEqualTo(Math.min(4, other.currentRequests()));
              assertThat(one)
                  .usingRecursiveComparison()
                  .ignoringFields("currentRequests")
                  .isEqualTo(other);
            });
  }

  @Test
  void theSeedDecidesEverything() {
    SimulatedPod pod = SimulatedPod.of(4, 16);
    SimulatedTraffic traffic = poisson(4, 0.9);

    assertThat(run(pod, traffic, 500).scrapes()).isEqualTo(run(pod, traffic, 500).scrapes());
    assertThat(OvmsSimulation.run(pod, traffic, SEED + 1, 500, 1).scrapes())
        .isNotEqualTo(run(pod, traffic, 500).scrapes());
  }

  private static SimulatedTraffic poisson(int streams, double utilisation) {
    return SimulatedTraffic.poisson(utilisation * streams / SERVICE_SECONDS, SERVICE_SECONDS);
  }

  private static SimulatedRun run(SimulatedPod pod, SimulatedTraffic traffic, double seconds) {
    return OvmsSimulation.run(pod, traffic, SEED, seconds, 1);
  }
}
