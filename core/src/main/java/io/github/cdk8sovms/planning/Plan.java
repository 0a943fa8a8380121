package io.github.cdk8sovms.planning;

/**
 * Replays traffic on a server that is scaled as in a manifest, and counts what clients would see.
 *
 * <p>Pods queue requests as OVMS does, for HTTP workers, infer requests and streams; Prometheus
 * scrapes them; the query is evaluated and the HPA decides at each sync; pods start and end. The
 * traffic begins after ten idle minutes with {@code minReplicas} pods, and requests that are open
 * at its end have ten more minutes. The same arguments always give the same result.
 *
 * <p>The times of scrapes and of HPA syncs are in no manifest: they follow from the seed. At a
 * burst the share of late requests depends on it, so several seeds show its range.
 *
 * <p>Not known to a plan: nodes and their start, noisy neighbours, probes that time out under load,
 * restarts, retries and timeouts of clients, several zones, and a service time that depends on more
 * than the number of requests in the pod. Pods do not scale to zero.
 *
 * <pre>{@code
 * ServerSpec server =
 *     new ServerSpec(
 *         List.of(ServableSpec.ModelSpec.of("resnet50", 4, 16)),
 *         16,
 *         64,
 *         false,
 *         StartDurations.ofTotal(Duration.ofSeconds(30)),
 *         Duration.ofSeconds(10),
 *         "serving",
 *         "resnet");
 * HpaSpec hpa =
 *     new HpaSpec(
 *         1,
 *         3,
 *         List.of(new HpaSpec.PodsMetric("ratio", 1)),
 *         ScalingRules.defaultUp(),
 *         ScalingRules.defaultDown());
 * String ratio =
 *     "sum by (pod) (avg_over_time(ovms_current_requests[1m]))"
 *         + " / sum by (pod) (avg_over_time(ovms_streams[1m]))";
 * PlanSpec spec =
 *     new PlanSpec(
 *         "resnet",
 *         server,
 *         Clients.http(16),
 *         ScrapeSpec.every(Duration.ofSeconds(15)),
 *         hpa,
 *         Map.of("ratio", ratio));
 * Traffic burst =
 *     Traffic.burst(
 *         8,
 *         50,
 *         Duration.ofMinutes(2),
 *         Duration.ofMinutes(5),
 *         Duration.ofMinutes(15),
 *         Traffic.Spacing.POISSON);
 * PlanResult result =
 *     Plan.run(
 *         spec,
 *         burst,
 *         ServiceTime.constant(Duration.ofMillis(200)),
 *         new Promise(Duration.ofSeconds(1), 0.95),
 *         1);
 * double late = result.lateShare();
 * }</pre>
 */
public final class Plan {
  private Plan() {}

  /**
   * Runs a plan.
   *
   * @param spec what is planned
   * @param traffic that is replayed
   * @param serviceTime of a request in a stream, or in a graph
   * @param promise by which a request is late
   * @param seed of all chance: arrivals, service times, phases of scrapes and syncs, choice of pods
   * @throws io.github.cdk8sovms.internal.promql.PromQlException if a query cannot be read
   */
  public static PlanResult run(
      PlanSpec spec, Traffic traffic, ServiceTime serviceTime, Promise promise, long seed) {
    return run(spec, traffic, serviceTime, promise, seed, (seconds, fleet, decision) -> {});
  }

  /**
   * The same, with each sync of the autoscaler.
   *
   * @param observer of the syncs, also of those in the ten minutes before the traffic
   */
  public static PlanResult run(
      PlanSpec spec,
      Traffic traffic,
      ServiceTime serviceTime,
      Promise promise,
      long seed,
      SyncObserver observer) {
    return new Simulation(spec, traffic, serviceTime, promise, seed, 1, observer).run();
  }

  /**
   * The same latencies and the same late requests for less time, without the causes and the
   * timeline: these are observed every second, of which an idle pod has thousands per request.
   *
   * @param observedSeconds between two observations
   */
  static PlanResult latencies(
      PlanSpec spec,
      Traffic traffic,
      ServiceTime serviceTime,
      Promise promise,
      long seed,
      double observedSeconds) {
    return new Simulation(
            spec, traffic, serviceTime, promise, seed, observedSeconds, (at, fleet, decision) -> {})
        .run();
  }
}
