package io.github.cdk8sovms.planning;

import java.util.function.ObjIntConsumer;

/** A pod: its stage of life, and the requests in it. */
final class Replica {
  /** From its creation on. */
  enum Stage {
    SCHEDULING,
    PULLING,
    FETCHING,
    LOADING,
    WARMING,
    READY;

    Stage next() {
      return values()[ordinal() + 1];
    }

    boolean isAtLeast(Stage other) {
      return compareTo(other) >= 0;
    }
  }

  final int number;
  final String name;
  final double created;
  final Station[] stations;

  /** Breaks ties where Kubernetes takes the UID. */
  final long lot;

  private final World world;
  private final Requests requests;
  private final Fifo waitingForWorker;
  private final int workers;
  private final int threads;

  Stage stage = Stage.SCHEDULING;
  double readySince;

  /** It is deleted, and ends after its drain. */
  boolean terminating;

  /** Its server has got SIGTERM, and takes nothing new. */
  boolean stopped;

  boolean ended;

  /** Requests that a balancer has sent here and not got back. */
  int connections;

  /** Its place among those with a free connection. */
  int place = Requests.NONE;

  private int busyWorkers;
  private int busyThreads;
  private int inside;

  Replica(World world, int number, String name, boolean withBuckets) {
    this.world = world;
    this.requests = world.requests;
    this.number = number;
    this.name = name;
    this.created = world.now;
    this.lot = world.phases.nextLong();
    this.waitingForWorker = new Fifo(requests);
    this.workers = world.spec.server().httpWorkers();
    this.threads = world.spec.server().grpcThreads();
    this.stations = new Station[world.spec.server().servables().size()];
    for (int i = 0; i < stations.length; i++) {
      stations[i] = new Station(world, i, withBuckets);
    }
  }

  /** Whether a request over gRPC can still be sent to it. */
  boolean takesRequests() {
    return stage == Stage.READY && !stopped;
  }

  boolean isIdle() {
    return inside == 0;
  }

  /** A request over HTTP, or a scrape, arrives; false if the scrape has to wait. */
  boolean receiveHttp(int slot) {
    requests.pod[slot] = number;
    inside++;
    if (busyWorkers == workers) {
      waitingForWorker.add(slot);
      return false;
    }
    if (requests.servable[slot] == Requests.SCRAPE) {
      inside--;
      return true;
    }
    busyWorkers++;
    stations[requests.servable[slot]].enter(slot);
    return true;
  }

  /**
   * A call over gRPC arrives; false if it is refused, for one thread must stay free for new ones.
   */
  boolean receiveGrpc(int slot) {
    if (busyThreads >= threads - 1) {
      return false;
    }
    requests.pod[slot] = number;
    inside++;
    busyThreads++;
    stations[requests.servable[slot]].enter(slot);
    return true;
  }

  void finishGrpc(int slot) {
    inside--;
    busyThreads--;
    stations[requests.servable[slot]].finish(slot);
  }

  /**
   * The worker of a request takes the next one; scrapes are answered at once.
   *
   * @param scrapeAnswered called with the slot of each
   */
  void finishHttp(int slot, ObjIntConsumer<Replica> scrapeAnswered) {
    inside--;
    stations[requests.servable[slot]].finish(slot);
    while (!waitingForWorker.isEmpty()) {
      int next = waitingForWorker.remove();
      if (requests.servable[next] != Requests.SCRAPE) {
        stations[requests.servable[next]].enter(next);
        return;
      }
      inside--;
      scrapeAnswered.accept(this, next);
    }
    busyWorkers--;
  }
}
