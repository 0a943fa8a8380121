package io.github.cdk8sovms.emulator;

import io.github.cdk8sovms.emulator.Clients.Protocol;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * The connection of a gRPC client. It stays with its pod, even if that is ready no more, until the
 * pod is gone, or ends the connection because of its age; calls under way are finished then.
 */
final class GrpcConnection {
  /** gRPC ends connections a little earlier or later than configured, by up to a tenth. */
  private static final double JITTER = 0.1;

  /** Calls under way on one TCP connection. */
  private static final class Transport {
    private final OvmsPod pod;
    private int calls;

    private Transport(OvmsPod pod) {
      this.pod = pod;
    }

    private boolean isFull() {
      return calls >= pod.channel().callsAtATime();
    }
  }

  private final String model;
  private final Timeline timeline;
  private final Supplier<List<OvmsPod>> endpoints;
  private final Runnable ended;
  private final Queue<Request.Answer> waiting = new ArrayDeque<>();
  private Optional<Transport> transport = Optional.empty();
  private boolean moving;

  /**
   * A connection that is not there yet.
   *
   * @param endpoints the pods that it may be to
   * @param ended called when it was ended because of its age
   */
  GrpcConnection(
      String model, Timeline timeline, Supplier<List<OvmsPod>> endpoints, Runnable ended) {
    this.model = model;
    this.timeline = timeline;
    this.endpoints = endpoints;
    this.ended = ended;
  }

  void send(Request.Answer answer) {
    waiting.add(answer);
    moveOn();
  }

  /** Once at a time: an answer that comes at once leads here again. */
  private void moveOn() {
    if (!moving) {
      moving = true;
      sendWaiting();
      moving = false;
    }
  }

  private void sendWaiting() {
    while (!waiting.isEmpty()) {
      if (transport.isEmpty() || !transport.get().pod.takesRequests()) {
        transport = connect();
      }
      if (transport.isEmpty()) {
        waiting.remove().arrived(false);
      } else if (transport.get().isFull()) {
        return;
      } else {
        send(waiting.remove(), transport.get());
      }
    }
  }

  /** To any ready pod, by chance, as a Service of Kubernetes does. */
  private Optional<Transport> connect() {
    List<OvmsPod> ready = endpoints.get().stream().filter(OvmsPod::takesRequests).toList();
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    Transport fresh = new Transport(ready.get(timeline.random().nextInt(ready.size())));
    fresh
        .pod
        .channel()
        .age()
        .ifPresent(
            age -> {
              double jitter = 1 + JITTER * (2 * timeline.random().nextDouble() - 1);
              timeline.in(Timeline.seconds(age) * jitter, () -> leave(fresh));
            });
    return Optional.of(fresh);
  }

  private void leave(Transport old) {
    if (transport.filter(old::equals).isPresent()) {
      transport = Optional.empty();
      ended.run();
      moveOn();
    }
  }

  private void send(Request.Answer answer, Transport on) {
    on.calls++;
    on.pod.receive(
        new Request(
            model,
            Protocol.GRPC,
            success -> {
              on.calls--;
              answer.arrived(success);
              moveOn();
            }));
  }
}
