package io.github.cdk8sovms.acceptance.plan;

import io.github.cdk8sovms.internal.hpa.Decision;
import io.github.cdk8sovms.internal.hpa.Fleet;
import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A recording, planned once: with phases of scrapes and syncs that a seed gives.
 *
 * @param begin of the plan, in seconds of the recording
 */
record PlannedRecording(PlanResult result, List<Sync> syncs, double begin) {
  private static final Promise TWO_SECONDS = new Promise(Duration.ofSeconds(2), 0.95);

  /** For a sync to be visible in the status of the autoscaler, which is read every second. */
  private static final double VISIBLE = 0.5;

  /**
   * One decision.
   *
   * @param metric the mean of all pods, as the status of the autoscaler has it
   */
  record Sync(double seconds, double metric, int replicas) {}

  static PlannedRecording of(
      RecordedConditions conditions, Traffic traffic, double begin, long seed) {
    List<Sync> syncs = new ArrayList<>();
    PlanResult result =
        Plan.run(
            conditions.plan(),
            traffic,
            conditions.serviceTime(),
            TWO_SECONDS,
            seed,
            (seconds, fleet, decision) ->
                syncs.add(sync(conditions.metric(), begin + seconds, fleet, decision)));
    return new PlannedRecording(result, syncs, begin);
  }

  private static Sync sync(String metric, double seconds, Fleet fleet, Decision decision) {
    double sum = 0;
    int count = 0;
    if (fleet.readings().get(metric) instanceof Fleet.PodValues values) {
      for (Fleet.Pod pod : fleet.pods()) {
        Double value = values.values().get(pod.name());
        if (!pod.terminating() && value != null) {
          sum += value;
          count++;
        }
      }
    }
    return new Sync(seconds, count == 0 ? 0 : sum / count, decision.replicas());
  }

  /** Seconds from a step to the first decision on more than this number of pods; empty for none. */
  OptionalDouble decision(double step, int before) {
    return syncs.stream()
        .filter(sync -> sync.seconds() >= step && sync.replicas() > before)
        .mapToDouble(sync -> sync.seconds() - step)
        .findFirst();
  }

  /** The last sync that could be seen at a time. */
  Sync at(double seconds) {
    Sync last = syncs.get(0);
    for (Sync sync : syncs) {
      if (sync.seconds() > seconds - VISIBLE) {
        return last;
      }
      last = sync;
    }
    return last;
  }

  /** Whether it desired this number of pods at any time between two. */
  boolean wanted(int replicas, double from, double to) {
    return at(from).replicas() == replicas
        || syncs.stream()
            .anyMatch(
                sync ->
                    sync.seconds() >= from && sync.seconds() <= to && sync.replicas() == replicas);
  }

  /** How far what the autoscaler shows is from the recording, on average over all rows. */
  double distance(List<RecordedRow> rows) {
    return rows.stream()
        .filter(row -> !Double.isNaN(row.metric()))
        .mapToDouble(
            row ->
                Math.abs(at(row.to()).metric() - row.metric())
                    + Math.abs(at(row.to()).replicas() - row.desired()))
        .average()
        .orElseThrow();
  }
}
