package io.github.cdk8sovms.planning;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan found.
 *
 * @param name of the plan
 * @param seconds length of the traffic
 * @param requests that were sent
 * @param late requests that were answered after the limit of the promise, or were unanswered for
 *     longer than that at the end
 * @param refused requests that got no answer: no pod was ready, no gRPC thread was free, or their
 *     pod ended
 * @param latencies from sending to answer, of requests that were not refused
 * @param replicaHours time of pods from creation to end
 * @param lowestReplicas fewest that the workload was set to
 * @param highestReplicas most that the workload was set to
 * @param changes how often the workload was set to another number
 * @param lateByCause late requests by their cause; causes without any are in it with 0
 * @param failedScrapes scrapes of running pods that timed out, because they waited too long for an
 *     HTTP worker behind requests; the autoscaler is blind then
 * @param firstViolation the first minute in which the promise was not kept; empty if it always was
 * @param timeline parts of equal length, at most {@value #MOST_POINTS}
 */
public record PlanResult(
    String name,
    double seconds,
    long requests,
    long late,
    long refused,
    Latencies latencies,
    double replicaHours,
    int lowestReplicas,
    int highestReplicas,
    int changes,
    Map<Cause, Long> lateByCause,
    long failedScrapes,
    Optional<Violation> firstViolation,
    List<Point> timeline) {
  /** Most points of a timeline; longer traffic has longer parts. */
  public static final int MOST_POINTS = 720;

  /** Copies what could be changed. */
  public PlanResult {
    EnumMap<Cause, Long> causes = new EnumMap<>(Cause.class);
    for (Cause cause : Cause.values()) {
      causes.put(cause, lateByCause.getOrDefault(cause, 0L));
    }
    lateByCause = Collections.unmodifiableMap(causes);
    timeline = List.copyOf(timeline);
  }

  /** Late requests by all; 0 without any. */
  public double lateShare() {
    return requests == 0 ? 0 : (double) late / requests;
  }

  /** Refused requests by all; 0 without any. */
  public double refusedShare() {
    return requests == 0 ? 0 : (double) refused / requests;
  }

  /** Whether over all of the traffic enough requests were answered in time. */
  public boolean keeps(Promise promise) {
    return promise.isKept(late + refused, requests);
  }

  /** Median in seconds, to half a percent; NaN without any answer. */
  public double p50() {
    return latencies.quantile(0.5);
  }

  /** 95th percentile in seconds, to half a percent; NaN without any answer. */
  public double p95() {
    return latencies.quantile(0.95);
  }

  /** 99th percentile in seconds, to half a percent; NaN without any answer. */
  public double p99() {
    return latencies.quantile(0.99);
  }
}
