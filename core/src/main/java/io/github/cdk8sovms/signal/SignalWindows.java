package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.values.Durations;
import java.time.Duration;

/**
 * The two times of a signal.
 *
 * @param window the averaging window
 * @param held the window for a pod without a value in the other
 */
record SignalWindows(Duration window, Duration held) {
  private static final Duration SHORTEST_HELD = Duration.ofMinutes(1);
  private static final int HELD_SCRAPES = 4;

  /**
   * Returns the times for a scrape interval. The window is as short as the series allow: the noise
   * of an average depends on its samples, not on its length, and what must not be given up at once
   * is kept by the scale-down stabilization window. A pod that is too busy to answer a scrape has
   * the average of a minute, or of four scrapes.
   */
  static SignalWindows of(SeriesType type, SignalScope scope, Duration scrapeInterval) {
    Duration derived =
        Durations.longer(
            Durations.times(type.fewestScrapes(), scrapeInterval), type.shortestWindow());
    Duration window = scope.windowOr(derived);
    return new SignalWindows(
        window,
        Durations.longer(
            window,
            Durations.longer(Durations.times(HELD_SCRAPES, scrapeInterval), SHORTEST_HELD)));
  }
}
