package io.github.cdk8sovms.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A gRPC client with the policy {@code round_robin} and the name of a headless Service: it has a
 * connection to each pod, and sends calls to one after the other. It asks for the name again when a
 * connection ends, but not sooner than half a minute after it asked last.
 */
final class RoundRobinClient {
  /** The default of {@code grpc.dns_min_time_between_resolutions_ms}. */
  private static final double SECONDS_BETWEEN_RESOLUTIONS = 30;

  private final String model;
  private final Timeline timeline;
  private final Supplier<List<OvmsPod>> name;
  private Map<OvmsPod, GrpcConnection> connections = new LinkedHashMap<>();
  private OptionalDouble asked = OptionalDouble.empty();
  private boolean willAsk;
  private int turn;

  RoundRobinClient(String model, Timeline timeline, Supplier<List<OvmsPod>> name) {
    this.model = model;
    this.timeline = timeline;
    this.name = name;
  }

  void send(Request.Answer answer) {
    Optional<GrpcConnection> next = next();
    if (next.isEmpty() && untilItMayAsk() == 0) {
      ask();
      next = next();
    }
    if (next.isPresent()) {
      next.get().send(answer);
    } else {
      answer.arrived(false);
    }
  }

  private Optional<GrpcConnection> next() {
    List<OvmsPod> pods = List.copyOf(connections.keySet());
    for (int i = 0; i < pods.size(); i++) {
      OvmsPod pod = pods.get(turn++ % pods.size());
      if (pod.takesRequests()) {
        return Optional.of(connections.get(pod));
      }
      askSoon();
    }
    return Optional.empty();
  }

  private void askSoon() {
    if (!willAsk) {
      willAsk = true;
      timeline.in(untilItMayAsk(), this::ask);
    }
  }

  private double untilItMayAsk() {
    return asked.isEmpty()
        ? 0
        : Math.max(0, asked.getAsDouble() + SECONDS_BETWEEN_RESOLUTIONS - timeline.seconds());
  }

  private void ask() {
    willAsk = false;
    asked = OptionalDouble.of(timeline.seconds());
    Map<OvmsPod, GrpcConnection> now = new LinkedHashMap<>();
    name.get()
        .forEach(
            pod ->
                now.put(
                    pod,
                    connections.containsKey(pod)
                        ? connections.get(pod)
                        : new GrpcConnection(model, timeline, () -> List.of(pod), this::askSoon)));
    connections = now;
  }
}
