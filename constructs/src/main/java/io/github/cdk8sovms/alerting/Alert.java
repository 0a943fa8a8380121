package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.validation.internal.Required;

/**
 * An alert. Each has a runbook in {@code docs/runbooks} with its meaning, impact on users,
 * diagnosis and mitigation.
 */
public enum Alert {
  METRIC_MISSING(
      "OvmsMetricMissing",
      AlertSeverity.CRITICAL,
      "a pod is scraped, but has no value of the autoscaler's metric"),
  TARGET_ABSENT(
      "OvmsTargetAbsent", AlertSeverity.CRITICAL, "Prometheus discovers no pod of a server"),
  TARGET_DOWN("OvmsTargetDown", AlertSeverity.WARNING, "Prometheus cannot scrape a pod"),
  MODEL_NOT_LOADED(
      "OvmsModelNotLoaded",
      AlertSeverity.CRITICAL,
      "a pod is scraped, but has no version of a model loaded"),
  STORE_FAILED(
      "OvmsStoreFailed",
      AlertSeverity.WARNING,
      "the Job of a ModelStore has failed, and servers wait for its files"),
  POD_STUCK(
      "OvmsPodStuck",
      AlertSeverity.CRITICAL,
      "a pod has requests in progress, and completes none of them"),
  LOAD_ABOVE_TARGET(
      "OvmsLoadAboveTarget",
      AlertSeverity.WARNING,
      "the load stays above the target, with fewer pods than maxReplicas"),
  AT_MAX_REPLICAS(
      "OvmsAtMaxReplicas",
      AlertSeverity.WARNING,
      "the load stays above the target, with maxReplicas pods"),
  FLAPPING(
      "OvmsFlapping",
      AlertSeverity.WARNING,
      "pods are added and removed at least three times in a short time"),
  ERROR_RATIO(
      "OvmsErrorRatio",
      AlertSeverity.CRITICAL,
      "the error ratio of a model in a pod exceeds the limit"),
  LATENCY_OBJECTIVE(
      "OvmsLatencyObjective",
      AlertSeverity.WARNING,
      "the latency of a model exceeds the objective"),
  CANARY_WORSE(
      "OvmsCanaryWorse",
      AlertSeverity.WARNING,
      "the candidate of a canary has more errors or a higher latency than the stable server"),
  SCALING_INACTIVE(
      "OvmsScalingInactive",
      AlertSeverity.CRITICAL,
      "the autoscaler reports that it cannot compute the desired replicas"),
  ADAPTER_DOWN("OvmsAdapterDown", AlertSeverity.CRITICAL, "no adapter queries Prometheus"),
  METRIC_NOT_QUERIED(
      "OvmsMetricNotQueried",
      AlertSeverity.CRITICAL,
      "no metric is queried, so no autoscaler gets a value"),
  METRICS_API_UNAVAILABLE(
      "OvmsMetricsApiUnavailable",
      AlertSeverity.CRITICAL,
      "the API server cannot reach the adapter"),
  RULE_FAILURES(
      "OvmsRuleFailures", AlertSeverity.CRITICAL, "Prometheus cannot evaluate one of these rules"),
  VOLUME_FILLING(
      "OvmsVolumeFilling",
      AlertSeverity.WARNING,
      "the volume of Prometheus is nearly full, despite its retention size");

  private final String alertName;
  private final AlertSeverity severity;
  private final String meaning;

  Alert(String alertName, AlertSeverity severity, String meaning) {
    this.alertName = alertName;
    this.severity = severity;
    this.meaning = meaning;
  }

  /** Returns the name in Prometheus and Alertmanager, also the name of its runbook. */
  public String alertName() {
    return alertName;
  }

  /** Returns the URL of its runbook, below the URL of all runbooks. */
  public String runbook(String base) {
    return Required.nonNull(base).replaceFirst("/$", "") + "/" + alertName + ".md";
  }

  /** Returns the default severity, which {@code .severity(..)} overrides. */
  public AlertSeverity severity() {
    return severity;
  }

  /** Returns a short description of when it fires. */
  public String meaning() {
    return meaning;
  }
}
