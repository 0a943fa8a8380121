package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The series that a Prometheus has. An alert on missing series would never fire, which is
 * indistinguishable from a healthy system.
 *
 * @param kubeStateMetrics whether Prometheus is declared to scrape kube-state-metrics
 * @param apiServerMetrics whether Prometheus is declared to scrape the API server
 */
record WatchedSeries(Prometheus prometheus, boolean kubeStateMetrics, boolean apiServerMetrics) {

  void check(Findings findings, boolean prometheusJob) {
    if (kubeStateMetrics) {
      checkScraped(findings, "kubeStateMetrics");
    }
    if (apiServerMetrics) {
      checkScraped(findings, "apiServerMetrics");
    }
    findings.require(
        !prometheusJob || PrometheusLink.of(prometheus).ownSeries().isEmpty(),
        FindingCode.ALERT_SERIES,
        "prometheusJob",
        quote(prometheus.name())
            + " is created by this library, which knows the job under which it scrapes itself",
        "Leave .prometheusJob(..) out.");
  }

  /** Without an operator, Prometheus scrapes only what its configuration contains. */
  private void checkScraped(Findings findings, String option) {
    findings.require(
        !prometheus.scrapesOnlyItsServers(),
        FindingCode.ALERT_SERIES,
        option,
        quote(prometheus.name())
            + " scrapes only its servers and itself, so it has no series of this kind",
        "Leave ." + option + "() out, or use an OperatorPrometheus or ExistingPrometheus.");
  }

  /** Checks that a server exports the metrics that its alerts use. */
  void checkServer(Findings findings, Set<Alert> enabled, RatioAutoscaler autoscaler) {
    LoadSignal signal = autoscaler.settings().signal();
    ModelServer server = autoscaler.settings().server();
    for (Alert alert : enabled) {
      List<String> missing =
          RequestSeries.needs(alert, signal).stream()
              .filter(metric -> !ServerLink.of(server).exportedMetrics().contains(metric))
              .map(OvmsMetric::series)
              .toList();
      findings.require(
          missing.isEmpty(),
          FindingCode.ALERT_SERIES,
          "autoscaler",
          quote(missing)
              + " must be exported for "
              + alert.alertName()
              + ", and the server of "
              + quote(autoscaler.name())
              + " does not",
          "Add them to .metrics(..) of the server, or write .without(Alert." + alert + ").");
    }
    findings.require(
        !enabled.contains(Alert.LATENCY_OBJECTIVE) || !signal.isOfGraphs(),
        FindingCode.ALERT_SERIES,
        "latencyObjective",
        quote(autoscaler.name()) + " scales on graphs, for which OVMS exports no request time",
        "Leave .latencyObjective(..) out, or create a separate Alerts for this autoscaler.");
  }

  /** Reports alerts that are excluded because the jobs of an existing Prometheus are not known. */
  void checkLeftOut(Findings findings, Set<Alert> requested, Set<Alert> enabled) {
    if (PrometheusLink.of(prometheus).ownSeries().isPresent()) {
      return;
    }
    Set<Alert> excluded = EnumSet.of(Alert.ADAPTER_DOWN, Alert.RULE_FAILURES);
    excluded.retainAll(requested);
    excluded.removeAll(enabled);
    findings.require(
        excluded.isEmpty(),
        FindingCode.ALERTS_LEFT_OUT,
        "autoscaler",
        quote(excluded.stream().map(Alert::alertName).collect(Collectors.joining(", ")))
            + " are excluded, because it is not known whether "
            + quote(prometheus.url())
            + " has their series",
        "Set .adapterJob(..) and .prometheusJob(..), the jobs under which it scrapes the adapter"
            + " and itself, or exclude the alerts with .without(..).");
  }
}
