package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.promql.Query;
import io.github.cdk8sovms.internal.promql.SeriesStore;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/** One run of a plan: the loop over its events. */
final class Simulation {
  /** Idle time before the traffic, so that windows and recommendations are full. */
  private static final double BEFORE_SECONDS = 600;

  /** After the traffic, for requests that are still open. */
  private static final double AFTER_SECONDS = 600;

  private final PlanSpec spec;
  private final World world;
  private final Requests requests;
  private final Events events;
  private final Ledger ledger;
  private final Backlog backlog;
  private final Workload workload = new Workload();
  private final Balancer balancer;
  private final Scraper scraper;
  private final Lifecycle lifecycle;
  private final Scaler scaler;
  private final SyncObserver observer;
  private final Traffic.Arrivals arrivals;
  private final double[] shares;
  private final SplittableRandom servables;
  private final double tickSeconds;

  private boolean done;
  private int lastOpen;

  Simulation(
      PlanSpec spec,
      Traffic traffic,
      ServiceTime serviceTime,
      Promise promise,
      long seed,
      double tickSeconds,
      SyncObserver observer) {
    this.spec = spec;
    this.tickSeconds = tickSeconds;
    this.observer = observer;
    this.arrivals = traffic.arrivals(seed);
    this.servables = new SplittableRandom(~seed);
    this.shares = cumulativeShares(spec.server());
    int replicas = spec.hpa().minReplicas();
    this.ledger = new Ledger(promise, BEFORE_SECONDS, traffic.seconds(), replicas);
    this.backlog = new Backlog(spec);
    this.world = new World(spec, serviceTime, backlog, ledger, seed);
    this.requests = world.requests;
    this.events = world.events;
    Map<String, Query> queries = Scaler.queries(spec);
    SeriesStore store = new SeriesStore(retention(spec, queries));
    Exports exports = new Exports(spec, store, spec.queries().values());
    this.scraper = new Scraper(world, exports, store);
    this.balancer = Balancer.of(world, scraper, workload);
    this.lifecycle = new Lifecycle(world, workload, scraper, balancer, exports.haveBuckets());
    this.scaler = new Scaler(world, workload, store, queries);
    lifecycle.startWith(replicas);
    events.add(scaler.phase(), Events.Kind.SYNC, 0);
    events.add(BEFORE_SECONDS, Events.Kind.TICK, 0);
  }

  PlanResult run() {
    double arrival = BEFORE_SECONDS + arrivals.next();
    while (!done) {
      if (arrival <= events.nextTime()) {
        world.now = arrival;
        arrive();
        arrival = BEFORE_SECONDS + arrivals.next();
      } else {
        world.now = events.nextTime();
        happen(events.remove());
      }
    }
    for (Replica pod : workload.existing()) {
      ledger.podEnded(world.now, pod.created);
    }
    return ledger.result(spec.name());
  }

  private void arrive() {
    ledger.sent(world.now);
    int servable = servable();
    int slot = requests.take(world.now, servable);
    if (slot == Requests.NONE) {
      ledger.lost(world.now);
      return;
    }
    requests.cause[slot] = (byte) backlog.arrived(servable).ordinal();
    balancer.send(slot);
  }

  private void happen(long event) {
    int number = Events.number(event);
    switch (Events.kind(event)) {
      case SERVED -> served(number);
      case STAGE -> {
        lifecycle.stageOver(number);
        look();
      }
      case SCRAPE -> scraper.scrape(number);
      case SCRAPE_TIMEOUT -> scraper.timedOut(number);
      case FORGET -> scraper.forget(number);
      case STALE -> scraper.stale(number);
      case TERMINATE -> lifecycle.terminate(number);
      case KILL -> lifecycle.kill(number);
      case SYNC -> sync();
      case TICK -> tick();
      case AGED -> balancer.aged(number);
      case RESOLVE -> balancer.resolve(number);
    }
  }

  private void served(int slot) {
    if (requests.pod[slot] == Requests.LOST) {
      requests.release(slot);
      return;
    }
    Replica pod = workload.pod(requests.pod[slot]);
    balancer.executed(slot, pod);
    world.answered(slot);
    if (pod.stopped) {
      lifecycle.endIfIdle(pod);
    }
  }

  private void sync() {
    int before = workload.replicas;
    int after = scaler.sync(observer, BEFORE_SECONDS);
    ledger.replicas(world.now, before, after);
    if (after != before) {
      lifecycle.scaleTo(after);
    }
    look();
  }

  private void tick() {
    look();
    backlog.tick();
    ledger.tick(world.now, workload.readyCount(), workload.replicas);
    boolean over = world.now >= ledger.end();
    if (over && (!isAnyOpen() || world.now >= ledger.end() + AFTER_SECONDS)) {
      done = true;
      closeOpen();
    } else {
      world.in(tickSeconds, Events.Kind.TICK, 0);
    }
  }

  private void look() {
    backlog.look(workload.readyCount(), workload.replicas);
  }

  /** Asked every second, of up to a million requests: one that was open is looked at first. */
  private boolean isAnyOpen() {
    if (lastOpen < requests.bound() && requests.isOpen(lastOpen)) {
      return true;
    }
    for (int slot = 0; slot < requests.bound(); slot++) {
      if (requests.isOpen(slot)) {
        lastOpen = slot;
        return true;
      }
    }
    return false;
  }

  /** What is still open has waited for the whole time after the traffic. */
  private void closeOpen() {
    for (int slot = 0; slot < requests.bound(); slot++) {
      if (requests.isOpen(slot)) {
        world.answered(slot);
      }
    }
  }

  private int servable() {
    if (shares.length == 1) {
      return 0;
    }
    double point = servables.nextDouble() * shares[shares.length - 1];
    int servable = 0;
    while (point >= shares[servable]) {
      servable++;
    }
    return servable;
  }

  private static double[] cumulativeShares(ServerSpec server) {
    double[] shares = new double[server.servables().size()];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += server.servables().get(i).share();
      shares[i] = sum;
    }
    return shares;
  }

  /** The longest range of a query, and what is appended late. */
  private static double retention(PlanSpec spec, Map<String, Query> queries) {
    Duration longest = Duration.ofMinutes(5);
    for (Query query : queries.values()) {
      longest = query.lookback().compareTo(longest) > 0 ? query.lookback() : longest;
    }
    return Require.seconds(longest.plus(spec.scrape().interval().multipliedBy(3)));
  }
}
