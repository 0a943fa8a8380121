package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scope of a signal: models, aggregation and window.
 *
 * @param model the model, if restricted to one; empty for all
 * @param aggregation how the values of models are aggregated
 * @param window the averaging window; empty for the one derived from the scrape interval
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

  SignalScope over(Duration length) {
    return new SignalScope(model, aggregation, Optional.of(length));
  }

  /**
   * Returns the suffix that distinguishes the metric from that of the default scope. It does not
   * contain the model: one metric serves all models, and the HPA selects one.
   */
  String suffix() {
    return aggregation.suffix() + window.map(length -> "_" + Durations.text(length)).orElse("");
  }

  /** Returns the configured window, or else the one derived from the scrape interval. */
  Duration windowOr(Duration fallback) {
    return window.orElse(fallback);
  }

  /** Returns whether the configured window, if any, is valid. */
  boolean hasUsableWindow() {
    Duration length = window.orElse(SHORTEST_WINDOW);
    return length.compareTo(SHORTEST_WINDOW) >= 0 && length.compareTo(LONGEST_WINDOW) <= 0;
  }

  /** Returns label matchers that also select the model. */
  String matchers(String pods) {
    return Stream.concat(Stream.of(pods), model.map(Query::modelMatcher).stream())
        .filter(matcher -> !matcher.isEmpty())
        .collect(Collectors.joining(","));
  }

  /** Returns the models or graphs in scope. */
  <T extends Served> List<T> of(List<T> servables) {
    return servables.stream().filter(each -> model.map(each.name()::equals).orElse(true)).toList();
  }

  void check(Findings findings, String option) {
    window.ifPresent(
        length ->
            Durations.check(
                findings,
                FindingCode.SIGNAL_WINDOW,
                option,
                length,
                SHORTEST_WINDOW,
                LONGEST_WINDOW));
  }
}
