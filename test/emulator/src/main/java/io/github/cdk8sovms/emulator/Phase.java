package io.github.cdk8sovms.emulator;

import java.util.Locale;

/**
 * What a pod is made to do.
 *
 * @param answers whether it does anything at all
 * @param answersMetrics whether it answers requests for metrics
 * @param slowdown how many times as long as usual a request takes
 */
public record Phase(boolean answers, boolean answersMetrics, double slowdown) {
  /** As it should be: it loads its models, then serves them. */
  public static final Phase NORMAL = new Phase(true, true, 1);

  /** It hangs, as a process that is stopped: connections are accepted, nothing is answered. */
  public static final Phase SILENT = new Phase(false, false, 1);

  /** It serves, but a scrape is never answered. */
  public static final Phase WITHOUT_METRICS = new Phase(true, false, 1);

  /** It answers probes and scrapes, but requests for an inference that start now never end. */
  public static final Phase HANGING = new Phase(true, true, Double.POSITIVE_INFINITY);

  /** Requests that start now take longer. */
  public static Phase slow(double times) {
    return new Phase(true, true, times);
  }

  @Override
  public String toString() {
    if (this.equals(HANGING)) {
      return "hangs";
    }
    return answers
        ? answersMetrics ? String.format(Locale.ROOT, "%.1f times as slow", slowdown) : "no metrics"
        : "silent";
  }
}
