package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A steady load of one pod, of requests that come at random.
 *
 * <pre>{@code
 * Optional<SteadyLoad> most =
 *     SteadyLoad.highest(
 *         ServableSpec.ModelSpec.of("resnet50", 4, 16),
 *         16,
 *         ServiceTime.constant(Duration.ofMillis(200)),
 *         new Promise(Duration.ofSeconds(1), 0.95));
 * double atOnce = most.orElseThrow().atOnce();
 * }</pre>
 *
 * @param perSecond requests a second
 * @param atOnce the mean number of requests at the pod
 * @param lateShare requests that are late, by all
 */
public record SteadyLoad(double perSecond, double atOnce, double lateShare) {
  /** With this number, the share of late requests is within half a percentage point. */
  private static final double REQUESTS = 20_000;

  /** Halves the rates in question, down to a thousandth of the first. */
  private static final int STEPS = 11;

  private static final long SEED = 1;

  /** Of a whole plan, whose timeline is not read; a busy one is observed every second. */
  private static final double OBSERVATIONS = 100_000;

  /** An idle pod has one request in a hundred service times. */
  private static final double IDLE = 0.01;

  /**
   * Returns the highest load at which a promise is kept; empty if it is not even kept by an idle
   * pod, because the service time alone is too long. It is planned, with one pod.
   *
   * @param servable that is called
   * @param httpWorkers requests over HTTP that the pod handles at a time; others wait outside
   * @param time of a request in a stream, or in a graph
   */
  public static Optional<SteadyLoad> highest(
      ServableSpec servable, int httpWorkers, ServiceTime time, Promise promise) {
    double idle = at(IDLE, servable, httpWorkers, time, promise).serviceTime();
    SteadyLoad kept = at(IDLE / idle, servable, httpWorkers, time, promise).load();
    if (!keeps(kept, promise)) {
      return Optional.empty();
    }
    double low = kept.perSecond();
    double high = atOnce(servable, httpWorkers) / idle * 2;
    for (int step = 0; step < STEPS; step++) {
      double rate = (low + high) / 2;
      SteadyLoad load = at(rate, servable, httpWorkers, time, promise).load();
      if (keeps(load, promise)) {
        low = rate;
        kept = load;
      } else {
        high = rate;
      }
    }
    return Optional.of(kept);
  }

  /** Whether a promise is kept at this load. */
  private static boolean keeps(SteadyLoad load, Promise promise) {
    return load.lateShare() <= 1 - promise.share() + 1e-9;
  }

  private static int atOnce(ServableSpec servable, int httpWorkers) {
    return servable instanceof ServableSpec.ModelSpec model
        ? model.streams()
        : Math.min(httpWorkers, ((ServableSpec.GraphSpec) servable).concurrency());
  }

  private record Planned(SteadyLoad load, double serviceTime) {}

  private static Planned at(
      double rate, ServableSpec servable, int httpWorkers, ServiceTime time, Promise promise) {
    Duration length = Duration.ofMillis((long) (1000 * REQUESTS / rate));
    PlanResult result =
        Plan.latencies(
            onePod(servable, httpWorkers),
            Traffic.constant(rate, length, Spacing.POISSON),
            time,
            promise,
            SEED,
            Math.max(1, length.toSeconds() / OBSERVATIONS));
    double mean = result.latencies().mean();
    double share =
        result.requests() == 0
            ? 0
            : (double) (result.late() + result.refused()) / result.requests();
    return new Planned(new SteadyLoad(rate, rate * mean, share), mean);
  }

  private static PlanSpec onePod(ServableSpec servable, int httpWorkers) {
    return new PlanSpec(
        "steady",
        new ServerSpec(
            List.of(servable),
            httpWorkers,
            2,
            false,
            StartDurations.ofTotal(Duration.ofSeconds(1)),
            Duration.ZERO,
            "default",
            "steady"),
        Clients.http(httpWorkers),
        // The autoscaler has nothing to decide.
        ScrapeSpec.every(Duration.ofHours(1)),
        new HpaSpec(
            1,
            1,
            List.of(new HpaSpec.ExternalMetric("pods", 1)),
            ScalingRules.defaultUp(),
            ScalingRules.defaultDown(),
            HpaSpec.DEFAULT_TOLERANCE,
            HpaSpec.DEFAULT_TOLERANCE,
            Duration.ofHours(1)),
        Map.of("pods", "vector(1)"));
  }
}
