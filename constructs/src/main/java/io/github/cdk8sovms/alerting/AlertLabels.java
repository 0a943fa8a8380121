package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of Prometheus for labels, and those that say what an alert is about. */
final class AlertLabels {
  private static final Pattern NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  /** Visible text that Prometheus does not take for a template. */
  private static final Pattern VALUE = Pattern.compile("(?!.*\\{\\{)[^\\p{C}\\p{Zl}\\p{Zp}]+");

  private static final Pattern JOB = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_./:]*");

  private static final Set<String> TAKEN =
      Set.of(
          "alertname", AlertSeverity.LABEL, "namespace", "autoscaler", "pod", "name", "replicaset");

  private AlertLabels() {}

  /** Checks the job of a scrape, by which its series are chosen. */
  static void checkJob(Findings findings, String option, String job) {
    findings.require(
        JOB.matcher(job).matches(),
        FindingCode.ALERT_LABEL,
        option,
        quote(job) + " is not the name of a job; it is letters, digits and any of '-_./:'",
        "Write the job as the page \"Targets\" of Prometheus shows it.");
  }

  /**
   * Checks labels of alerts.
   *
   * @param ofPods by which series say of which pod they are
   */
  static void check(Findings findings, Map<String, String> labels, SeriesLabels ofPods) {
    labels.forEach(
        (name, value) -> {
          findings.require(
              NAME.matcher(name).matches() && VALUE.matcher(value).matches(),
              FindingCode.ALERT_LABEL,
              "alertLabel",
              quote(name + "=" + value)
                  + " is not a label of Prometheus; its name is letters, digits and '_', its value"
                  + " text that can be seen, without '{{'",
              "Write a label such as \"team\", \"vision\".");
          findings.require(
              !TAKEN.contains(name) && !ofPods.names().contains(name),
              FindingCode.ALERT_LABEL,
              "alertLabel",
              quote(name) + " says already what an alert is about",
              "Choose another name; severities are changed with .severity(..).");
        });
  }
}
