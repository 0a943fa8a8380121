package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;

/**
 * How often metrics are read, and every other time that follows from it. One value, so that no
 * window is shorter than what it averages over, and no list of metrics older than the metrics.
 *
 * @param interval the time between two scrapes of a pod
 * @param shortestWindow the least that is averaged over
 * @param shortestRelist the shortest time between two looks of the adapter for metrics
 */
public record ScrapeInterval(Duration interval, Duration shortestWindow, Duration shortestRelist) {
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
  private static final Duration SHORTEST_RELIST = Duration.ofSeconds(30);

  /** Every 15 seconds: four samples in the averaging window of one minute. */
  static final ScrapeInterval DEFAULT = new ScrapeInterval(Duration.ofSeconds(15));

  /** Every 5 seconds, and an averaging window of four samples however short that is. */
  static final ScrapeInterval FAST =
      new ScrapeInterval(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(10));

  /** Takes no null. */
  public ScrapeInterval {
    Required.nonNull(interval, "interval");
    Required.nonNull(shortestWindow, "shortestWindow");
    Required.nonNull(shortestRelist, "shortestRelist");
  }

  /** An interval with windows that one burst does not decide. */
  public ScrapeInterval(Duration interval) {
    this(interval, SHORTEST_WINDOW, SHORTEST_RELIST);
  }

  /** How long a scrape may take: 10 seconds, but never longer than the interval. */
  public Duration timeout() {
    return Durations.shorter(interval, LONGEST_TIMEOUT);
  }

  /**
   * How long to average over: four scrapes, but unless speed counts at least a minute, so that one
   * lost scrape or one burst does not decide.
   */
  public Duration averagingWindow() {
    return Durations.longer(interval.multipliedBy(4), shortestWindow);
  }

  /** How often the adapter looks for metrics: no more often than there can be new ones. */
  public Duration relistInterval() {
    return Durations.longer(interval, shortestRelist);
  }

  /** How old a metric may be for the adapter to list it; it must outlive one slow look. */
  public Duration metricsMaxAge() {
    return relistInterval().multipliedBy(2);
  }

  void check(Findings findings) {
    Durations.check(
        findings,
        FindingCode.SCRAPE_INTERVAL,
        "scrapeInterval",
        interval,
        Duration.ofSeconds(1),
        Duration.ofMinutes(2));
  }
}
