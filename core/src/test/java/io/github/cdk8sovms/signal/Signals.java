package io.github.cdk8sovms.signal;

import java.util.List;
import java.util.stream.Stream;

/** All signals with default options: those of each class that {@link LoadSignal} permits. */
final class Signals {
  private Signals() {}

  static List<LoadSignal> all() {
    return Sealed.kinds(LoadSignal.class).stream().flatMap(Signals::of).toList();
  }

  private static Stream<LoadSignal> of(Class<?> kind) {
    List<LoadSignal> signals =
        switch (kind.getSimpleName()) {
          case "RequestsPerStream" -> List.of(LoadSignal.requestsPerStream());
          case "InFlightPerStream" -> List.of(LoadSignal.inFlightPerStream());
          case "QueueToCompute" -> List.of(LoadSignal.queueToCompute());
          case "StreamUtilization" -> List.of(LoadSignal.streamUtilization());
          case "Latency" -> {
            Stream<LoadSignal> shares =
                Stream.of(0.5, 0.9, 0.95, 0.99, 0.999).map(LoadSignal::latency);
            yield Stream.concat(Stream.of(LoadSignal.meanLatency()), shares).toList();
          }
          case "GraphsInFlight" -> List.of(LoadSignal.graphsInFlight(16));
          default -> throw new AssertionError("add " + kind.getSimpleName() + " to the signals");
        };
    return signals.stream().peek(signal -> requireKind(kind, signal));
  }

  private static void requireKind(Class<?> kind, LoadSignal signal) {
    if (!kind.isInstance(signal)) {
      throw new AssertionError(signal.metricName() + " is no " + kind.getSimpleName());
    }
  }
}
