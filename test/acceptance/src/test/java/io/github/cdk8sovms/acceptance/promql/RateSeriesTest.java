package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.signal.LoadSignal;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The values of signals that are computed from times, which OVMS adds up when a request ends. One
 * stream that is busy all the time adds 15e6 microseconds from scrape to scrape.
 */
@Tag("signal-table")
class RateSeriesTest {

  @TestFactory
  Stream<DynamicTest> requestsInFlight() {
    return new SignalTable(
            LoadSignal.inFlightPerStream(),
            """
            what                              | series                                                              | all
            half of the streams busy          | time 0+30e6x20, streams 4x20                                        | 0.5
            every stream busy                 | time 0+60e6x20, streams 4x20                                        | 1
            as many wait as are executed      | time 0+120e6x20, streams 4x20                                       | 2
            more than infer requests          | time 0+600e6x20, requests 4x20, streams 4x20                        | 10
            over gRPC and REST                | time 0+30e6x20, time{interface="REST"} 0+90e6x20, streams 4x20      | 2
            idle after load                   | time 9e9x20, requests 0x20, streams 4x20                            | 0
            never asked                       | time 0x20, requests 0x20, streams 4x20                              | 0
            loading: no streams yet           | time 0x20, requests 0x20, streams 0x20                              | -
            the counter starts anew           | time 60e6+60e6x17 60e6+60e6x2, streams 4x20                         | 1
            restarted, one scrape since       | time 60e6+60e6x15 _x4 60e6, requests 4x15 _x4 4, streams 4x15 _x4 4 | -
            restarted, two scrapes since: low | time 60e6+60e6x15 _x3 60e6 120e6, requests 4x15 _x3 4x1             | 0.375
                                              | streams 4x15 _x3 4x1 |
            a scrape is lost                  | time 0+60e6x17 _ 1140e6 1200e6, streams 4x17 _ 4x1                  | 1
            no scrape in the window           | time 0+60e6x16, streams 4x16                                        | -
            no streams exported               | time 0+60e6x20                                                      | -
            no times exported                 | requests 4x20, streams 4x20                                         | -
            scraped by two jobs               | time 0+60e6x20, streams 4x20, time{job="b"} 0+60e6x20               | 1
                                              | streams{job="b"} 4x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> requestsInFlightOfSeveralModels() {
    return new SignalTable(
            LoadSignal.inFlightPerStream(),
            """
            what                   | series                                                   | max | mean | sum | resnet50
            one busy, one idle     | resnet50: time 0+120e6x20, streams 2x20                  | 4   | 2    | 1   | 4
                                   | bert: time 0x20, requests 0x20, streams 6x20 |
            the other one loads    | resnet50: time 0+60e6x20, streams 2x20                   | 2   | 2    | 2   | 2
                                   | bert: time 0x20, streams 0x20 |
            a retired version      | resnet50/1: time 9e9x20, streams 0x20                    | 2   | 2    | 2   | 2
                                   | resnet50/2: time 0+120e6x20, streams 4x20 |
            each over one protocol | resnet50: time{interface="REST"} 0+60e6x20, streams 2x20 | 2   | 2    | 2   | 2
                                   | bert: time 0+60e6x20, streams 2x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> queueToCompute() {
    return new SignalTable(
            LoadSignal.queueToCompute(),
            """
            what                         | series                                                                   | all
            nothing waits                | wait 0x20, inference 0+30e6x20, requests 2x20, streams 4x20              | 0
            waits half as long           | wait 0+30e6x20, inference 0+60e6x20, requests 4x20, streams 4x20         | 0.5
            waits as long                | wait 0+60e6x20, inference 0+60e6x20, requests 4x20, streams 4x20         | 1
            waits ten times as long      | wait 0+600e6x20, inference 0+60e6x20, requests 4x20, streams 4x20        | 10
            between the scrapes only     | wait 0+6e6x20, inference 0+6e6x20, requests 0x20, streams 4x20           | 1
            idle after load              | wait 9e9x20, inference 9e9x20, requests 0x20, streams 4x20               | 0
            never asked                  | wait 0x20, inference 0x20, requests 0x20, streams 4x20                   | 0
            loading: no streams yet      | wait 0x20, inference 0x20, requests 0x20, streams 0x20                   | -
            busy, nothing finished       | wait 9e9x20, inference 9e9x20, requests 4x20, streams 4x20               | -
            the counters start anew      | wait 60e6+60e6x17 60e6+60e6x2, inference 30e6+30e6x17 30e6+30e6x2        | 2
                                         | requests 4x20, streams 4x20 |
            restarted, one scrape since  | wait 60e6+60e6x15 _x4 60e6, inference 60e6+60e6x15 _x4 60e6              | -
                                         | requests 4x15 _x4 4, streams 4x15 _x4 4 |
            restarted, two scrapes since | wait 60e6+60e6x15 _x3 120e6 240e6, inference 60e6+60e6x15 _x3 60e6 120e6 | 2
                                         | requests 4x15 _x3 4x1, streams 4x15 _x3 4x1 |
            a scrape is lost             | wait 0+60e6x17 _ 1140e6 1200e6, inference 0+60e6x17 _ 1140e6 1200e6      | 1
                                         | requests 4x17 _ 4x1, streams 4x17 _ 4x1 |
            no scrape in the window      | wait 0+60e6x16, inference 0+60e6x16, requests 4x16, streams 4x16         | -
            no waits exported            | inference 0+60e6x20, requests 4x20, streams 4x20                         | -
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> queueToComputeOfSeveralModels() {
    return new SignalTable(
            LoadSignal.queueToCompute(),
            """
            what                | series                                                                 | max | mean | sum | resnet50
            one busy, one idle  | resnet50: wait 0+60e6x20, inference 0+30e6x20, requests 2x20           | 2   | 1    | 2   | 2
                                | resnet50: streams 2x20 |
                                | bert: wait 9e9x20, inference 9e9x20, requests 0x20, streams 6x20 |
            both busy           | resnet50: wait 0+60e6x20, inference 0+30e6x20, requests 2x20           | 2   | 1.25 | 1   | 2
                                | resnet50: streams 2x20 |
                                | bert: wait 0+30e6x20, inference 0+60e6x20, requests 4x20, streams 6x20 |
            the other one loads | resnet50: wait 0+60e6x20, inference 0+30e6x20, requests 2x20           | 2   | 2    | 2   | 2
                                | resnet50: streams 2x20 |
                                | bert: wait 0x20, inference 0x20, requests 0x20, streams 0x20 |
            a retired version   | resnet50/1: wait 9e9x20, inference 9e9x20, requests 0x20, streams 0x20 | 2   | 2    | 2   | 2
                                | resnet50/2: wait 0+60e6x20, inference 0+30e6x20, requests 2x20 |
                                | resnet50/2: streams 2x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> streamUtilization() {
    return new SignalTable(
            LoadSignal.streamUtilization(),
            """
            what                     | series                                                  | all
            half of the streams busy | inference 0+30e6x20, streams 4x20                       | 0.5
            every stream busy        | inference 0+60e6x20, streams 4x20                       | 1
            waits inside OpenVINO    | inference 0+240e6x20, requests 16x20, streams 4x20      | 4
            idle after load          | inference 9e9x20, requests 0x20, streams 4x20           | 0
            never asked              | inference 0x20, requests 0x20, streams 4x20             | 0
            loading: no streams yet  | inference 0x20, requests 0x20, streams 0x20             | -
            the counter starts anew  | inference 60e6+60e6x17 60e6+60e6x2, streams 4x20        | 1
            a scrape is lost         | inference 0+60e6x17 _ 1140e6 1200e6, streams 4x17 _ 4x1 | 1
            no scrape in the window  | inference 0+60e6x16, streams 4x16                       | -
            no streams exported      | inference 0+60e6x20                                     | -
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> streamUtilizationOfSeveralModels() {
    return new SignalTable(
            LoadSignal.streamUtilization(),
            """
            what               | series                                              | max | mean | sum  | resnet50
            one busy, one idle | resnet50: inference 0+30e6x20, streams 2x20         | 1   | 0.5  | 0.25 | 1
                               | bert: inference 9e9x20, requests 0x20, streams 6x20 |
            a retired version  | resnet50/1: inference 9e9x20, streams 0x20          | 0.5 | 0.5  | 0.5  | 0.5
                               | resnet50/2: inference 0+30e6x20, streams 4x20 |
            """)
        .tests();
  }
}
