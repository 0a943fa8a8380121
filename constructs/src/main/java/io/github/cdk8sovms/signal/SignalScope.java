package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which part of the load a signal looks at.
 *
 * @param model the only model; empty for all of them
 * @param aggregation how models become one value
 * @param window the time to look back over; empty for the one that fits the scrape interval
 */
record SignalScope(Optional<String> model, Aggregation aggregation, Optional<Duration> window) {
  static final SignalScope ALL =
      new SignalScope(Optional.empty(), Aggregation.MAX, Optional.empty());

  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  SignalScope model(String name) {
    return new SignalScope(Optional.of(name), aggregation, window);
  }

  SignalScope across(Aggregation other) {
    return new SignalScope(model, other, window);
  }

  SignalScope over(Duration stated) {
    return new SignalScope(model, aggregation, Optional.of(stated));
  }

  /**
   * What tells the metric from that of the default selection. The model is no part of it: one
   * metric serves all models, and the autoscaler chooses.
   */
  String suffix() {
    return aggregation.suffix() + window.map(stated -> "_" + Durations.text(stated)).orElse("");
  }

  /** The window that was stated, or else the one that fits the scrape interval. */
  Duration windowOr(Duration fitting) {
    return window.orElse(fitting);
  }

  /** Whether the window that was stated, if any, is one at all. */
  boolean hasUsableWindow() {
    Duration stated = window.orElse(SHORTEST_WINDOW);
    return stated.compareTo(SHORTEST_WINDOW) >= 0 && stated.compareTo(LONGEST_WINDOW) <= 0;
  }

  /** Label matchers that choose the model besides the pods. */
  String matchers(String pods) {
    return Stream.concat(Stream.of(pods), model.map(LoadSignal::modelMatcher).stream())
        .filter(matcher -> !matcher.isEmpty())
        .collect(Collectors.joining(","));
  }

  /** Those of the models that are looked at. */
  List<Model> of(List<Model> models) {
    return models.stream().filter(each -> model.map(each.name()::equals).orElse(true)).toList();
  }

  void check(Findings findings, String option) {
    window.ifPresent(
        stated ->
            Durations.check(
                findings,
                FindingCode.SIGNAL_WINDOW,
                option,
                stated,
                SHORTEST_WINDOW,
                LONGEST_WINDOW));
  }
}
