package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErlangCTest {
  private static final double EXACT = 1e-9;

  /** Computed by a separate program; each value is compared to the printed digits. */
  @ParameterizedTest(name = "{0} for {1} streams")
  @CsvSource({
    "0.7,  1, 0.41, 3.6",
    "0.7,  4, 0.60, 1.07",
    "0.7,  8, 0.65, 0.50",
    "0.7, 16, 0.68, 0.16",
    "0.8,  1, 0.44, 3.9",
    "0.8,  4, 0.64, 1.36",
    "0.8,  8, 0.71, 0.76",
    "0.8, 16, 0.76, 0.38",
    "1.0,  1, 0.50, 4.6",
    "1.0,  4, 0.72, 1.94",
    "1.0,  8, 0.79, 1.30",
    "1.0, 16, 0.85, 0.89",
    "1.5,  1, 0.60, 6.2",
    "1.5,  4, 0.81, 3.40",
    "1.5,  8, 0.88, 2.74",
    "1.5, 16, 0.93, 2.32",
    "2.0,  1, 0.67, 7.8",
    "2.0,  4, 0.86, 4.89",
    "2.0,  8, 0.92, 4.22",
    "2.0, 16, 0.95, 3.80",
  })
  void agreesWithAnotherProgram(
      double target, int streams, BigDecimal utilisation, BigDecimal p95Wait) {
    ErlangC queue = new ErlangC(streams);
    double found = queue.utilisationAt(target);

    assertThat(found).isCloseTo(utilisation.doubleValue(), within(halfOfLastDigit(utilisation)));
    assertThat(queue.p95Wait(found))
        .isCloseTo(p95Wait.doubleValue(), within(halfOfLastDigit(p95Wait)));
  }

  /**
   * Bronson, Operations Research (Schaum's Outline, 1982), problem 24.6: three servers, 300
   * arrivals a year, 2 days of service (182.5 a year); 0.352 wait and 1.996 are in the system.
   *
   * @see <a href="http://web.ist.utl.pt/mcasquilho/compute/or/Fx-queuevars.php">Values</a>
   */
  @Test
  void agreesWithBronson() {
    double utilisation = 300 / 182.5 / 3;
    double inSystem = 3 * new ErlangC(3).requestsPerStream(utilisation);

    assertThat(inSystem).isCloseTo(1.996, within(0.0005));
    assertThat(inSystem - 3 * utilisation).isCloseTo(0.352, within(0.0005));
  }

  /**
   * Render, Stair and Hanna, Quantitative Analysis for Management, instructor's manual, alternative
   * example 14.3: two servers, 20 arrivals an hour, 2 minutes of service; 3/4 are in the system and
   * 1/12 waits.
   */
  @Test
  void agreesWithRenderAndStair() {
    double utilisation = 20.0 / 30 / 2;
    double inSystem = 2 * new ErlangC(2).requestsPerStream(utilisation);

    assertThat(inSystem).isCloseTo(3.0 / 4, within(EXACT));
    assertThat(inSystem - 2 * utilisation).isCloseTo(1.0 / 12, within(EXACT));
  }

  /** The formula itself, by hand: for a load of 2 on 3 streams, 4 / (1 + 2 + 2 + 4). */
  @Test
  void agreesWithManuallyComputedValues() {
    assertThat(new ErlangC(3).probabilityOfWaiting(2.0 / 3)).isCloseTo(4.0 / 9, within(EXACT));
  }

  /** Closed forms of M/M/1: C = ρ, and ρ / (1 - ρ) in the system. */
  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.1, 0.5, 0.9, 0.999})
  void oneStreamIsAsBusyAsItMakesRequestsWait(double utilisation) {
    ErlangC queue = new ErlangC(1);

    assertThat(queue.probabilityOfWaiting(utilisation)).isCloseTo(utilisation, within(EXACT));
    assertThat(queue.requestsPerStream(utilisation))
        .isCloseTo(utilisation / (1 - utilisation), within(EXACT));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1024})
  void theUtilisationAtSomeRequestsPerStreamIsTheInverse(int streams) {
    ErlangC queue = new ErlangC(streams);

    assertThat(List.of(0.05, 0.5, 0.9, 0.99))
        .allSatisfy(
            utilisation ->
                assertThat(queue.utilisationAt(queue.requestsPerStream(utilisation)))
                    .isCloseTo(utilisation, within(1e-6)));
  }

  @Test
  void anIdlePodHasNoRequestsAndNoWaits() {
    ErlangC queue = new ErlangC(4);

    assertThat(queue.probabilityOfWaiting(0)).isZero();
    assertThat(queue.requestsPerStream(0)).isZero();
    assertThat(queue.p95Wait(0)).isZero();
    assertThat(queue.utilisationAt(0)).isZero();
  }

  /** 16 streams, half busy: fewer than 1 request in 20 waits at all. */
  @Test
  void theP95IsZeroWhereFewerThanOneInTwentyWaits() {
    ErlangC queue = new ErlangC(16);

    assertThat(queue.probabilityOfWaiting(0.5)).isLessThan(0.05);
    assertThat(queue.p95Wait(0.5)).isZero();
  }

  @Test
  void manyStreamsDoNotOverflow() {
    assertThat(new ErlangC(1024).probabilityOfWaiting(0.99)).isBetween(0.6, 0.7);
    assertThat(new ErlangC(1024).utilisationAt(1000)).isBetween(0.999, 1.0);
  }

  @Test
  void aGaugeWithoutACapSeesAllAndOneThatStopsAtTheStreamsOnlyTheBusyOnes() {
    ErlangC queue = new ErlangC(4);

    assertThat(queue.requestsPerStreamInView(0.8, 100_000))
        .isCloseTo(queue.requestsPerStream(0.8), within(EXACT));
    assertThat(queue.requestsPerStreamInView(0.8, 4)).isCloseTo(0.8, within(EXACT));
  }

  /** M/M/1 with ρ = 1/2 and 4 in view: 1/2 + 1/4 + 1/8 + 1/16. */
  @Test
  void aCappedGaugeShowsLessThanThereIs() {
    assertThat(new ErlangC(1).requestsPerStreamInView(0.5, 4)).isCloseTo(15.0 / 16, within(EXACT));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAUtilisationThatCannotLast(double utilisation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErlangC(4).requestsPerStream(utilisation))
        .withMessage(utilisation + " is not a utilisation from 0 to below 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesRequestsThatNoUtilisationGives(double requests) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(4).utilisationAt(requests));
  }

  @Test
  void refusesAPodThatCannotServe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErlangC(4).requestsPerStreamInView(0.5, 3));
  }

  @Test
  void theTableHasARowForEachTargetAndAColumnForEachStreamCount() {
    List<String> lines = ErlangC.markdownTable().lines().toList();

    assertThat(lines).hasSize(8).allMatch(line -> line.split("\\|").length == 6);
    assertThat(lines.get(0))
        .isEqualTo("| target | 1 stream | 4 streams | 8 streams | 16 streams |");
    assertThat(lines.get(5)).startsWith("| 1.0 | 50 % / 4.61 | 72 % / 1.94 |");
  }

  @Test
  void theTableIsInTheDocs() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "signals.md")))
        .contains("<!-- erlang: begin -->\n" + ErlangC.markdownTable() + "<!-- erlang: end -->\n");
  }

  /** In queue to compute, a target means about the same wait for any number of streams. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void aWaitByServiceTimeMeansMuchTheSameForAnyNumberOfStreams(int streams) {
    ErlangC queue = new ErlangC(streams);

    assertThat(queue.p95Wait(utilisationWithMeanWait(queue, 0.5))).isBetween(1.9, 2.9);
    assertThat(queue.p95Wait(utilisationWithMeanWait(queue, 1))).isBetween(3.5, 4.65);
  }

  /** Queued requests per executing request equal the mean wait in service times. */
  private static double utilisationWithMeanWait(ErlangC queue, double serviceTimes) {
    double low = 0;
    double high = 1;
    for (double middle = 0.5; low < middle && middle < high; middle = (low + high) / 2) {
      if (queue.requestsPerStream(middle) / middle - 1 < serviceTimes) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double halfOfLastDigit(BigDecimal printed) {
    return 0.5 * Math.pow(10, -printed.scale()) + EXACT;
  }
}
