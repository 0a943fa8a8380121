package io.github.cdk8sovms.signal;

import static io.github.cdk8sovms.signal.SimulatedPod.Counting.FROM_RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.signal.SimulatedPod.Counting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The maximum of each signal in {@link OvmsSimulation}: in every window of a minute, with a scrape
 * interval of 15 seconds, under overload.
 */
class SimulatedUpperBoundTest {
  private static final double SERVICE_SECONDS = 0.05;
  private static final double SCRAPE_SECONDS = 15;
  private static final double WINDOW_SECONDS = 60;
  private static final Percentage CLOSE = withinPercentage(2);
  private static final double TEN_MINUTES = 600;
  private static final double HOUR = 3600;
  private static final int MANY_CLIENTS = 500;

  /** The seed is always the same, so that one run is enough for all that is read of it. */
  private static final Map<List<Object>, OvmsScrapes> RUNS = new HashMap<>();

  /** 13 streams with 4 infer requests are in the sample output of OVMS's own documentation. */
  @ParameterizedTest(name = "{0} streams, {1} infer requests")
  @CsvSource({"1, 1", "2, 3", "4, 16", "13, 4"})
  void requestsPerStreamTopOutAtInferRequestsPerStreamSince20245(int streams, int nireq) {
    assertRequestsPerStream(streams, nireq);
  }

  @ParameterizedTest(name = "{0} streams, {1} infer requests")
  @CsvSource({"1, 4", "4, 4", "4, 8", "8, 32", "16, 16", "16, 64"})
  @Tag("extended")
  void requestsPerStreamTopOutThereOnOtherServers(int streams, int nireq) {
    assertRequestsPerStream(streams, nireq);
  }

  private static void assertRequestsPerStream(int streams, int nireq) {
    double cap = (double) nireq / streams;
    SimulatedPod pod = SimulatedPod.of(streams, nireq);

    everyWindow(pod, MANY_CLIENTS, OvmsScrapes::requestsPerStream, cap);
    everyWindow(
        pod.counting(FROM_RECEIPT),
        MANY_CLIENTS,
        OvmsScrapes::requestsPerStream,
        (double) MANY_CLIENTS / streams);
  }

  @ParameterizedTest(name = "{0} streams, {1} infer requests")
  @CsvSource({"1, 1", "2, 3", "4, 16", "13, 4"})
  void streamUtilisationTopsOutThereTooAsItIncludesWaitsInsideOpenVino(int streams, int nireq) {
    assertStreamUtilisation(streams, nireq);
  }

  @ParameterizedTest(name = "{0} streams, {1} infer requests")
  @CsvSource({"1, 4", "4, 4", "4, 8", "8, 32", "16, 16", "16, 64"})
  @Tag("extended")
  void streamUtilisationTopsOutThereOnOtherServers(int streams, int nireq) {
    assertStreamUtilisation(streams, nireq);
  }

