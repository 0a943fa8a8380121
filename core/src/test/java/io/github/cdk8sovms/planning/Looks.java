package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.hpa.Decision;
import io.github.cdk8sovms.internal.hpa.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** What the autoscaler read at each sync, and the query of {@link Specs#looksAt}. */
final class Looks implements SyncObserver {
  /**
   * One sync.
   *
   * @param value of the query; empty if it gave none
   */
  record Look(double seconds, Fleet fleet, Decision decision, OptionalDouble value) {
    /** The pod with this number in the order of creation. */
    Fleet.Pod pod(int index) {
      return fleet.pods().get(index);
    }
  }

  private final List<Look> all = new ArrayList<>();

  static Looks of(Specs specs, Traffic traffic, ServiceTime time) {
    Looks looks = new Looks();
    Plan.run(specs.plan(), traffic, time, new Promise(Duration.ofSeconds(1), 0.95), 1, looks);
    return looks;
  }

  @Override
  public void synced(double seconds, Fleet fleet, Decision decision) {
    all.add(
        new Look(
            seconds,
            fleet,
            decision,
            fleet.readings().get("look") instanceof Fleet.Total total
                ? OptionalDouble.of(total.value())
                : OptionalDouble.empty()));
  }

  List<Look> all() {
    return all;
  }

  /** The first one that is so; there must be one. */
  Look first(Predicate<Look> is) {
    return all.stream().filter(is).findFirst().orElseThrow();
  }

  /** The first since a time. */
  Look since(double seconds) {
    return first(look -> look.seconds() >= seconds);
  }
}
