package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.signal.LoadSignal;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * A pod that is busy with requests longer than the window finishes none in it, and OVMS adds up
 * times only when a request ends. The load of the pod is then unknown. It must not read 0, which
 * would remove it: it must have no value, which the autoscaler takes for no reason to act.
 */
@Tag("signal-table")
class BusyPodSeriesTest {

  @TestFactory
  Stream<DynamicTest> requestsInFlight() {
    return new SignalTable(
            LoadSignal.inFlightPerStream(),
            """
            what                        | series                                                             | all
            busy, nothing finished      | time 9e9x20, count 9e5x20, requests 4x20, streams 4x20             | -
            beside an idle model        | resnet50: time 9e9x20, count 9e5x20, requests 4x20, streams 4x20   | -
                                        | bert: time 9e9x20, count 9e5x20, requests 0x20, streams 4x20 |
            beside a version that idles | resnet50/1: time 9e9x20, count 9e5x20, requests 0x20, streams 4x20 | -
                                        | resnet50/2: time 9e9x20, count 9e5x20, requests 4x20, streams 4x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> streamUtilization() {
    return new SignalTable(
            LoadSignal.streamUtilization(),
            """
            what                        | series                                                    | all
            busy, nothing finished      | inference 9e9x20, requests 4x20, streams 4x20             | -
            beside an idle model        | resnet50: inference 9e9x20, requests 4x20, streams 4x20   | -
                                        | bert: inference 9e9x20, requests 0x20, streams 4x20 |
            beside a version that idles | resnet50/1: inference 9e9x20, requests 0x20, streams 4x20 | -
                                        | resnet50/2: inference 9e9x20, requests 4x20, streams 4x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> queueToCompute() {
    return new SignalTable(
            LoadSignal.queueToCompute(),
            """
            what                        | series                                                                 | all
            busy, nothing finished      | wait 9e9x20, inference 9e9x20, requests 4x20, streams 4x20             | -
            beside an idle model        | resnet50: wait 9e9x20, inference 9e9x20, requests 4x20, streams 4x20   | -
                                        | bert: wait 9e9x20, inference 9e9x20, requests 0x20, streams 4x20 |
            beside a version that idles | resnet50/1: wait 9e9x20, inference 9e9x20, requests 0x20, streams 4x20 | -
                                        | resnet50/2: wait 9e9x20, inference 9e9x20, requests 4x20, streams 4x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> meanLatency() {
    return new SignalTable(
            LoadSignal.meanLatency(),
            """
            what                        | series                                                             | all
            busy, nothing finished      | time 9e9x20, count 9e5x20, requests 4x20, streams 4x20             | -
            beside an idle model        | resnet50: time 9e9x20, count 9e5x20, requests 4x20, streams 4x20   | -
                                        | bert: time 9e9x20, count 9e5x20, requests 0x20, streams 4x20 |
            beside a version that idles | resnet50/1: time 9e9x20, count 9e5x20, requests 0x20, streams 4x20 | -
                                        | resnet50/2: time 9e9x20, count 9e5x20, requests 4x20, streams 4x20 |
            """)
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> quantile() {
    return new SignalTable(
            LoadSignal.latency(0.99),
            """
            what                   | series                                                                           | all
            busy, nothing finished | bucket{le="67466"} 9e5x20, bucket{le="+Inf"} 9e5x20, requests 4x20, streams 4x20 | -
            beside an idle model   | resnet50: bucket{le="67466"} 9e5x20, bucket{le="+Inf"} 9e5x20, requests 4x20     | -
                                   | resnet50: streams 4x20 |
                                   | bert: bucket{le="67466"} 9e5x20, bucket{le="+Inf"} 9e5x20, requests 0x20 |
                                   | bert: streams 4x20 |
            """)
        .tests();
  }
}
