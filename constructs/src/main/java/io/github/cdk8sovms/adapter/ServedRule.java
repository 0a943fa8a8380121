package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.adapter.internal.NamespaceMetric;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule, with the labels and matchers of the series that it queries in this cluster.
 *
 * @param metric its name in the custom metrics API
 * @param config the rule in the adapter's format
 */
record ServedRule(String metric, Map<String, Object> config) {

  /** Returns a custom rule, unchanged. */
  static ServedRule of(AdapterRule rule, SeriesLabels labels) {
    return new ServedRule(rule.metric(), rule.toConfig(labels));
  }

  static ServedRule of(
      LoadSignal signal, Duration scrapeInterval, SeriesLabels labels, SeriesMatchers matchers) {
    AdapterRule rule = AdapterRule.of(signal, scrapeInterval);
    Map<String, Object> config = new LinkedHashMap<>(rule.toConfig(labels));
    config.replaceAll(
        (key, value) ->
            key.endsWith("Query") && value instanceof String query ? matchers.in(query) : value);
    return new ServedRule(rule.metric(), config);
  }

  /** Returns the rule of a namespace; its query is the user's, or reads no series. */
  static ServedRule of(NamespaceMetric metric, SeriesLabels labels, SeriesMatchers matchers) {
    Map<String, Object> config = new LinkedHashMap<>(metric.toConfig(labels));
    config.computeIfPresent("seriesQuery", (key, value) -> matchers.in(String.valueOf(value)));
    return new ServedRule(metric.name(), config);
  }

  /** Returns the rule in the adapter's format. */
  Map<String, Object> toConfig() {
    return config;
  }
}
