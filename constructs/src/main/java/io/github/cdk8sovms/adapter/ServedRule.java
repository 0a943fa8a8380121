package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.monitoring.SeriesMatchers;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule, and what chooses the series of this cluster in it.
 *
 * @param matchers none for rules that the user wrote
 */
record ServedRule(AdapterRule rule, SeriesMatchers matchers) {

  /** A rule as the user wrote it. */
  static ServedRule of(AdapterRule rule) {
    return new ServedRule(rule, SeriesMatchers.NONE);
  }

  static ServedRule of(LoadSignal signal, Duration window, SeriesMatchers matchers) {
    return new ServedRule(AdapterRule.of(signal, window), matchers);
  }

  String metric() {
    return rule.metric();
  }

  /** The rule in the adapter's format. */
  Map<String, Object> toConfig() {
    Map<String, Object> config = new LinkedHashMap<>(rule.toConfig());
    config.replaceAll(
        (key, value) ->
            key.endsWith("Query") && value instanceof String query ? matchers.in(query) : value);
    return config;
  }
}
