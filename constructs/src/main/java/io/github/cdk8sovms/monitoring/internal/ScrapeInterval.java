package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;

/**
 * The scrape interval, and all timings derived from it. They are derived from one value, so that no
 * window has too few samples, and no metric expires before the adapter lists it again. The windows
 * of a signal follow from it as well: {@link
 * io.github.cdk8sovms.signal.LoadSignal#windowAt(Duration)}.
 *
 * @param interval the time between two scrapes of a pod
 */
public record ScrapeInterval(Duration interval) {
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_RELIST = Duration.ofSeconds(30);
  private static final Duration SHORTEST_EVALUATION = Duration.ofSeconds(15);

  /** 5 seconds, for a Prometheus that scrapes for autoscaling: a step is seen at once. */
  public static final ScrapeInterval OWN = new ScrapeInterval(Duration.ofSeconds(5));

  /** 15 seconds, for one that others run and pay for. */
  public static final ScrapeInterval EXISTING = new ScrapeInterval(Duration.ofSeconds(15));

  /** Requires a non-null value. */
  public ScrapeInterval {
    Required.nonNull(interval, "interval");
  }

  /** Returns the scrape timeout: 10 seconds, but at most the interval. */
  public Duration timeout() {
    return Durations.shorter(interval, LONGEST_TIMEOUT);
  }

  /** Returns the interval of rules: at least 15 seconds; alerts wait for minutes. */
  public Duration evaluationInterval() {
    return Durations.longer(interval, SHORTEST_EVALUATION);
  }

  /** Returns the adapter's relist interval: the scrape interval, at least 30 seconds. */
  public Duration relistInterval() {
    return Durations.longer(interval, SHORTEST_RELIST);
  }

  /** Returns the adapter's maximum age of metrics: two relist intervals, in case one is slow. */
  public Duration metricsMaxAge() {
    return Durations.times(2, relistInterval());
  }

  public void check(Findings findings) {
    Durations.check(
        findings,
        FindingCode.SCRAPE_INTERVAL,
        "scrapeInterval",
        interval,
        Duration.ofSeconds(1),
        Duration.ofMinutes(2));
  }
}
