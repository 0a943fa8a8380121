package io.github.cdk8sovms.planning;

/** Replays traffic on a server that is scaled as a manifest says. */
public final class Plan {
  private Plan() {}

  /** Runs a plan. */
  public static PlanResult run(
      PlanSpec spec, Traffic traffic, ServiceTime serviceTime, Promise promise, long seed) {
    return run(spec, traffic, serviceTime, promise, seed, (seconds, fleet, decision) -> {});
  }

  /** The same, with each sync of the autoscaler. */
  public static PlanResult run(
      PlanSpec spec,
      Traffic traffic,
      ServiceTime serviceTime,
      Promise promise,
      long seed,
      SyncObserver observer) {
    return new Simulation(spec, traffic, serviceTime, promise, seed, observer).run();
  }
}
