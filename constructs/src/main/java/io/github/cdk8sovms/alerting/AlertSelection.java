package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.internal.values.Shares;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RuleGroup;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.StoreRef;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts are emitted, and with which thresholds.
 *
 * @param autoscalers that are monitored, all with one Prometheus
 * @param canaries whose sides are compared
 * @param excluded alerts
 * @param severities that differ from the alert's default
 * @param alertLabels added to each alert
 * @param runbookBase the URL below which each alert has its runbook
 * @param errorRatio the share of requests that may fail
 * @param latencyObjective the objective for request latency
 * @param prometheusJob the job under which an existing Prometheus scrapes itself
 * @param adapterJob the job under which the adapter is scraped
 * @param kubeStateMetrics whether Prometheus scrapes kube-state-metrics
 * @param apiServerMetrics whether Prometheus scrapes the API server
 */
record AlertSelection(
    List<RatioAutoscaler> autoscalers,
    List<Canary> canaries,
    Set<Alert> excluded,
    Map<Alert, AlertSeverity> severities,
    Map<String, String> alertLabels,
    String runbookBase,
    double errorRatio,
    Optional<LatencyObjective> latencyObjective,
    Optional<String> prometheusJob,
    Optional<String> adapterJob,
    boolean kubeStateMetrics,
    boolean apiServerMetrics) {
  static final double DEFAULT_ERROR_RATIO = 0.05;

  AlertSelection {
    autoscalers = List.copyOf(autoscalers);
    canaries = List.copyOf(canaries);
  }

  /** Checks thresholds, labels and autoscalers. */
  void check(Findings findings) {
    checkThresholds(findings);
    AlertLabels.check(
        findings,
        alertLabels,
        autoscalers.isEmpty()
            ? SeriesLabels.STANDARD
            : PrometheusLink.of(prometheus()).endpoint().labels());
    Urls.checkHttp(findings, "runbookBase", runbookBase, "https://example.com/runbooks");
    prometheusJob.ifPresent(job -> AlertLabels.checkJob(findings, "prometheusJob", job));
    adapterJob.ifPresent(job -> AlertLabels.checkJob(findings, "adapterJob", job));
    if (autoscalers.isEmpty()) {
      findings.add(
          FindingCode.MISSING,
          "autoscaler",
          "no autoscaler is given; alerts need at least one",
          "Add .autoscaler(autoscaler).");
      return;
    }
    checkAutoscalers(findings);
    checkCanaries(findings);
  }

  /** Checks that Prometheus has the series of the alerts, and sends them. */
  void checkSeries(Findings findings) {
    WatchedSeries watched = new WatchedSeries(prometheus(), kubeStateMetrics, apiServerMetrics);
    watched.check(findings, prometheusJob.isPresent());
    autoscalers.forEach(autoscaler -> watched.checkServer(findings, enabled(), autoscaler));
    checkNoEffect(findings);
    watched.checkLeftOut(findings, requested(), enabled());
    findings.require(
        prometheus().hasAlertmanager(),
        FindingCode.ALERTS_NOT_SENT,
        "autoscaler",
        quote(prometheus().name())
            + " has no Alertmanager, so alerts are shown in its web UI and not sent",
        "Add .alertmanager(\"http://alertmanager.monitoring.svc:9093\") to the Prometheus.");
  }

  private void checkThresholds(Findings findings) {
    Shares.check(
        findings,
        FindingCode.ALERT_THRESHOLD,
        "errorRatio",
        errorRatio,
        "Write .errorRatio(0.05), or .without(Alert.ERROR_RATIO).");
    latencyObjective.ifPresent(objective -> objective.check(findings));
  }

  private void checkAutoscalers(Findings findings) {
    List<String> names = autoscalers.stream().map(RatioAutoscaler::name).toList();
    findings.require(
        new HashSet<>(autoscalers).size() == autoscalers.size(),
        FindingCode.ALERTS_TWICE,
        "autoscaler",
        quote(names) + " contains an autoscaler twice; each of its alerts would be duplicated",
        "Keep one .autoscaler(..) for each autoscaler.");
    findings.require(
        autoscalers.stream().map(each -> each.settings().prometheus()).distinct().count() == 1,
        FindingCode.ALERTS_OF_TWO,
        "autoscaler",
        quote(names) + " query more than one Prometheus, and rules see the series of one only",
        "Create an Alerts for each Prometheus.");
  }

  /** Checks that no option is set for an excluded alert. */
  private void checkNoEffect(Findings findings) {
    severities.keySet().stream()
        .filter(alert -> !requested().contains(alert))
        .forEach(alert -> addLeftOut(findings, "severity", alert));
    if (errorRatio != DEFAULT_ERROR_RATIO && excluded.contains(Alert.ERROR_RATIO)) {
      addLeftOut(findings, "errorRatio", Alert.ERROR_RATIO);
    }
    if (latencyObjective.isPresent() && excluded.contains(Alert.LATENCY_OBJECTIVE)) {
      addLeftOut(findings, "latencyObjective", Alert.LATENCY_OBJECTIVE);
    }
  }

  private static void addLeftOut(Findings findings, String option, Alert alert) {
    findings.add(
        FindingCode.NO_EFFECT,
        option,
        quote(alert) + " is excluded, so the option has no effect",
        "Leave ." + option + "(..) out, or keep the alert.");
  }

  /** Returns the Prometheus that evaluates the rules. */
  Prometheus prometheus() {
    return autoscalers.get(0).settings().prometheus();
  }

  private void checkCanaries(Findings findings) {
    canaries.forEach(canary -> CanaryRules.check(findings, canary, autoscalers));
    List<String> candidates = canaries.stream().map(it -> it.candidate().serviceName()).toList();
    findings.require(
        canaries.stream().map(Canary::candidate).distinct().count() == canaries.size(),
        FindingCode.ALERTS_TWICE,
        "canary",
        quote(candidates) + " contains a candidate twice; each of its alerts would be duplicated",
        "Keep one .canary(..) for each candidate.");
  }

  /** Returns the namespaces of the servers. */
  List<String> serverNamespaces() {
    return servers().stream().map(ModelServer::namespace).distinct().toList();
  }

  private List<ModelServer> servers() {
    return autoscalers.stream().map(each -> each.settings().server()).toList();
  }

  /** Returns the alerts that have rules. */
  Set<Alert> enabled() {
    Set<Alert> enabled = requested();
    enabled.removeIf(alert -> !hasSeries(alert));
    return enabled;
  }

  /** Returns the alerts that are emitted if Prometheus has all series. */
  private Set<Alert> requested() {
    Set<Alert> requested = EnumSet.allOf(Alert.class);
    requested.removeAll(excluded);
    if (latencyObjective.isEmpty()) {
      requested.remove(Alert.LATENCY_OBJECTIVE);
    }
    if (canaries.isEmpty()) {
      requested.remove(Alert.CANARY_WORSE);
    }
    if (StoreRef.of(servers()).isEmpty()) {
      requested.remove(Alert.STORE_FAILED);
    }
    if (autoscalers.stream().noneMatch(each -> each.settings().adapter().isPresent())) {
      requested.removeAll(EnumSet.of(Alert.ADAPTER_DOWN, Alert.METRICS_API_UNAVAILABLE));
    }
    return requested;
  }

  private boolean hasSeries(Alert alert) {
    boolean isOwn = PrometheusLink.of(prometheus()).ownSeries().isPresent();
    return switch (alert) {
      case SCALING_INACTIVE -> kubeStateMetrics;
      case STORE_FAILED -> kubeStateMetrics || prometheus().scrapesOnlyItsServers();
      case METRICS_API_UNAVAILABLE -> apiServerMetrics;
      case METRIC_NOT_QUERIED ->
          PrometheusLink.of(prometheus())
              .ownSeries()
              .filter(own -> own.answersOnlyTheAdapter())
              .isPresent();
      case VOLUME_FILLING -> isOwn;
      case RULE_FAILURES -> isOwn || prometheusJob.isPresent();
      case ADAPTER_DOWN -> isOwn || adapterJob.isPresent();
      // Series of servers, which the Prometheus of an autoscaler has.
      case METRIC_MISSING,
          TARGET_ABSENT,
          TARGET_DOWN,
          MODEL_NOT_LOADED,
          POD_STUCK,
          LOAD_ABOVE_TARGET,
          AT_MAX_REPLICAS,
          FLAPPING,
          ERROR_RATIO,
          LATENCY_OBJECTIVE,
          CANARY_WORSE ->
          true;
    };
  }

  /** Returns the rules. */
  RuleFile file(String name) {
    RuleSpec rules =
        new RuleSpec(
            enabled(),
            severities,
            alertLabels,
            runbookBase,
            errorRatio,
            latencyObjective,
            prometheusJob,
            adapterJob);
    List<RuleGroup> groups = new ArrayList<>();
    autoscalers.forEach(
        autoscaler -> groups.add(new AutoscalerRules(autoscaler, rules).group(name)));
    canaries.forEach(
        canary ->
            groups.add(
                new CanaryRules(
                        canary,
                        CanaryRules.of(canary.stable(), autoscalers).orElseThrow(),
                        CanaryRules.of(canary.candidate(), autoscalers).orElseThrow(),
                        rules)
                    .group(name)));
    groups.add(new PrometheusRules(prometheus(), rules).group(name));
    SeriesMatchers matchers = PrometheusLink.of(prometheus()).rulePlacement().matchers();
    return new RuleFile(name, groups.stream().map(group -> group.narrowed(matchers)).toList());
  }
}
