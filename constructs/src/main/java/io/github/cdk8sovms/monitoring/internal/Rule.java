package io.github.cdk8sovms.monitoring.internal;

import java.util.Map;

/**
 * An expression that Prometheus evaluates periodically.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/">Rules</a>
 */
public sealed interface Rule permits AlertingRule, RecordingRule {
  /** Returns the PromQL expression. */
  String expression();

  /** Returns the labels that are set on every result, replacing existing ones. */
  Map<String, String> labels();

  /** Returns the rule with matchers in its expression; recorded series also get them as labels. */
  Rule narrowed(SeriesMatchers matchers);

  /** Returns the rule in the format of rule files and PrometheusRules. */
  Map<String, Object> toConfig();
}
