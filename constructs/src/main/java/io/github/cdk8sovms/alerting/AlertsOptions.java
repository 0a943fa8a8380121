package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Shares;
import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.monitoring.RuleFile;
import io.github.cdk8sovms.monitoring.RuleGroup;
import io.github.cdk8sovms.monitoring.RulePlacement;
import io.github.cdk8sovms.monitoring.SeriesMatchers;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import io.github.cdk8sovms.validation.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** The options of alerts, their defaults and their validation. */
abstract sealed class AlertsOptions extends ComponentBuilder<Alerts.Builder>
    permits Alerts.Builder {
  private static final double DEFAULT_ERROR_RATIO = 0.05;
  private static final String RUNBOOKS =
      "https://github.com/cdk8s-ovms/cdk8s-ovms/blob/main/docs/runbooks";

  private List<RatioAutoscaler> autoscalers = new ArrayList<>();
  private List<Canary> canaries = new ArrayList<>();
  private Set<Alert> excluded = EnumSet.noneOf(Alert.class);
  private Map<Alert, AlertSeverity> severities = new EnumMap<>(Alert.class);
  private Map<String, String> alertLabels = new LinkedHashMap<>();
  private String runbookBase = RUNBOOKS;
  private double errorRatio = DEFAULT_ERROR_RATIO;
  private @Nullable LatencyObjective latencyObjective;
  private @Nullable String prometheusJob;
  private @Nullable String adapterJob;
  private boolean kubeStateMetrics;
  private boolean apiServerMetrics;

  AlertsOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Adds an autoscaler to monitor, with its server, its adapter and its Prometheus. */
  public Alerts.Builder autoscaler(RatioAutoscaler watched) {
    autoscalers.add(Required.nonNull(watched));
    return self();
  }

  /**
   * Adds a canary: records requests, error ratio and the 95th percentile of the latency of each
   * side, per model, and adds {@link Alert#CANARY_WORSE}. The autoscalers of both sides must be
   * added, too. For graphs only errors are compared: OVMS exports no request time for them.
   */
  public Alerts.Builder canary(Canary compared) {
    canaries.add(Required.nonNull(compared));
    return self();
  }

  /**
   * Sets a latency objective: the share of the requests for each model that must complete within a
   * limit. Adds {@link Alert#LATENCY_OBJECTIVE}. Default: no objective. Each histogram bucket of
   * OVMS is 1.8 times as wide as the one before; Prometheus interpolates within them.
   *
   * @param share above 0 and below 1, such as 0.99
   * @param limit from one millisecond to one hour
   */
  public Alerts.Builder latencyObjective(double share, Duration limit) {
    this.latencyObjective = new LatencyObjective(share, Required.nonNull(limit, "limit"));
    return self();
  }

  /** Sets the share of requests for a model that may fail in a pod. Default: 0.05. */
  public Alerts.Builder errorRatio(double share) {
    this.errorRatio = share;
    return self();
  }

  /**
   * Adds a label to every alert, for routing in Alertmanager; {@code label} adds one to the
   * Kubernetes object instead.
   */
  public Alerts.Builder alertLabel(String name, String value) {
    alertLabels.put(Required.nonNull(name, "name"), Required.nonNull(value, "value"));
    return self();
  }

  /**
   * Sets the base URL of the runbooks: each alert links to the page with its name and {@code .md}
   * below it. Default: the runbooks of this project.
   */
  public Alerts.Builder runbookBase(String url) {
    this.runbookBase = Required.nonNull(url);
    return self();
  }

  /** Excludes an alert. */
  public Alerts.Builder without(Alert alert) {
    excluded.add(Required.nonNull(alert));
    return self();
  }

  /** Overrides the severity of an alert. */
  public Alerts.Builder severity(Alert alert, AlertSeverity severity) {
    severities.put(Required.nonNull(alert, "alert"), Required.nonNull(severity, "severity"));
    return self();
  }

  /**
   * Sets the job under which an existing Prometheus scrapes itself, and adds {@link
   * Alert#RULE_FAILURES}. A Prometheus that this library creates needs no job.
   */
  public Alerts.Builder prometheusJob(String job) {
    this.prometheusJob = Required.nonNull(job);
    return self();
  }

  /**
   * Sets the job under which the adapter is scraped, an option of its Helm chart. {@link
   * Alert#ADAPTER_DOWN} then follows its targets instead of its queries to Prometheus.
   */
  public Alerts.Builder adapterJob(String job) {
    this.adapterJob = Required.nonNull(job);
    return self();
  }

  /**
   * Declares that Prometheus scrapes kube-state-metrics, which exports the conditions of
   * autoscalers, and adds {@link Alert#SCALING_INACTIVE}.
   */
  public Alerts.Builder kubeStateMetrics() {
    this.kubeStateMetrics = true;
    return self();
  }

  /**
   * Declares that Prometheus scrapes the API server, and adds {@link
   * Alert#METRICS_API_UNAVAILABLE}.
   */
  public Alerts.Builder apiServerMetrics() {
    this.apiServerMetrics = true;
    return self();
  }

  @Override
  protected void detach() {
    super.detach();
    autoscalers = new ArrayList<>(autoscalers);
    canaries = new ArrayList<>(canaries);
    excluded = EnumSet.copyOf(excluded);
    severities = new EnumMap<>(severities);
    alertLabels = new LinkedHashMap<>(alertLabels);
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    checkThresholds(findings);
    AlertLabels.check(
        findings,
        alertLabels,
        autoscalers.isEmpty() ? SeriesLabels.STANDARD : prometheus().endpoint().labels());
    Urls.checkHttp(findings, "runbookBase", runbookBase, "https://example.com/runbooks");
    Optional.ofNullable(prometheusJob)
        .ifPresent(job -> AlertLabels.checkJob(findings, "prometheusJob", job));
    Optional.ofNullable(adapterJob)
        .ifPresent(job -> AlertLabels.checkJob(findings, "adapterJob", job));
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
    checkPlacement(findings);
    WatchedSeries watched = new WatchedSeries(prometheus(), kubeStateMetrics, apiServerMetrics);
    watched.check(findings, prometheusJob != null);
    autoscalers.forEach(autoscaler -> watched.checkServer(findings, enabled(), autoscaler));
    checkNoEffect(findings);
    watched.checkLeftOut(findings, requested(), enabled());
    findings.require(
        prometheus().hasAlertmanager(),
        FindingCode.ALERTS_NOT_SENT,
        "autoscaler",
        quote(prometheus().name())
            + " has no Alertmanager, so alerts are shown in its web UI and not sent",
        "Add .alertmanager(\"http://alertmanager.monitoring.svc:9093\") to the PrometheusStack.");
    if (findings.all().stream().noneMatch(found -> found.severity() == Severity.ERROR)) {
      prometheus().checkCanEvaluate(file(), findings, "name");
    }
  }

  /** Checks that no option is set for an excluded alert. */
  private void checkNoEffect(Findings findings) {
    severities.keySet().stream()
        .filter(alert -> !requested().contains(alert))
        .forEach(alert -> addLeftOut(findings, "severity", alert));
    if (errorRatio != DEFAULT_ERROR_RATIO && excluded.contains(Alert.ERROR_RATIO)) {
      addLeftOut(findings, "errorRatio", Alert.ERROR_RATIO);
    }
    if (latencyObjective != null && excluded.contains(Alert.LATENCY_OBJECTIVE)) {
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

  private void checkThresholds(Findings findings) {
    Shares.check(
        findings,
        FindingCode.ALERT_THRESHOLD,
        "errorRatio",
        errorRatio,
        "Write .errorRatio(0.05), or .without(Alert.ERROR_RATIO).");
    if (latencyObjective != null) {
      latencyObjective.check(findings);
    }
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
        "Create an Alerts for each PrometheusStack.");
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

  @Override
  protected Optional<String> podless() {
    return Optional.of("alerts");
  }

  @Override
  protected String defaultNamespace() {
    if (autoscalers.isEmpty()) {
      return super.defaultNamespace();
    }
    List<String> servers = serverNamespaces();
    return prometheus().rulePlacement().where() == RulePlacement.Where.WITH_SERVERS
            && servers.size() == 1
        ? servers.get(0)
        : prometheus().isOfPlatform() ? super.defaultNamespace() : prometheus().namespace();
  }

  private List<String> serverNamespaces() {
    return autoscalers.stream()
        .map(each -> each.settings().server().namespace())
        .distinct()
        .toList();
  }

  private void checkPlacement(Findings findings) {
    RulePlacement placement = prometheus().rulePlacement();
    findings.require(
        placement.where() != RulePlacement.Where.IN_CONFIGURATION
            || !isNamespaceGiven()
            || namespace().equals(prometheus().namespace()),
        FindingCode.NO_EFFECT,
        "namespace",
        quote(namespace())
            + " has no effect: the rules go into the configuration of "
            + quote(prometheus().name())
            + ", in "
            + quote(prometheus().namespace()),
        "Leave .namespace(..) out.");
    findings.require(
        placement.where() != RulePlacement.Where.ONLY_WITH_PROMETHEUS
            || namespace().equals(prometheus().namespace()),
        FindingCode.RULES_NAMESPACE,
        "namespace",
        quote(namespace())
            + " is not the namespace of "
            + quote(prometheus().name())
            + ", which loads rules from its own namespace only",
        "Leave .namespace(..) out, or use MonitorScope.ALL_NAMESPACES.");
    findings.require(
        !placement.ofOneNamespace() || serverNamespaces().equals(List.of(namespace())),
        FindingCode.RULES_NAMESPACE,
        "namespace",
        quote(serverNamespaces())
            + " are the namespaces of the servers, and rules in "
            + quote(namespace())
            + " see only series of that one",
        "Create an Alerts for the autoscalers of each namespace, and leave .namespace(..) out.");
  }

  final Placement placement() {
    return placement("prometheus-rules", "alerts");
  }

  /** Returns the Prometheus that evaluates the rules. */
  final PrometheusStack prometheus() {
    return autoscalers.get(0).settings().prometheus();
  }

  /** Returns the alerts that have rules. */
  final Set<Alert> enabled() {
    Set<Alert> enabled = requested();
    enabled.removeIf(alert -> !hasSeries(alert));
    return enabled;
  }

  /** Returns the alerts that are emitted if Prometheus has all series. */
  private Set<Alert> requested() {
    Set<Alert> requested = EnumSet.allOf(Alert.class);
    requested.removeAll(excluded);
    if (latencyObjective == null) {
      requested.remove(Alert.LATENCY_OBJECTIVE);
    }
    if (canaries.isEmpty()) {
      requested.remove(Alert.CANARY_WORSE);
    }
    if (autoscalers.stream().noneMatch(each -> each.settings().adapter().isPresent())) {
      requested.removeAll(EnumSet.of(Alert.ADAPTER_DOWN, Alert.METRICS_API_UNAVAILABLE));
    }
    return requested;
  }

  private boolean hasSeries(Alert alert) {
    boolean isOwn = prometheus().ownSeries().isPresent();
    return switch (alert) {
      case SCALING_INACTIVE -> kubeStateMetrics;
      case METRICS_API_UNAVAILABLE -> apiServerMetrics;
      case METRIC_NOT_ASKED ->
          prometheus().ownSeries().filter(own -> own.answersOnlyTheAdapter()).isPresent();
      case VOLUME_FILLING -> isOwn;
      case RULE_FAILURES -> isOwn || prometheusJob != null;
      case ADAPTER_DOWN -> isOwn || adapterJob != null;
      default -> true;
    };
  }

  final RuleFile file() {
    AlertSettings settings =
        new AlertSettings(
            enabled(),
            severities,
            alertLabels,
            runbookBase.replaceFirst("/$", ""),
            errorRatio,
            Optional.ofNullable(latencyObjective),
            Optional.ofNullable(prometheusJob),
            Optional.ofNullable(adapterJob));
    List<RuleGroup> groups = new ArrayList<>();
    autoscalers.forEach(
        autoscaler -> groups.add(new AutoscalerRules(autoscaler, settings).group(name())));
    canaries.forEach(
        canary ->
            groups.add(
                new CanaryRules(
                        canary,
                        CanaryRules.of(canary.stable(), autoscalers).orElseThrow(),
                        CanaryRules.of(canary.candidate(), autoscalers).orElseThrow(),
                        settings)
                    .group(name())));
    groups.add(new PrometheusRules(prometheus(), settings).group(name()));
    SeriesMatchers matchers = prometheus().rulePlacement().matchers();
    return new RuleFile(name(), groups.stream().map(group -> group.narrowed(matchers)).toList());
  }
}
