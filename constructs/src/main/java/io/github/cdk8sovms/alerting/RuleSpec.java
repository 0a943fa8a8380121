package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.internal.AlertingRule;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that all rules share.
 *
 * @param enabled the alerts that have rules
 * @param severities severities that differ from the alert's default
 * @param labels added to each alert
 * @param runbookBase the URL below which each alert has its runbook
 * @param errorRatio the share of requests that may fail
 * @param latencyObjective the objective for request latency
 * @param prometheusJob the job under which an existing Prometheus scrapes itself
 * @param adapterJob the job under which the adapter is scraped
 */
record RuleSpec(
    Set<Alert> enabled,
    Map<Alert, AlertSeverity> severities,
    Map<String, String> labels,
    String runbookBase,
    double errorRatio,
    Optional<LatencyObjective> latencyObjective,
    Optional<String> prometheusJob,
    Optional<String> adapterJob) {

  RuleSpec {
    enabled = Collections.unmodifiableSet(EnumSet.copyOf(enabled));
    severities = Collections.unmodifiableMap(new LinkedHashMap<>(severities));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /**
   * Returns the rule of an alert.
   *
   * @param subject labels that identify the subject of the alert, even if the expression has none
   * @param summary one line for a list of alerts
   * @param description the observation and the limit
   */
  AlertingRule rule(
      Alert alert,
      Map<String, String> subject,
      Condition condition,
      String summary,
      String description) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(AlertSeverity.LABEL, severities.getOrDefault(alert, alert.severity()).value());
    all.putAll(subject);
    all.putAll(labels);
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", summary);
    annotations.put("description", description);
    annotations.put("runbook_url", alert.runbook(runbookBase));
    return new AlertingRule(
        alert.alertName(), condition.expression(), condition.pending(), all, annotations);
  }

  /**
   * The condition on which an alert fires.
   *
   * @param expression returns a value while the condition holds
   * @param pending how long it must hold, the rule's {@code for}
   */
  record Condition(String expression, Duration pending) {}
}
