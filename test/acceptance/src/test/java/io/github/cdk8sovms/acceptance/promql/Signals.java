package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.signal.LoadSignal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every signal, by how a user writes it: those of each class that {@link LoadSignal} permits. */
public final class Signals {
  private Signals() {}

  public static Map<String, LoadSignal> all() {
    Map<String, LoadSignal> signals = new LinkedHashMap<>();
    kinds(LoadSignal.class).forEach(kind -> signals.putAll(of(kind)));
    return signals;
  }

  /** Those with an upper bound that models and workers decide. */
  public static List<LoadSignal> ratiosOfModels() {
    return all().values().stream()
        .filter(signal -> signal.unit() == LoadSignal.Unit.RATIO && !signal.isOfGraphs())
        .toList();
  }

  private static Map<String, LoadSignal> of(Class<?> kind) {
    return switch (kind.getSimpleName()) {
      case "RequestsPerStream" -> Map.of("requestsPerStream()", LoadSignal.requestsPerStream());
      case "InFlightPerStream" -> Map.of("inFlightPerStream()", LoadSignal.inFlightPerStream());
      case "QueueToCompute" -> Map.of("queueToCompute()", LoadSignal.queueToCompute());
      case "StreamUtilization" -> Map.of("streamUtilization()", LoadSignal.streamUtilization());
      case "Latency" -> latencies();
      case "GraphsInFlight" -> Map.of("graphsInFlight(16)", LoadSignal.graphsInFlight(16));
      default -> throw new AssertionError("add " + kind.getSimpleName() + " to the signals");
    };
  }

  private static Map<String, LoadSignal> latencies() {
    Map<String, LoadSignal> signals = new LinkedHashMap<>();
    signals.put("meanLatency()", LoadSignal.meanLatency());
    for (double share : new double[] {0.5, 0.9, 0.95, 0.99}) {
      signals.put("latency(" + share + ")", LoadSignal.latency(share));
    }
    return signals;
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Signals::kinds)
        : Stream.of(type);
  }
}
