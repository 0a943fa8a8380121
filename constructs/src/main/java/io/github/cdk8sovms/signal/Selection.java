package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.kubernetes.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * Which part of the load a signal looks at.
 *
 * @param model the only model; empty for all of them
 * @param aggregation how models become one value
 * @param window the time to look back over; empty for the one that fits the scrape interval
 */
record Selection(Optional<String> model, Aggregation aggregation, Optional<Duration> window) {
  static final Selection ALL = new Selection(Optional.empty(), Aggregation.MAX, Optional.empty());

  Selection model(String name) {
    return new Selection(Optional.of(name), aggregation, window);
  }

  Selection across(Aggregation other) {
    return new Selection(model, other, window);
  }

  Selection over(Duration stated) {
    return new Selection(model, aggregation, Optional.of(stated));
  }

  /**
   * What tells the metric from that of the default selection. The model is no part of it: one
   * metric serves all models, and the autoscaler chooses.
   */
  String suffix() {
    return aggregation.suffix() + window.map(stated -> "_" + Durations.text(stated)).orElse("");
  }
}
