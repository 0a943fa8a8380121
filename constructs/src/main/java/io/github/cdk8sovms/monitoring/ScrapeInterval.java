package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;

/**
 * The scrape interval, and all timings derived from it. They are derived from one value, so that no
 * window has too few samples, and no metric expires before the adapter lists it again.
 *
 * @param interval the time between two scrapes of a pod
 * @param shortestWindow the minimum of the averaging window
 * @param shortestRelist the minimum of the adapter's relist interval
 */
public record ScrapeInterval(Duration interval, Duration shortestWindow, Duration shortestRelist) {
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
  private static final Duration SHORTEST_RELIST = Duration.ofSeconds(30);

  /** 15 seconds: four samples in the averaging window of one minute. */
  static final ScrapeInterval DEFAULT = new ScrapeInterval(Duration.ofSeconds(15));

  /** 5 seconds, with an averaging window of four samples and no minimum. */
  static final ScrapeInterval FAST =
      new ScrapeInterval(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(10));

  /** Requires non-null values. */
  public ScrapeInterval {
    Required.nonNull(interval, "interval");
    Required.nonNull(shortestWindow, "shortestWindow");
    Required.nonNull(shortestRelist, "shortestRelist");
  }

  /** Creates an interval with windows that smooth out a single burst. */
  public ScrapeInterval(Duration interval) {
    this(interval, SHORTEST_WINDOW, SHORTEST_RELIST);
  }

  /** Returns the scrape timeout: 10 seconds, but at most the interval. */
  public Duration timeout() {
    return Durations.shorter(interval, LONGEST_TIMEOUT);
  }

  /**
   * Returns the averaging window: four scrapes, but at least a minute except with {@code fast()},
   * so that one lost scrape or one burst has little effect.
   */
  public Duration averagingWindow() {
    return Durations.longer(interval.multipliedBy(4), shortestWindow);
  }

  /** Returns the adapter's relist interval: at least the scrape interval. */
  public Duration relistInterval() {
    return Durations.longer(interval, shortestRelist);
  }

  /** Returns the adapter's maximum age of metrics: two relist intervals, in case one is slow. */
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
