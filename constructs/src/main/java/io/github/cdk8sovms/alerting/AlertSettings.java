package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.AlertingRule;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all rules have in common.
 *
 * @param wanted the alerts for which there are rules
 * @param severities those that are not the alert's own
 * @param labels added to each alert
 * @param runbookBase the address below which each alert has its page
 * @param errorRatio the share of requests that may fail
 * @param latencyObjective what was promised about the time of requests
 * @param prometheusJob the job under which an existing Prometheus scrapes itself
 * @param adapterJob the job under which the adapter is scraped
 */
record AlertSettings(
    Set<Alert> wanted,
    Map<Alert, AlertSeverity> severities,
    Map<String, String> labels,
    String runbookBase,
    double errorRatio,
    Optional<LatencyObjective> latencyObjective,
    Optional<String> prometheusJob,
    Optional<String> adapterJob) {

  AlertSettings {
    wanted = Collections.unmodifiableSet(EnumSet.copyOf(wanted));
    severities = Collections.unmodifiableMap(new LinkedHashMap<>(severities));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /**
   * The rule of an alert.
   *
   * @param where labels that say what it is about, also if the expression has none
   * @param summary one line for a list of alerts
   * @param description what was seen, and the limit
   */
  AlertingRule rule(
      Alert alert,
      Map<String, String> where,
      Condition condition,
      String summary,
      String description) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(AlertSeverity.LABEL, severities.getOrDefault(alert, alert.severity()).value());
    all.putAll(where);
    all.putAll(labels);
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", summary);
    annotations.put("description", description);
    annotations.put("runbook_url", runbookBase + "/" + alert.alertName() + ".md");
    return new AlertingRule(
        alert.alertName(), condition.expression(), condition.pending(), all, annotations);
  }

  /**
   * When an alert fires.
   *
   * @param expression has a value while it is so
   * @param pending how long it must have been so
   */
  record Condition(String expression, Duration pending) {}
}
