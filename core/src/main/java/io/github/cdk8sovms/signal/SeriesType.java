package io.github.cdk8sovms.signal;

import java.time.Duration;

/** The type of a signal's series. */
enum SeriesType {
  /** Averaged over the window. */
  GAUGE("avg", 2, Duration.ofSeconds(20)),
  /**
   * Converted to a rate; with only two scrapes in the window, one failed scrape would leave no
   * value.
   */
  COUNTER("rate", 4, Duration.ofSeconds(20)),
  /** Likewise, but the result is a property of single requests, and of few of them noise. */
  LATENCY("rate", 4, Duration.ofMinutes(1));

  private final String operation;
  private final int fewestScrapes;
  private final Duration shortestWindow;

  SeriesType(String operation, int fewestScrapes, Duration shortestWindow) {
    this.operation = operation;
    this.fewestScrapes = fewestScrapes;
    this.shortestWindow = shortestWindow;
  }

  /** Returns the operation in the name of a recording rule. */
  String operation() {
    return operation;
  }

  /** Returns how many scrapes the window must span. */
  int fewestScrapes() {
    return fewestScrapes;
  }

  /** Returns the minimum of the window that is derived from the scrape interval. */
  Duration shortestWindow() {
    return shortestWindow;
  }
}
