package io.github.cdk8sovms.signal;

/** What is done to the series of a signal. */
enum SeriesType {
  /** Gauges are averaged. */
  GAUGE("avg", 2),
  /** Counters are made into rates; one lost scrape of two would leave none. */
  COUNTER("rate", 4);

  private final String operation;
  private final int fewestScrapes;

  SeriesType(String operation, int fewestScrapes) {
    this.operation = operation;
    this.fewestScrapes = fewestScrapes;
  }

  /** The operation in the name of a series that a recording rule makes. */
  String operation() {
    return operation;
  }

  /** How many scrapes the window must span. */
  int fewestScrapes() {
    return fewestScrapes;
  }
}
