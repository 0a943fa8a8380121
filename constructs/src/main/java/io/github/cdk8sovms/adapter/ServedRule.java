package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.monitoring.SeriesMatchers;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule, and what is known of the series of this cluster that it reads.
 *
 * @param labels by which the adapter finds the pod of a series
 * @param matchers none for rules that the user wrote
 */
record ServedRule(AdapterRule rule, SeriesLabels labels, SeriesMatchers matchers) {

  /** A rule as the user wrote it. */
  static ServedRule of(AdapterRule rule, SeriesLabels labels) {
    return new ServedRule(rule, labels, SeriesMatchers.NONE);
  }

  static ServedRule of(
      LoadSignal signal, Duration window, SeriesLabels labels, SeriesMatchers matchers) {
    return new ServedRule(AdapterRule.of(signal, window), labels, matchers);
  }

  String metric() {
    return rule.metric();
  }

  /** The rule in the adapter's format. */
  Map<String, Object> toConfig() {
    Map<String, Object> config = new LinkedHashMap<>(rule.toConfig(labels));
    config.replaceAll(
        (key, value) ->
            key.endsWith("Query") && value instanceof String query ? matchers.in(query) : value);
    return config;
  }
}
