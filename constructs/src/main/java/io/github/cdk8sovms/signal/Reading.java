package io.github.cdk8sovms.signal;

/** What is done to the series of a signal. */
enum Reading {
  /** Gauges are averaged. */
  AVERAGES("avg", 2),
  /** Counters are made into rates; one lost scrape of two would leave none. */
  RATES("rate", 4);

  private final String operation;
  private final int fewestScrapes;

  Reading(String operation, int fewestScrapes) {
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
