package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.signal.LoadSignal;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of latency signals for a pod, in milliseconds, and of graphs in flight. */
@Tag("signal-table")
class LatencySeriesTest {

  @TestFactory
  Stream<DynamicTest> meanLatency() {
    return new SignalTable(
            LoadSignal.meanLatency(),
            """
            what                         | series                                                                 | all
            100 requests of 50 ms        | time 0+5e6x20, count 0+100x20, requests 1x20, streams 4x20             | 50
            over gRPC and REST           | time 0+5e6x20, count 0+100x20, time{interface="REST"} 0+45e6x20        | 250
                                         | count{interface="REST"} 0+100x20, requests 1x20, streams 4x20 |
            between the scrapes only     | time 0+5e6x20, count 0+100x20, requests 0x20, streams 4x20             | 50
            idle after load              | time 9e9x20, count 9e5x20, requests 0x20, streams 4x20                 | 0
            never asked                  | time 0x20, count 0x20, requests 0x20, streams 4x20                     | 0
            loading: no streams yet      | time 0x20, count 0x20, requests 0x20, streams 0x20                     | -
            busy, nothing finished       | time 9e9x20, count 9e5x20, requests 4x20, streams 4x20                 | -
            the counters start anew      | time 5e6+5e6x17 5e6+5e6x2, count 100+100x17 100+100x2, requests 1x20   | 50
                                         | streams 4x20 |
            restarted, one scrape since  | time 5e6+5e6x15 _x4 5e6, count 100+100x15 _x4 100, requests 1x15 _x4 1 | -
                                         | streams 4x15 _x4 4 |
            restarted, two scrapes since | time 5e6+5e6x15 _x3 5e6 10e6, count 100+100x15 _x3 100 200             | 50
                                         | requests 1x15 _x3 1x1, streams 4x15 _x3 4x1 |
            a scrape is lost             | time 0+5e6x17 _ 95e6 100e6, count 0+100x17 _ 1900 2000                 | 50
                                         | requests 1x17 _ 1x1, streams 4x17 _ 4x1 |
            no scrape in the window      | time 0+5e6x16, count 0+100x16, requests 1x16, streams 4x16             | -
            no times exported            | requests 1x20, streams 4x20                                            | -
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> meanLatencyOfSeveralModels() {
    return new SignalTable(
            LoadSignal.meanLatency(),
            """
            what               | series                                                                 | max | mean | sum | resnet50
            one slow, one fast | resnet50: time 0+5e6x20, count 0+100x20, requests 1x20, streams 4x20   | 50  | 30   | 20  | 50
                               | bert: time 0+3e6x20, count 0+300x20, requests 1x20, streams 4x20 |
            one idle           | resnet50: time 0+5e6x20, count 0+100x20, requests 1x20, streams 4x20   | 50  | 25   | 50  | 50
                               | bert: time 9e9x20, count 9e5x20, requests 0x20, streams 4x20 |
            a retired version  | resnet50/1: time 9e9x20, count 9e5x20, requests 0x20, streams 0x20     | 50  | 50   | 50  | 50
                               | resnet50/2: time 0+5e6x20, count 0+100x20, requests 1x20, streams 4x20 |
            """)
        .tests();
  }

  /** All requests take more than 37.481 and at most 67.466 ms; a quantile is in proportion. */
  @TestFactory
  Stream<DynamicTest> quantiles() {
    String table =
        """
        what       | series                                                  | all
        one bucket | bucket{le="37481"} 0x20, bucket{le="67466"} 0+100x20    | %s
                   | bucket{le="+Inf"} 0+100x20, requests 1x20, streams 4x20 |
        """;
    return Stream.of(
            new SignalTable(LoadSignal.latency(0.5), table.formatted("52.4735")),
            new SignalTable(LoadSignal.latency(0.9), table.formatted("64.4675")),
            new SignalTable(LoadSignal.latency(0.95), table.formatted("65.96675")),
            new SignalTable(LoadSignal.latency(0.99), table.formatted("67.16615")))
        .flatMap(SignalTable::tests);
  }

  @TestFactory
  Stream<DynamicTest> quantileOfOneModel() {
    return new SignalTable(
            LoadSignal.latency(0.5),
            """
            what                     | series                                                                   | all
            over gRPC and REST       | bucket{le="37481"} 0+100x20, bucket{le="67466"} 0+100x20                 | 47.476
                                     | bucket{le="+Inf"} 0+100x20, bucket{interface="REST",le="37481"} 0x20 |
                                     | bucket{interface="REST",le="67466"} 0+300x20 |
                                     | bucket{interface="REST",le="+Inf"} 0+300x20, requests 1x20, streams 4x20 |
            beyond the last bound    | bucket{le="819308872"} 0x20, bucket{le="1474755971"} 0x20                | 1474755.971
                                     | bucket{le="+Inf"} 0+100x20, requests 1x20, streams 4x20 |
            between the scrapes only | bucket{le="37481"} 0x20, bucket{le="67466"} 0+1x20                       | 52.4735
                                     | bucket{le="+Inf"} 0+1x20, requests 0x20, streams 4x20 |
            idle after load          | bucket{le="37481"} 0x20, bucket{le="67466"} 9e5x20                       | 0
                                     | bucket{le="+Inf"} 9e5x20, requests 0x20, streams 4x20 |
            never asked              | bucket{le="37481"} 0x20, bucket{le="67466"} 0x20, bucket{le="+Inf"} 0x20 | 0
                                     | requests 0x20, streams 4x20 |
            loading: no streams yet  | bucket{le="37481"} 0x20, bucket{le="67466"} 0x20, bucket{le="+Inf"} 0x20 | -
                                     | requests 0x20, streams 0x20 |
            busy, nothing finished   | bucket{le="37481"} 0x20, bucket{le="67466"} 9e5x20                       | -
                                     | bucket{le="+Inf"} 9e5x20, requests 4x20, streams 4x20 |
            the counters start anew  | bucket{le="37481"} 0x20, bucket{le="67466"} 100+100x17 100+100x2         | 52.4735
                                     | bucket{le="+Inf"} 100+100x17 100+100x2, requests 1x20, streams 4x20 |
            no scrape in the window  | bucket{le="37481"} 0x16, bucket{le="67466"} 0+100x16                     | -
                                     | bucket{le="+Inf"} 0+100x16, requests 1x16, streams 4x16 |
            """)
        .tests();
  }

  /** One model is fast, the other slow: of all requests together the median is where most are. */
  @TestFactory
  Stream<DynamicTest> quantileOfSeveralModels() {
    return new SignalTable(
            LoadSignal.latency(0.5),
            """
            what               | series                                                            | max     | mean     | sum       | resnet50
            one slow, one fast | resnet50: bucket{le="37481"} 0x20, bucket{le="67466"} 0+100x20    | 52.4735 | 35.607   | 24.987333 | 52.4735
                               | resnet50: bucket{le="+Inf"} 0+100x20, requests 1x20, streams 4x20 |
                               | bert: bucket{le="37481"} 0+300x20, bucket{le="67466"} 0+300x20 |
                               | bert: bucket{le="+Inf"} 0+300x20, requests 1x20, streams 4x20 |
            one idle           | resnet50: bucket{le="37481"} 0x20, bucket{le="67466"} 0+100x20    | 52.4735 | 26.23675 | 52.4735   | 52.4735
                               | resnet50: bucket{le="+Inf"} 0+100x20, requests 1x20, streams 4x20 |
                               | bert: bucket{le="37481"} 9e5x20, bucket{le="67466"} 9e5x20 |
                               | bert: bucket{le="+Inf"} 9e5x20, requests 0x20, streams 4x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> graphsInFlight() {
    return new SignalTable(
            LoadSignal.graphsInFlight(16),
            """
            what                    | series                      | all
            eight graphs            | graphs 8x20                 | 8
            idle                    | graphs 0x20                 | 0
            a step in the window    | graphs 0x18 8x1             | 4
            a scrape is lost        | graphs 8x17 _ 8x1           | 8
            restarted               | graphs 8x16 _x2 0 8         | 4
            no scrape in the window | graphs 8x16                 | -
            models, but no graphs   | requests 8x20, streams 4x20 | -
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> graphsInFlightOfSeveralGraphs() {
    return new SignalTable(
            LoadSignal.graphsInFlight(16),
            """
            what     | series                | max | mean | sum | resnet50
            two busy | resnet50: graphs 8x20 | 8   | 5    | 10  | 8
                     | llm: graphs 2x20 |
            """)
        .tests();
  }

  /** The value is a number of graphs, so the target is the ratio times the capacity. */
  @ParameterizedTest
  @CsvSource({"16, 0.5, 8", "16, 1, 16", "1, 0.7, 0.7"})
  void targetOfGraphs(int capacity, double ratio, double target) {
    assertThat(LoadSignal.graphsInFlight(capacity).metricValue(ratio)).isEqualTo(target);
  }
}
