package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.monitoring.SeriesMatchers;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule, with the labels and matchers of the series that it queries in this cluster.
 *
 * @param labels the labels that identify the pod of a series
 * @param matchers label matchers; none for custom rules
 */
record ServedRule(AdapterRule rule, SeriesLabels labels, SeriesMatchers matchers) {

  /** Returns a custom rule, unchanged. */
  static ServedRule of(AdapterRule rule, SeriesLabels labels) {
    return new ServedRule(rule, labels, SeriesMatchers.NONE);
  }

  static ServedRule of(
      LoadSignal signal, Duration scrapeInterval, SeriesLabels labels, SeriesMatchers matchers) {
    return new ServedRule(AdapterRule.of(signal, scrapeInterval), labels, matchers);
  }

  String metric() {
    return rule.metric();
  }

  /** Returns the rule in the adapter's format. */
  Map<String, Object> toConfig() {
    Map<String, Object> config = new LinkedHashMap<>(rule.toConfig(labels));
    config.replaceAll(
        (key, value) ->
            key.endsWith("Query") && value instanceof String query ? matchers.in(query) : value);
    return config;
  }
}
