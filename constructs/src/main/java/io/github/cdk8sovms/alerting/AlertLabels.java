package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Validates alert labels: Prometheus' syntax, and names that alerts already use. */
final class AlertLabels {
  private static final Pattern NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  /** Printable text that Prometheus does not parse as a template. */
  private static final Pattern VALUE = Pattern.compile("(?!.*\\{\\{)[^\\p{C}\\p{Zl}\\p{Zp}]+");

  private static final Pattern JOB = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_./:]*");

  private static final Set<String> RESERVED =
      Set.of(
          "alertname", AlertSeverity.LABEL, "namespace", "autoscaler", "pod", "name", "replicaset");

  private AlertLabels() {}

  /** Checks the name of a scrape job, which selects its series. */
  static void checkJob(Findings findings, String option, String job) {
    findings.require(
        JOB.matcher(job).matches(),
        FindingCode.ALERT_LABEL,
        option,
        quote(job) + " is not a valid job name; use letters, digits and any of '-_./:'",
        "Copy the job name from the page \"Targets\" of Prometheus.");
  }

  /**
   * Checks labels of alerts.
   *
   * @param podLabels the labels of series that identify a pod
   */
  static void check(Findings findings, Map<String, String> labels, SeriesLabels podLabels) {
    labels.forEach(
        (name, value) -> {
          findings.require(
              NAME.matcher(name).matches() && VALUE.matcher(value).matches(),
              FindingCode.ALERT_LABEL,
              "alertLabel",
              quote(name + "=" + value)
                  + " is not a valid Prometheus label; its name must be letters, digits and '_',"
                  + " its value printable text without '{{'",
              "Write a label such as \"team\", \"vision\".");
          findings.require(
              !RESERVED.contains(name) && !podLabels.names().contains(name),
              FindingCode.ALERT_LABEL,
              "alertLabel",
              quote(name) + " is already set on every alert",
              "Choose another name; severities are changed with .severity(..).");
        });
  }
}
