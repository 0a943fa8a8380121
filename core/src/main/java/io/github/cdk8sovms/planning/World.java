package io.github.cdk8sovms.planning;

import java.util.SplittableRandom;

/** What all parts of one run share: time, chance, requests and counts. */
final class World {
  final PlanSpec spec;
  final ServiceTime serviceTime;
  final Events events = new Events();
  final Requests requests = new Requests();
  final Backlog backlog;
  final Ledger ledger;

  /**
   * One source of chance for each purpose, so that plans that differ in one thing, such as the
   * target, see the same arrivals, service times and phases.
   */
  final SplittableRandom services;

  final SplittableRandom choices;
  final SplittableRandom phases;

  /** Seconds since the start of the run, which is before that of the traffic. */
  double now;

  World(PlanSpec spec, ServiceTime serviceTime, Backlog backlog, Ledger ledger, long seed) {
    this.spec = spec;
    this.serviceTime = serviceTime;
    this.backlog = backlog;
    this.ledger = ledger;
    SplittableRandom root = new SplittableRandom(seed);
    this.services = root.split();
    this.choices = root.split();
    this.phases = root.split();
  }

  /** A request is answered, or taken for unanswered at the end. */
  void answered(int slot) {
    ledger.answered(now, requests, slot);
    requests.release(slot);
  }

  /** A request that is not executed gets no answer. */
  void refused(int slot) {
    backlog.gaveUp();
    ledger.lost(now);
    requests.release(slot);
  }

  void in(double seconds, Events.Kind kind, int number) {
    events.add(now + seconds, kind, number);
  }
}
