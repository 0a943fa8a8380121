package io.github.cdk8sovms.emulator;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.DoubleSupplier;

/**
 * One version of a model, as a queue: a request waits for one of {@code nireq} infer requests, and
 * with it for one of the streams.
 *
 * <p>Times are measured where OVMS does: the wait is that for an infer request; inference is timed
 * while one is held, so also while all streams are busy.
 */
final class ServedVersion {
  /** What becomes of a version. */
  enum State {
    LOADING,
    AVAILABLE,
    END
  }

  private final PodProcess process;
  private final ModelSettings settings;
  private final int number;
  private final boolean countsWaiting;
  private final DoubleSupplier serviceSeconds;
  private final VersionMetrics metrics;

  private final Queue<Request> waiting = new ArrayDeque<>();
  private final Queue<Request> inOpenVino = new ArrayDeque<>();
  private int executing;
  private State state = State.LOADING;
  private boolean retiring;

  ServedVersion(
      ModelSettings settings,
      int number,
      OvmsRelease release,
      Metrics all,
      DoubleSupplier serviceSeconds,
      PodProcess process) {
    this.settings = settings;
    this.number = number;
    this.countsWaiting = release.countsWaitingRequests();
    this.serviceSeconds = serviceSeconds;
    this.process = process;
    this.metrics = new VersionMetrics(all, settings.name(), number, release);
    metrics.gauges(
        this::streams,
        () -> isLoaded() ? settings.nireq() : 0,
        this::holding,
        this::currentRequests);
  }

  int number() {
    return number;
  }

  State state() {
    return state;
  }

  int streams() {
    return isLoaded() ? settings.streams() : 0;
  }

  /** Requests that hold an infer request; and, as older releases count, those that wait for one. */
  int currentRequests() {
    return countsWaiting ? holding() + waiting.size() : holding();
  }

  VersionMetrics metrics() {
    return metrics;
  }

  void loaded() {
    state = State.AVAILABLE;
  }

  /** Takes no more requests, and ends with the last that it has. */
  void retire() {
    retiring = true;
    endIfIdle();
  }

  void infer(Request request) {
    request.received = process.seconds();
    waiting.add(request);
    moveOn();
  }

  private int holding() {
    return inOpenVino.size() + executing;
  }

  private boolean isLoaded() {
    return state == State.AVAILABLE;
  }

  /** Lets each request go as far as there is room for it. */
  private void moveOn() {
    double now = process.seconds();
    while (!waiting.isEmpty() && holding() < settings.nireq()) {
      Request next = waiting.remove();
      next.held = now;
      metrics.waited(now - next.received);
      inOpenVino.add(next);
    }
    while (!inOpenVino.isEmpty() && executing < settings.executions()) {
      Request next = inOpenVino.remove();
      executing++;
      process.in(serviceSeconds.getAsDouble(), () -> finish(next));
    }
  }

  private void finish(Request request) {
    double now = process.seconds();
    executing--;
    metrics.inferred(now - request.held);
    metrics.succeeded(request.protocol, now - request.received);
    // Before the answer, so that a client that sends its next request at once queues behind.
    moveOn();
    endIfIdle();
    request.answer(true);
  }

  private void endIfIdle() {
    if (retiring && holding() + waiting.size() == 0) {
      state = State.END;
    }
  }
}
