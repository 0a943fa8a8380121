package io.github.cdk8sovms.monitoring;

import java.util.Map;

/**
 * What Prometheus works out again and again.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/">Rules</a>
 */
public sealed interface Rule permits AlertingRule, RecordingRule {
  /** The PromQL expression. */
  String expression();

  /** Labels that every result gets; they replace those that it has. */
  Map<String, String> labels();

  /** The rule with matchers in its expression, which what is recorded also gets as labels. */
  Rule narrowed(SeriesMatchers matchers);

  /** The rule as rule files and PrometheusRules have it. */
  Map<String, Object> toConfig();
}
