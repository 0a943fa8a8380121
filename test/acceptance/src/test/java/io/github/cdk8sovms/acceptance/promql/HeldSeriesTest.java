package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The values of the defaults for a pod that is scraped every five seconds: four scrapes are in the
 * window of 20 seconds, and twelve in the minute that a pod without a value in it is averaged over.
 */
@Tag("signal-table")
class HeldSeriesTest {
  private static final Duration EVERY_FIVE_SECONDS = Duration.ofSeconds(5);

  @TestFactory
  Stream<DynamicTest> requestsPerStream() {
    return table(
        LoadSignal.requestsPerStream(),
        """
        what                               | series                                                 | all
        the window is of four scrapes      | requests 16x16 4x3, streams 4x20                       | 1
        the load stepped up a scrape ago   | requests 2x19 16, streams 4x20                         | 1.375
        the load stepped up two scrapes ago | requests 2x18 16x1, streams 4x20                      | 2.25
        the load dropped a window ago      | requests 16x16 0x3, streams 4x20                       | 0
        it never exceeds the upper bound   | requests 16x20, streams 4x20                           | 4
        one scrape of a new pod            | requests _x20 4, streams _x20 4                        | 1
        idle                               | requests 0x20, streams 4x20                            | 0
        three scrapes of the window failed | requests 4x16 stale _x2 8, streams 4x16 stale _x2 4    | 2
        not scraped for 20 s               | requests 2x15 12 _x3, streams 4x16 _x3                 | 0.8125
        not scraped for 50 s               | requests 2x9 12 stale _x8, streams 4x10 stale _x8      | 1.75
        not scraped for a minute           | requests 2x8 stale _x10, streams 4x8 stale _x10        | -
        idle, then not scraped             | requests 0x12 _x7, streams 4x12 _x7                    | 0
        restarted a minute ago, loading    | requests 16x8 _x3 0x8, streams 4x8 _x3 0x8             | -
        restarted just now, loading        | requests 16x12 _x3 0x3, streams 4x12 _x3 0x3           | 4
        restarted and loaded               | requests 16x12 _x3 8x3, streams 4x12 _x3 4x3           | 2
        loading: no streams yet            | requests 0x20, streams 0x20                            | -
        the old version is retired         | resnet50/1: requests 16x14 0x5, streams 4x14 0x5       | 0.5
                                           | resnet50/2: requests 2x20, streams 4x20 |
        the only version is retired        | requests 16x8 0x11, streams 4x8 0x11                   | -
        """);
  }

  /** Only the pod that is not scraped is at its last value. */
  @TestFactory
  Stream<DynamicTest> requestsPerStreamOfPods() {
    return table(
        LoadSignal.requestsPerStream(),
        """
        what                       | series                                    | all
        one cannot be scraped      | requests 4x20, streams 4x20               | resnet-0 1 resnet-1 2
                                   | resnet-1 resnet50: requests 8x15 _x4, streams 4x15 _x4 |
        one loads                  | requests 4x20, streams 4x20               | resnet-0 1
                                   | resnet-1 resnet50: requests 0x20, streams 0x20 |
        """);
  }

  @TestFactory
  Stream<DynamicTest> graphsInFlight() {
    return table(
        LoadSignal.graphsInFlight(16),
        """
        what                           | series              | all
        the window is of four scrapes  | graphs 16x16 4x3    | 4
        not scraped for 20 s           | graphs 2x15 12 _x3  | 3.25
        not scraped for a minute       | graphs 2x8 _x11     | -
        """);
  }

  /** Five seconds times four streams are 2e7 microseconds: one request for every stream. */
  @TestFactory
  Stream<DynamicTest> inFlightPerStream() {
    return table(
        LoadSignal.inFlightPerStream(),
        """
        what                                  | series                                              | all
        one request for every stream          | time 0+2e7x20, requests 4x20, streams 4x20          | 1
        the load stepped up a window ago      | time 0+1e7x16 2e8+4e7x3, requests 8x20, streams 4x20 | 2
        idle                                  | time 9e9x20, requests 0x20, streams 4x20            | 0
        idle for a window                     | time 0+2e7x16 3.2e8x3, requests 4x16 0x3            | 0
                                              | streams 4x20 |
        nothing finished in the window        | time 0+2e7x12 2.4e8x7, requests 4x20, streams 4x20  | 0.272727
        nothing finished in a minute          | time 9e9x20, requests 4x20, streams 4x20            | -
        not scraped for 20 s                  | time 0+2e7x15 _x4, requests 4x15 _x4                | 0.625
                                              | streams 4x15 _x4 |
        idle, then not scraped                | time 9e9x15 _x4, requests 0x15 _x4, streams 4x15 _x4 | 0
        """);
  }

  private static Stream<DynamicTest> table(LoadSignal signal, String table) {
    return new SignalTable(signal, EVERY_FIVE_SECONDS, table).tests();
  }
}
