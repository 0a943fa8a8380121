package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which series a Prometheus has: an alert on others would never fire, and look like good news.
 *
 * @param kubeStateMetrics whether it was said that it scrapes kube-state-metrics
 * @param apiServerMetrics whether it was said that it scrapes the API server
 */
record WatchedSeries(
    PrometheusStack prometheus, boolean kubeStateMetrics, boolean apiServerMetrics) {

  void check(Findings findings, boolean prometheusJob) {
    if (kubeStateMetrics) {
      checkScraped(findings, "kubeStateMetrics");
    }
    if (apiServerMetrics) {
      checkScraped(findings, "apiServerMetrics");
    }
    findings.require(
        !prometheusJob || prometheus.ownSeries().isEmpty(),
        FindingCode.ALERT_SERIES,
        "prometheusJob",
        quote(prometheus.name()) + " scrapes itself under a job that is known already",
        "Leave .prometheusJob(..) out.");
  }

  /** What it scrapes is all in its configuration, unless an operator adds what others ask for. */
  private void checkScraped(Findings findings, String option) {
    findings.require(
        !prometheus.scrapesOnlyItsServers(),
        FindingCode.ALERT_SERIES,
        option,
        quote(prometheus.name()) + " scrapes only its servers and itself, so it has no such series",
        "Leave ." + option + "() out, or use .operator() or .existing(url).");
  }

  /** Checks that a server exports what the alerts on it are made of. */
  void checkServer(Findings findings, Set<Alert> wanted, RatioAutoscaler autoscaler) {
    LoadSignal signal = autoscaler.settings().signal();
    OvmsModelServer server = autoscaler.settings().server();
    for (Alert alert : wanted) {
      List<String> missing =
          RequestSeries.needs(alert, signal).stream()
              .filter(metric -> !server.exportedMetrics().contains(metric))
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
        !wanted.contains(Alert.LATENCY_OBJECTIVE) || !RequestSeries.isOfGraphs(signal),
        FindingCode.ALERT_SERIES,
        "latencyObjective",
        quote(autoscaler.name()) + " follows graphs, whose requests OVMS does not time",
        "Leave .latencyObjective(..) out, or watch it with an Alerts of its own.");
  }

  /** Says what is not watched of a Prometheus whose other jobs are not known. */
  void checkLeftOut(Findings findings, Set<Alert> intended, Set<Alert> wanted) {
    if (prometheus.ownSeries().isPresent()) {
      return;
    }
    Set<Alert> left = EnumSet.of(Alert.ADAPTER_DOWN, Alert.RULE_FAILURES);
    left.retainAll(intended);
    left.removeAll(wanted);
    findings.require(
        left.isEmpty(),
        FindingCode.ALERTS_LEFT_OUT,
        "autoscaler",
        quote(left.stream().map(Alert::alertName).collect(Collectors.joining(", ")))
            + " are left out: whether "
            + quote(prometheus.url())
            + " has their series is not known",
        "Say .adapterJob(..) and .prometheusJob(..), the jobs under which it scrapes the adapter"
            + " and itself, or leave them out with .without(..).");
  }
}