  private static void assertStreamUtilisation(int streams, int nireq) {
    SimulatedPod pod = SimulatedPod.of(streams, nireq);
    double cap = (double) nireq / streams;

    everyWindow(pod, MANY_CLIENTS, OvmsScrapes::streamUtilisation, cap);
    everyWindow(
        pod,
        SimulatedTraffic.clients(MANY_CLIENTS, SERVICE_SECONDS).withConstantServiceTime(),
        OvmsScrapes::streamUtilisation,
        cap);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 64, 512})
  void inFlightPerStreamAndQueueToComputeGrowWithTheClients(int clients) {
    SimulatedPod pod = SimulatedPod.of(4, 4);

    everyWindow(pod, clients, OvmsScrapes::inFlightPerStream, clients / 4.0);
    everyWindow(pod, clients, OvmsScrapes::queueToCompute, (clients - 4) / 4.0);
    everyWindow(pod, clients, OvmsScrapes::requestsPerStream, 1);
  }

  @Test
  void randomArrivalsBeyondTheCapacityReachTheSameCaps() {
    SimulatedPod pod = SimulatedPod.of(4, 16);
    SimulatedTraffic tooMany = SimulatedTraffic.poisson(1.5 * 4 / SERVICE_SECONDS, SERVICE_SECONDS);

    everyWindow(pod, tooMany, OvmsScrapes::requestsPerStream, 4);
    everyWindow(pod, tooMany, OvmsScrapes::streamUtilisation, 4);
    assertThat(windows(pod, tooMany, TEN_MINUTES).stream().map(OvmsScrapes::inFlightPerStream))
        .as("minute by minute, without end")
        .isSorted()
        .allMatch(value -> value > 100);
  }

  @ParameterizedTest(name = "{0} workers, {1} infer requests")
  @CsvSource({"2, 16", "4, 16", "8, 16", "16, 16", "32, 16", "8, 4"})
  void overHttpTheWorkersCapAllThatIsCountedOrTimed(int workers, int nireq) {
    SimulatedPod since = SimulatedPod.of(4, nireq).restWorkers(workers);
    SimulatedPod before = since.counting(FROM_RECEIPT);
    double held = Math.min(workers, nireq);

    everyWindow(since, MANY_CLIENTS, OvmsScrapes::requestsPerStream, held / 4);
    everyWindow(before, MANY_CLIENTS, OvmsScrapes::requestsPerStream, workers / 4.0);
    everyWindow(since, MANY_CLIENTS, OvmsScrapes::inFlightPerStream, workers / 4.0);
    everyWindow(since, MANY_CLIENTS, OvmsScrapes::streamUtilisation, held / 4);
    everyWindow(since, MANY_CLIENTS, OvmsScrapes::queueToCompute, workers / held - 1);
  }

  @ParameterizedTest
  @EnumSource(Counting.class)
  void withAsManyWorkersAsInferRequestsNothingEverQueuesForOne(Counting counting) {
    SimulatedPod pod = SimulatedPod.of(4, 16).restWorkers(16).counting(counting);

    everyWindow(pod, MANY_CLIENTS, OvmsScrapes::queueToCompute, 0);
    everyWindow(pod, MANY_CLIENTS, OvmsScrapes::requestsPerStream, 4);
  }

  /** Either the ratio or the wait metric shows the queue. */
  @ParameterizedTest(name = "{0} clients: {1} a stream, {2} waiting for each inference")
  @CsvSource({"2, 0.5, 0", "4, 1, 0", "8, 2, 0", "12, 3, 0", "16, 4, 0", "24, 4, 0.5", "48, 4, 2"})
  void fourInferRequestsAStreamShowAQueueOfFourBeforeAnyWait(
      int clients, double requestsPerStream, double queueToCompute) {
    SimulatedPod pod = SimulatedPod.of(4, 16);

    everyWindow(pod, clients, OvmsScrapes::requestsPerStream, requestsPerStream);
    everyWindow(pod, clients, OvmsScrapes::queueToCompute, queueToCompute);
  }

  /**
   * With one infer request a stream it is the part of the time that streams are busy. With more it
   * is requests per stream without the noise of a gauge.
   */
  @Test
  void streamUtilisationIsOneOnlyWithOneInferRequestAStream() {
    SimulatedTraffic busy = SimulatedTraffic.poisson(0.8 * 4 / SERVICE_SECONDS, SERVICE_SECONDS);

    assertThat(afterWarmUp(SimulatedPod.of(4, 4), busy, HOUR).streamUtilisation())
        .isCloseTo(0.8, CLOSE);
    assertThat(afterWarmUp(SimulatedPod.of(4, 16), busy, HOUR).streamUtilisation())
        .isCloseTo(new ErlangC(4).requestsPerStreamInView(0.8, 16), CLOSE)
        .isGreaterThan(1.1);
  }

  /**
   * A minute contains four samples of the gauge, but the times include every short request. So the
   * same load is steadier as a rate.
   */
  @Test
  void forShortRequestsARateVariesLessFromWindowToWindowThanTheGauge() {
    SimulatedPod pod = SimulatedPod.of(4, 16);
    SimulatedTraffic busy = SimulatedTraffic.poisson(0.72 * 4 / SERVICE_SECONDS, SERVICE_SECONDS);
    List<OvmsScrapes> windows = windows(pod, busy, 2 * HOUR);
    double gauge = deviation(windows, OvmsScrapes::requestsPerStream);

    assertThat(gauge).isGreaterThan(3 * deviation(windows, OvmsScrapes::inFlightPerStream));
    assertThat(gauge).isGreaterThan(3 * deviation(windows, OvmsScrapes::streamUtilisation));
  }

  /**
   * Times are added when a request ends. If one takes longer than the window, a rate is zero in one
   * window and above any bound in another; the gauge is correct.
   */
  @Test
  void ratesMissRequestsThatOutlastTheWindow() {
    SimulatedPod pod = SimulatedPod.of(1, 1);
    SimulatedTraffic slow = SimulatedTraffic.clients(1, 100).withConstantServiceTime();
    List<OvmsScrapes> windows = windows(pod, slow, HOUR);

    assertThat(windows).allMatch(window -> window.requestsPerStream() == 1);
    assertThat(windows).anyMatch(window -> window.inFlightPerStream() == 0);
    assertThat(windows).anyMatch(window -> window.inFlightPerStream() > 2);
    assertThat(windows).anyMatch(window -> window.streamUtilisation() > 2);
    assertThat(windows).anyMatch(window -> Double.isNaN(window.queueToCompute()));
  }

  private static void everyWindow(
      SimulatedPod pod, int clients, ToDoubleFunction<OvmsScrapes> signal, double cap) {
    everyWindow(pod, SimulatedTraffic.clients(clients, SERVICE_SECONDS), signal, cap);
  }

  private static void everyWindow(
      SimulatedPod pod,
      SimulatedTraffic traffic,
      ToDoubleFunction<OvmsScrapes> signal,
      double cap) {
    assertThat(windows(pod, traffic, TEN_MINUTES))
        .hasSizeGreaterThan(20)
        .allSatisfy(window -> assertThat(signal.applyAsDouble(window)).isCloseTo(cap, CLOSE));
  }

  private static List<OvmsScrapes> windows(
      SimulatedPod pod, SimulatedTraffic traffic, double seconds) {
    return afterWarmUp(pod, traffic, seconds).windows(WINDOW_SECONDS);
  }

  private static double deviation(List<OvmsScrapes> windows, ToDoubleFunction<OvmsScrapes> signal) {
    double mean = windows.stream().mapToDouble(signal).average().orElseThrow();
    return Math.sqrt(
        windows.stream()
            .mapToDouble(window -> Math.pow(signal.applyAsDouble(window) - mean, 2))
            .average()
            .orElseThrow());
  }

  private static OvmsScrapes afterWarmUp(
      SimulatedPod pod, SimulatedTraffic traffic, double seconds) {
    return RUNS.computeIfAbsent(
        List.of(pod, traffic, seconds),
        run ->
            OvmsSimulation.run(pod, traffic, 4, seconds, SCRAPE_SECONDS)
                .scrapes()
                .after(2 * WINDOW_SECONDS));
  }
}
