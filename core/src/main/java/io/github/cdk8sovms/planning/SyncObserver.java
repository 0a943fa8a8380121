package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.hpa.Decision;
import io.github.cdk8sovms.internal.hpa.Fleet;

/** Sees each sync of the autoscaler of a plan. */
@FunctionalInterface
public interface SyncObserver {
  /**
   * Called after the autoscaler decided.
   *
   * @param seconds from the start of the traffic
   * @param fleet what the autoscaler read
   * @param decision what it decided
   */
  void synced(double seconds, Fleet fleet, Decision decision);
}
