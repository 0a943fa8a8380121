package io.github.cdk8sovms.signal;

/** The type of a signal's series. */
enum SeriesType {
  /** Averaged over the window. */
  GAUGE("avg", 2),
  /**
   * Converted to a rate; with only two scrapes in the window, one failed scrape would leave no
   * value.
   */
  COUNTER("rate", 4);

  private final String operation;
  private final int fewestScrapes;

  SeriesType(String operation, int fewestScrapes) {
    this.operation = operation;
    this.fewestScrapes = fewestScrapes;
  }

  /** Returns the operation in the name of a recording rule. */
  String operation() {
    return operation;
  }

  /** Returns how many scrapes the window must span. */
  int fewestScrapes() {
    return fewestScrapes;
  }
}
