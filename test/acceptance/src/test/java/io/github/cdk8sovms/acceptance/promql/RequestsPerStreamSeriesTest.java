package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.signal.LoadSignal;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The values of requests per stream for a pod. The window is a minute, which holds the last four of
 * 21 scrapes: of {@code 4x16 _ 0 4x1} it holds {@code _ 0 4 4}.
 */
@Tag("signal-table")
class RequestsPerStreamSeriesTest {

  @TestFactory
  Stream<DynamicTest> ofOneModel() {
    return new SignalTable(
            LoadSignal.requestsPerStream(),
            """
            what                             | series                                              | all
            half of the streams busy         | requests 1x20, streams 2x20                         | 0.5
            every stream busy                | requests 2x20, streams 2x20                         | 1
            as many wait as are executed     | requests 4x20, streams 2x20                         | 2
            idle                             | requests 0x20, streams 2x20                         | 0
            one infer request a stream, full | requests 4x20, streams 4x20                         | 1
            the load steps up                | requests 1x18 4x1, streams 2x20                     | 1.25
            loading: no streams yet          | requests 0x20, streams 0x20                         | -
            streams of 0 under load          | requests 3x20, streams 0x20                         | -
            loaded two scrapes ago           | requests 0x18 4x1, streams 0x18 2x1                 | 2
            restarted under load             | requests 4x16 _ 0 4x1, streams 2x16 _ 0 2x1         | 2
            restarted, still loading         | requests 4x16 _x2 0x1, streams 2x16 _x2 0x1         | -
            a scrape is lost                 | requests 4x17 _ 4x1, streams 2x17 _ 2x1             | 2
            a scrape failed                  | requests 4x17 stale 4x1, streams 2x17 stale 2x1     | 2
            the last scrape alone            | requests _x20 4, streams _x20 2                     | 2
            no scrape in the window          | requests 4x16, streams 2x16                         | -
            the pod ended                    | requests 4x12 stale, streams 2x12 stale             | -
            no streams exported              | requests 4x20                                       | -
            no requests exported             | streams 2x20                                        | -
            another series only              | graphs 4x20                                         | -
            scraped by two jobs              | requests 2x20, streams 2x20, requests{job="b"} 2x20 | 1
                                             | streams{job="b"} 2x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> ofSeveralPods() {
    return new SignalTable(
            LoadSignal.requestsPerStream(),
            """
            what                | series                                                     | all
            each has a value    | requests 4x20, streams 2x20                                | resnet-0 2 resnet-1 0.5
                                | resnet-1 resnet50: requests 1x20, streams 2x20 |
            one is loading      | requests 4x20, streams 2x20                                | resnet-0 2
                                | resnet-1 resnet50: requests 0x20, streams 0x20 |
            one ended           | requests 4x20, streams 2x20                                | resnet-0 2
                                | resnet-1 resnet50: requests 4x12 stale, streams 2x12 stale |
            one of another name | requests 4x20, streams 2x20                                | resnet-0 2
                                | bert-0 resnet50: requests 1x20, streams 2x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> ofTwoVersions() {
    return new SignalTable(
            LoadSignal.requestsPerStream(),
            """
            what                       | series                                          | max | mean | sum
            the old one is retired     | resnet50/1: requests 0x20, streams 0x20         | 2   | 2    | 2
                                       | resnet50/2: requests 8x20, streams 4x20 |
            the new one just took over | resnet50/1: requests 8x17 0x2, streams 4x17 0x2 | 2   | 2    | 2
                                       | resnet50/2: requests 0x17 8x2, streams 0x17 4x2 |
            the new one is loading     | resnet50/1: requests 8x20, streams 4x20         | 2   | 2    | 2
                                       | resnet50/2: requests 0x20, streams 0x20 |
            both served, one idle      | resnet50/1: requests 0x20, streams 4x20         | 2   | 1    | 1
                                       | resnet50/2: requests 8x20, streams 4x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> ofSeveralModels() {
    return new SignalTable(
            LoadSignal.requestsPerStream(),
            """
            what                  | series                                | max | mean | sum | resnet50
            one busy, one idle    | resnet50: requests 8x20, streams 2x20 | 4   | 2    | 1   | 4
                                  | bert: requests 0x20, streams 6x20 |
            the other one is busy | resnet50: requests 0x20, streams 2x20 | 2   | 1    | 1.5 | 0
                                  | bert: requests 12x20, streams 6x20 |
            both alike            | resnet50: requests 3x20, streams 2x20 | 1.5 | 1.5  | 1.5 | 1.5
                                  | bert: requests 9x20, streams 6x20 |
            the other one loads   | resnet50: requests 4x20, streams 2x20 | 2   | 2    | 2   | 2
                                  | bert: requests 0x20, streams 0x20 |
            the chosen one loads  | resnet50: requests 0x20, streams 0x20 | 2   | 2    | 2   | -
                                  | bert: requests 4x20, streams 2x20 |
            the other one has 0   | resnet50: requests 4x20, streams 2x20 | 2   | 2    | 3.5 | 2
                                  | bert: requests 3x20, streams 0x20 |
            one of five is busy   | resnet50: requests 4x20, streams 2x20 | 2   | 0.4  | 0.4 | 2
                                  | a: requests 0x20, streams 2x20 |
                                  | b: requests 0x20, streams 2x20 |
                                  | c: requests 0x20, streams 2x20 |
                                  | d: requests 0x20, streams 2x20 |
            """)
        .tests();
  }
}
