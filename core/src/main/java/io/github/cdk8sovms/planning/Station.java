package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.planning.ServableSpec.GraphSpec;
import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;

/**
 * One servable in one pod. A request waits for an infer request, and with it for a stream; in a
 * graph, requests have both at once.
 *
 * <p>Source: <a href="https://github.com/openvinotoolkit/model_server">model_server</a>: since
 * 2024.5 {@code ovms_current_requests} is incremented when an infer request is held, before on
 * receipt; the wait for it and the inference are timed separately.
 */
final class Station {
  private final World world;
  private final Requests requests;
  private final int servable;
  private final int streams;
  private final int inferRequests;
  private final boolean countsWaiting;
  private final Fifo waiting;
  private final Fifo insideOpenVino;

  final Timing requestTime;
  final Timing inferenceTime;
  final Timing waitTime;

  private int holding;
  private int executing;
  private long finished;

  Station(World world, int servable, boolean withBuckets) {
    ServableSpec spec = world.spec.server().servables().get(servable);
    this.world = world;
    this.requests = world.requests;
    this.servable = servable;
    this.streams =
        spec instanceof ModelSpec model ? model.streams() : ((GraphSpec) spec).concurrency();
    this.inferRequests =
        spec instanceof ModelSpec model ? model.inferRequests() : ((GraphSpec) spec).concurrency();
    this.countsWaiting = world.spec.server().countsFromReceipt() && spec instanceof ModelSpec;
    this.waiting = new Fifo(requests);
    this.insideOpenVino = new Fifo(requests);
    this.requestTime = new Timing(withBuckets);
    this.inferenceTime = new Timing(withBuckets);
    this.waitTime = new Timing(withBuckets);
  }

  int streams() {
    return streams;
  }

  int inferRequests() {
    return inferRequests;
  }

  /** Requests that hold an infer request. */
  int holding() {
    return holding;
  }

  int currentRequests() {
    return countsWaiting ? holding + waiting.size() : holding;
  }

  long finished() {
    return finished;
  }

  void enter(int slot) {
    requests.received[slot] = world.now;
    if (holding < inferRequests) {
      hold(slot);
    } else {
      waiting.add(slot);
    }
  }

  /** The inference of a request has ended; lets others move on. */
  void finish(int slot) {
    executing--;
    holding--;
    finished++;
    requestTime.observe(world.now - requests.received[slot]);
    inferenceTime.observe(world.now - requests.held[slot]);
    if (!waiting.isEmpty()) {
      hold(waiting.remove());
    }
    if (!insideOpenVino.isEmpty() && executing < streams) {
      start(insideOpenVino.remove());
    }
  }

  private void hold(int slot) {
    holding++;
    requests.held[slot] = world.now;
    waitTime.observe(world.now - requests.received[slot]);
    if (executing < streams && insideOpenVino.isEmpty()) {
      start(slot);
    } else {
      insideOpenVino.add(slot);
    }
  }

  private void start(int slot) {
    executing++;
    requests.started[slot] = world.now;
    double seconds = world.serviceTime.seconds(executing, world.services);
    world.backlog.started(servable, seconds);
    world.events.add(world.now + seconds, Events.Kind.SERVED, slot);
  }
}
