package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.signal.LoadSignal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every signal, by how a user writes it. */
public final class Signals {
  private Signals() {}

  public static Map<String, LoadSignal> all() {
    Map<String, LoadSignal> signals = new LinkedHashMap<>();
    signals.put("requestsPerStream()", LoadSignal.requestsPerStream());
    signals.put("inFlightPerStream()", LoadSignal.inFlightPerStream());
    signals.put("queueToCompute()", LoadSignal.queueToCompute());
    signals.put("streamUtilization()", LoadSignal.streamUtilization());
    signals.put("meanLatency()", LoadSignal.meanLatency());
    for (double share : new double[] {0.5, 0.9, 0.95, 0.99}) {
      signals.put("latency(" + share + ")", LoadSignal.latency(share));
    }
    signals.put("graphsInFlight(16)", LoadSignal.graphsInFlight(16));
    return signals;
  }
}
