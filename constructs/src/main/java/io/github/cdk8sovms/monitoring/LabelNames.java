package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks that labels can identify a pod. */
record LabelNames(SeriesLabels labels) {
  /**
   * The classic grammar of Prometheus. The adapter and Grafana's variables insert labels into
   * queries unquoted, so the UTF-8 names of Prometheus 3 cannot be used.
   *
   * @see <a href="https://prometheus.io/docs/concepts/data_model/">Data model</a>
   */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,127}");

  /** Labels that OVMS exports, and that Prometheus sets on alerts and histograms. */
  private static final Set<String> TAKEN =
      Set.of(
          "name",
          "version",
          "api",
          "interface",
          "method",
          "protocol",
          "le",
          "quantile",
          "alertname",
          "alertstate",
          "severity",
          "autoscaler",
          "replicaset",
          "horizontalpodautoscaler",
          "condition",
          "status");

  /** Labels that scrapes set to something other than the namespace and the name of a pod. */
  private static final Set<String> OTHER_MEANING =
      Set.of(
          "instance",
          "job",
          "container",
          "endpoint",
          "node",
          "service",
          "app",
          "cluster",
          "exported_instance",
          "exported_job",
          "k8s_pod_uid",
          "k8s_pod_ip",
          "service_name",
          "service_namespace",
          "service_instance_id");

  /** Checks the names of an option. */
  void check(Findings findings, String option) {
    checkName(findings, option, labels.namespace());
    checkName(findings, option, labels.pod());
    findings.require(
        !labels.namespace().equals(labels.pod()),
        FindingCode.SERIES_LABELS,
        option,
        quote(labels.namespace()) + " cannot hold both the namespace and the name of a pod",
        "Write one label for each: SeriesLabels.of(\"kubernetes_namespace\","
            + " \"kubernetes_pod_name\").");
    for (String label : labels.names()) {
      findings.require(
          !OTHER_MEANING.contains(label) && !isSwapped(),
          FindingCode.UNUSUAL_SERIES_LABEL,
          option,
          quote(label)
              + " usually contains something other than the namespace or the name of a pod; then"
              + " no query returns a value",
          "Compare with a series of the store: topk(1, ovms_streams) shows its labels.");
    }
  }

  /** Returns whether the two names are swapped. */
  private boolean isSwapped() {
    return labels.pod().contains("namespace") && !labels.namespace().contains("namespace");
  }

  private static void checkName(Findings findings, String option, String label) {
    findings.require(
        NAME.matcher(label).matches() && !label.startsWith("__") && !TAKEN.contains(label),
        FindingCode.SERIES_LABELS,
        option,
        quote(label)
            + " is not a label for a namespace or pod: letters, digits and '_', not starting with"
            + " a digit or '__', and none that OVMS, Prometheus or alerts set",
        "Write it as the store shows it, such as \"k8s_pod_name\"; dots of OpenTelemetry's"
            + " attributes are '_' there.");
  }
}
