package io.github.cdk8sovms.signal;

import java.util.List;

/** All signals with default options. */
final class Signals {
  private Signals() {}

  static List<LoadSignal> all() {
    return List.of(
        LoadSignal.requestsPerStream(),
        LoadSignal.inFlightPerStream(),
        LoadSignal.queueToCompute(),
        LoadSignal.streamUtilization(),
        LoadSignal.meanLatency(),
        LoadSignal.latency(0.5),
        LoadSignal.latency(0.9),
        LoadSignal.latency(0.95),
        LoadSignal.latency(0.99),
        LoadSignal.latency(0.999),
        LoadSignal.graphsInFlight(16));
  }
}
