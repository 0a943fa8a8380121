package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.monitoring.AlertSeverity;

/**
 * What somebody is told of. Each has a page in {@code docs/runbooks} that says what it means, what
 * it does to users, how to find the cause and what to do.
 */
public enum Alert {
  METRIC_MISSING(
      "OvmsMetricMissing",
      AlertSeverity.CRITICAL,
      "a pod answers Prometheus, but has no value of the autoscaler's metric"),
  TARGET_ABSENT("OvmsTargetAbsent", AlertSeverity.CRITICAL, "Prometheus finds no pod of a server"),
  TARGET_DOWN("OvmsTargetDown", AlertSeverity.WARNING, "a pod does not answer Prometheus"),
  MODEL_NOT_LOADED(
      "OvmsModelNotLoaded",
      AlertSeverity.CRITICAL,
      "a pod answers Prometheus, but has no version of a model loaded"),
  POD_STUCK(
      "OvmsPodStuck",
      AlertSeverity.CRITICAL,
      "a pod has requests in progress, and answers none of them"),
  LOAD_ABOVE_TARGET(
      "OvmsLoadAboveTarget",
      AlertSeverity.WARNING,
      "the load stays above the target, though more pods may run"),
  AT_MAX_REPLICAS(
      "OvmsAtMaxReplicas",
      AlertSeverity.WARNING,
      "the load stays above the target, and no more pods may run"),
  FLAPPING(
      "OvmsFlapping", AlertSeverity.WARNING, "pods are added and removed three times in a while"),
  ERROR_RATIO(
      "OvmsErrorRatio",
      AlertSeverity.CRITICAL,
      "more requests of a model fail in a pod than was allowed"),
  LATENCY_OBJECTIVE(
      "OvmsLatencyObjective",
      AlertSeverity.WARNING,
      "fewer requests of a model than was promised are answered in time"),
  SCALING_INACTIVE(
      "OvmsScalingInactive",
      AlertSeverity.CRITICAL,
      "the autoscaler says that it cannot work out how many pods it wants"),
  ADAPTER_DOWN(
      "OvmsAdapterDown", AlertSeverity.CRITICAL, "no adapter asks Prometheus for its series"),
  METRIC_NOT_ASKED(
      "OvmsMetricNotAsked",
      AlertSeverity.CRITICAL,
      "nobody asks for a metric, so no autoscaler gets a value"),
  METRICS_API_UNAVAILABLE(
      "OvmsMetricsApiUnavailable",
      AlertSeverity.CRITICAL,
      "the API server does not reach the adapter"),
  RULE_FAILURES(
      "OvmsRuleFailures", AlertSeverity.CRITICAL, "Prometheus cannot work out one of these rules"),
  VOLUME_FILLING(
      "OvmsVolumeFilling",
      AlertSeverity.WARNING,
      "the volume of Prometheus fills although old samples are deleted");

  private final String alertName;
  private final AlertSeverity severity;
  private final String meaning;

  Alert(String alertName, AlertSeverity severity, String meaning) {
    this.alertName = alertName;
    this.severity = severity;
    this.meaning = meaning;
  }

  /** The name in Prometheus and Alertmanager, and of its page. */
  public String alertName() {
    return alertName;
  }

  /** How soon somebody has to look, unless {@code .severity(..)} says otherwise. */
  public AlertSeverity severity() {
    return severity;
  }

  /** When it fires, in a few words. */
  public String meaning() {
    return meaning;
  }
}
