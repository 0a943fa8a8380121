package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.promql.Series;
import io.github.cdk8sovms.internal.promql.SeriesStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus: finds pods, scrapes each at its own phase, and writes what it read into the store.
 *
 * <p>Source: Prometheus 3, discovery/manager.go (changes are passed on every five seconds),
 * scrape/scrape.go and scrape/target.go (a failed scrape makes the series of the target stale; that
 * of a target that is gone is noticed after just over two intervals, with the time of the first).
 */
final class Scraper {
  private static final double DISCOVERY_SECONDS = 5;

  /** Of an interval: how long after the second missed scrape a target is taken for gone. */
  private static final double GRACE = 0.1;

  /** A pod as a target of Prometheus. */
  private static final class Target {
    private final Replica pod;
    private final Series up;
    private Exports.@Nullable OfPod exports;

    /** Whether the last scrape read series of the servables. */
    private boolean hasSamples;

    private int waiting = Requests.NONE;
    private boolean removed;
    private double staleAt;

    private Target(Replica pod, Series up) {
      this.pod = pod;
      this.up = up;
    }
  }

  private final World world;
  private final Exports exports;
  private final SeriesStore store;
  private final double interval;
  private final double timeout;
  private final double discovery;
  private final List<@Nullable Target> targets = new ArrayList<>();

  Scraper(World world, Exports exports, SeriesStore store) {
    this.world = world;
    this.exports = exports;
    this.store = store;
    this.interval = Require.seconds(world.spec.scrape().interval());
    this.timeout = Require.seconds(world.spec.scrape().timeout());
    this.discovery = DISCOVERY_SECONDS * world.phases.nextDouble();
  }

  /** A pod has an address. */
  void appeared(Replica pod) {
    while (targets.size() <= pod.number) {
      targets.add(null);
    }
    targets.set(pod.number, new Target(pod, exports.up(pod.name)));
    double phase = interval * world.phases.nextDouble();
    double known = nextDiscovery();
    double first = phase + interval * Math.ceil((known - phase) / interval);
    world.events.add(first, Events.Kind.SCRAPE, pod.number);
  }

  /** A pod is gone; it is scraped in vain until that is known. */
  void disappeared(Replica pod) {
    if (pod.number < targets.size() && targets.get(pod.number) != null) {
      world.events.add(nextDiscovery(), Events.Kind.FORGET, pod.number);
    }
  }

  void forget(int number) {
    target(number).removed = true;
  }

  void scrape(int number) {
    Target target = target(number);
    if (target.removed) {
      target.staleAt = world.now;
      world.in(interval * (1 + GRACE), Events.Kind.STALE, number);
      return;
    }
    Replica pod = target.pod;
    if (pod.ended || !pod.stage.isAtLeast(Replica.Stage.FETCHING)) {
      failed(target, world.now);
    } else {
      int slot = world.requests.take(world.now, Requests.SCRAPE);
      if (slot == Requests.NONE) {
        world.ledger.scrapeFailed(world.now);
        failed(target, world.now);
      } else if (pod.receiveHttp(slot)) {
        world.requests.release(slot);
        read(target, world.now);
      } else {
        target.waiting = slot;
        // Before the next scrape, should both be due at the same time.
        world.in(timeout, Events.Kind.SCRAPE_TIMEOUT, number);
      }
    }
    world.in(interval, Events.Kind.SCRAPE, number);
  }

  /** A scrape that waited for a worker is answered, unless it has timed out. */
  void answered(Replica pod, int slot) {
    Target target = target(pod.number);
    if (target.waiting == slot) {
      target.waiting = Requests.NONE;
      read(target, world.requests.sent[slot]);
    }
    world.requests.release(slot);
  }

  /** A scrape that waited for a worker will never be answered. */
  void lost(Replica pod, int slot) {
    Target target = target(pod.number);
    if (target.waiting == slot) {
      target.waiting = Requests.NONE;
      failed(target, world.requests.sent[slot]);
    }
    world.requests.release(slot);
  }

  void timedOut(int number) {
    Target target = target(number);
    if (target.waiting == Requests.NONE) {
      return;
    }
    double sent = world.requests.sent[target.waiting];
    if (world.now - sent >= timeout - 1e-9) {
      target.waiting = Requests.NONE;
      world.ledger.scrapeFailed(world.now);
      failed(target, sent);
    }
  }

  /** All series of a target that is gone end. Its pod need not be known any longer. */
  void stale(int number) {
    Target target = target(number);
    target.up.stale(target.staleAt);
    store.forget(target.up);
    if (target.exports != null) {
      if (target.hasSamples) {
        target.exports.stale(target.staleAt);
      }
      target.exports.forget(store);
    }
    targets.set(number, null);
  }

  private void read(Target target, double time) {
    target.up.append(time, 1);
    Replica.Stage stage = target.pod.stage;
    if (stage.isAtLeast(Replica.Stage.LOADING)) {
      if (target.exports == null) {
        target.exports = exports.of(target.pod);
      }
      target.exports.append(time, stage != Replica.Stage.LOADING);
      target.hasSamples = true;
    }
  }

  private void failed(Target target, double time) {
    target.up.append(time, 0);
    if (target.hasSamples && target.exports != null) {
      target.exports.stale(time);
      target.hasSamples = false;
    }
  }

  private double nextDiscovery() {
    double passed = Math.ceil((world.now - discovery) / DISCOVERY_SECONDS);
    return discovery + DISCOVERY_SECONDS * Math.max(0, passed);
  }

  private Target target(int number) {
    Target target = targets.get(number);
    if (target == null) {
      throw new IllegalStateException("pod " + number + " is not scraped");
    }
    return target;
  }
}
