package io.github.cdk8sovms.planning;

import java.time.Duration;

/**
 * How long a pod takes from its creation until it receives requests, by stage. What the autoscaler
 * and Prometheus see of the pod differs between them.
 *
 * @param schedule until it is on a node and has an address: pending, and not yet a scrape target
 * @param image until its server runs, with the pull of the image and init containers: pending; a
 *     scrape fails, so {@code up} is 0
 * @param fetch until models are downloaded: running, scraped, without series of the models
 * @param load until models are loaded: {@code ovms_streams} is 0
 * @param warmUp until its probes may succeed: the series are complete
 * @param probe until a probe sees that, and clients and balancers use the pod
 */
public record StartDurations(
    Duration schedule,
    Duration image,
    Duration fetch,
    Duration load,
    Duration warmUp,
    Duration probe) {
  /**
   * @throws IllegalArgumentException if a time is negative
   */
  public StartDurations {
    Require.notNegative(schedule, "the time to schedule a pod");
    Require.notNegative(image, "the time to pull the image");
    Require.notNegative(fetch, "the time to fetch models");
    Require.notNegative(load, "the time to load models");
    Require.notNegative(warmUp, "the time to warm up");
    Require.notNegative(probe, "the time until a probe succeeds");
  }

  /**
   * A time of which only the total is known. It is planned as time to load: the pod runs and is
   * scraped, and its streams are 0.
   */
  public static StartDurations ofTotal(Duration total) {
    Duration none = Duration.ZERO;
    return new StartDurations(none, none, none, total, none, none);
  }

  /** From the creation of a pod until it receives requests. */
  public Duration total() {
    return schedule.plus(image).plus(fetch).plus(load).plus(warmUp).plus(probe);
  }
}
