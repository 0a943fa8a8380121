package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.alerting.RuleSpec.Condition;
import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.monitoring.internal.AlertingRule;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.Rule;
import io.github.cdk8sovms.monitoring.internal.RuleGroup;
import io.github.cdk8sovms.monitoring.internal.StoreSeries;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.serving.internal.StoreRef;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules about one autoscaler and the pods of its server. */
final class AutoscalerRules {
  /** Shortest {@code for}, so that transient conditions such as a node restart do not page. */
  private static final Duration SHORTEST_PENDING = Duration.ofMinutes(5);

  /** A Job pauses for up to six minutes between two attempts. */
  private static final Duration LONGER_THAN_A_PAUSE = Duration.ofMinutes(10);

  private static final Duration SHORTEST_OVERLOAD = Duration.ofMinutes(10);
  private static final Duration SHORTEST_WATCH = Duration.ofMinutes(30);

  /** Scale-outs, and scale-ins, that a fluctuating load does not explain. */
  private static final int FLAPS = 3;

  private final RatioAutoscaler autoscaler;
  private final AutoscalerSettings settings;
  private final AutoscalerSeries series;
  private final RequestSeries requests;
  private final RuleSpec alertSettings;

  AutoscalerRules(RatioAutoscaler autoscaler, RuleSpec alertSettings) {
    this.autoscaler = autoscaler;
    this.settings = autoscaler.settings();
    this.series = new AutoscalerSeries(autoscaler);
    this.requests = new RequestSeries(settings, series);
    this.alertSettings = alertSettings;
  }

  /**
   * Returns the group, with recording rules before the alerts that use them.
   *
   * @param file the prefix of the group's name
   */
  RuleGroup group(String file) {
    List<Rule> rules = new ArrayList<>(series.recorded());
    alertSettings.enabled().stream().map(this::rules).forEach(rules::addAll);
    return new RuleGroup(
        file + "/" + settings.server().namespace() + "/" + autoscaler.name(),
        series.scrapeInterval().evaluationInterval(),
        rules);
  }

  private List<AlertingRule> rules(Alert alert) {
    return switch (alert) {
      case METRIC_MISSING -> List.of(metricMissing());
      case TARGET_ABSENT -> List.of(targetAbsent());
      case TARGET_DOWN -> List.of(targetDown());
      case MODEL_NOT_LOADED -> List.of(modelNotLoaded());
      case STORE_FAILED ->
          StoreRef.of(List.of(settings.server())).stream().map(this::storeFailed).toList();
      case POD_STUCK -> List.of(podStuck());
      case LOAD_ABOVE_TARGET -> List.of(loadAboveTarget());
      case AT_MAX_REPLICAS -> List.of(atMaxReplicas());
      case FLAPPING -> List.of(flapping());
      case ERROR_RATIO -> List.of(errorRatio());
      case LATENCY_OBJECTIVE ->
          alertSettings.latencyObjective().map(this::latencyObjective).stream().toList();
      case SCALING_INACTIVE -> List.of(scalingInactive());
      case CANARY_WORSE,
          ADAPTER_DOWN,
          METRIC_NOT_QUERIED,
          METRICS_API_UNAVAILABLE,
          RULE_FAILURES,
          VOLUME_FILLING ->
          List.of();
    };
  }

  private AlertingRule metricMissing() {
    return ruleOfPods(
        Alert.METRIC_MISSING,
        series.live() + " unless on (" + series.podLabels().list() + ") " + series.loadOfPods(),
        untilRestarted(),
        "No value of the scaling metric for " + pod() + " of " + server(),
        "Prometheus scrapes "
            + pod()
            + ", but "
            + settings.signal().metricName()
            + " has no value for it. If no pod has a value, the autoscaler does not scale.");
  }

  private AlertingRule targetAbsent() {
    return rule(
        Alert.TARGET_ABSENT,
        "absent(" + series.up() + ")",
        SHORTEST_PENDING,
        "Prometheus discovers no pod of " + server(),
        "No pod name matches "
            + ServerLink.of(settings.server()).podNames()
            + ", or Prometheus has no permission to discover the pods.");
  }

  private AlertingRule targetDown() {
    return ruleOfPods(
        Alert.TARGET_DOWN,
        series.up() + " == 0",
        untilStarted(),
        "Prometheus cannot scrape " + pod(),
        "Scrapes of "
            + pod()
            + " have failed for longer than a pod of "
            + server()
            + " takes to start. The autoscaler has no value for it.");
  }

  private AlertingRule modelNotLoaded() {
    return ruleOfPods(
        Alert.MODEL_NOT_LOADED,
        requests.modelsNotLoaded(),
        untilRestarted(),
        pod() + " has not loaded {{ $labels.name }}",
        "No version of {{ $labels.name }} is loaded in "
            + pod()
            + ". Requests for it fail there and are missing from the autoscaler's metric.");
  }

  private AlertingRule storeFailed(StoreRef store) {
    boolean isStack = settings.prometheus().scrapesOnlyItsServers();
    return rule(
        Alert.STORE_FAILED,
        isStack
            ? StoreSeries.failedPods(store)
            : StoreSeries.failedJobs(
                store,
                PrometheusLink.of(settings.prometheus())
                    .endpoint()
                    .exporterLabels()
                    .inNamespace(store.namespace())),
        LONGER_THAN_A_PAUSE,
        "The models of " + server() + " could not be fetched",
        "Job {{ $labels.fetch }} of the store "
            + store.namespace()
            + "/"
            + store.name()
            + " has failed. New pods of "
            + server()
            + " wait for its files.");
  }

  private AlertingRule podStuck() {
    return ruleOfPods(
        Alert.POD_STUCK,
        requests.stuck(),
        Durations.longer(SHORTEST_PENDING, requests.stuckWindow()),
        pod() + " completes no requests for {{ $labels.name }}",
        pod()
            + " has had {{ $value }} requests for {{ $labels.name }} in progress for"
            + " longer than "
            + Durations.text(requests.stuckWindow())
            + ", and none completed or failed. The longest request may take "
            + Durations.text(ServerLink.of(settings.server()).maxRequestDuration())
            + ".");
  }

  private AlertingRule loadAboveTarget() {
    return rule(
        Alert.LOAD_ABOVE_TARGET,
        series.load()
            + " > "
            + accepted()
            + " * "
            + series.podCount()
            + " and "
            + series.podCount()
            + " < "
            + settings.maxReplicas(),
        longerThanScalingTakes(),
        server() + " is overloaded and does not scale out",
        "The total load of {{ $value | humanize }} has been above "
            + accepted()
            + " per pod for longer than a scale-out takes, with fewer pods than maxReplicas ("
            + settings.maxReplicas()
            + ").");
  }

  private AlertingRule atMaxReplicas() {
    return rule(
        Alert.AT_MAX_REPLICAS,
        series.load()
            + " > "
            + Numbers.text(settings.acceptedValue() * settings.maxReplicas())
            + " and "
            + series.podCount()
            + " >= "
            + settings.maxReplicas(),
        longerThanScalingTakes(),
        server() + " is overloaded at maxReplicas",
        "The total load of {{ $value | humanize }} exceeds "
            + accepted()
            + " for each of "
            + settings.maxReplicas()
            + " pods, which is maxReplicas. The autoscaler cannot add pods.");
  }

  /** Counted per ReplicaSet: a rollout only moves pods from one ReplicaSet to another. */
  private AlertingRule flapping() {
    String watched = series.replicaSetCount() + "[" + Durations.text(longestFlaps()) + "]";
    return rule(
        Alert.FLAPPING,
        "resets("
            + watched
            + ") >= "
            + FLAPS
            + " and changes("
            + watched
            + ") - resets("
            + watched
            + ") >= "
            + FLAPS,
        Duration.ZERO,
        "The autoscaler of " + server() + " repeatedly adds and removes pods",
        "Pods of {{ $labels.replicaset }} were removed {{ $value }} times within "
            + Durations.text(longestFlaps())
            + ", and added at least "
            + FLAPS
            + " times. Every new pod loads its models again.");
  }

  private AlertingRule errorRatio() {
    return ruleOfPods(
        Alert.ERROR_RATIO,
        requests.errorRatio() + " > " + Numbers.text(alertSettings.errorRatio()),
        requests.window(),
        "{{ $value | humanizePercentage }} of the requests for {{ $labels.name }} fail in " + pod(),
        "More than "
            + Numbers.text(alertSettings.errorRatio() * 100)
            + " % of the requests for {{ $labels.name }} of "
            + server()
            + " have failed in "
            + pod()
            + " for "
            + Durations.text(requests.window())
            + ".");
  }

  private AlertingRule latencyObjective(LatencyObjective objective) {
    return rule(
        Alert.LATENCY_OBJECTIVE,
        requests.latency(objective) + " > " + objective.milliseconds(),
        requests.window(),
        "Latency of {{ $labels.name }} is above the objective",
        Numbers.text(objective.share() * 100)
            + " % of the requests for {{ $labels.name }} of "
            + server()
            + " complete within {{ $value | humanize }} ms; the objective is "
            + objective
            + ".");
  }

  private AlertingRule scalingInactive() {
    return rule(
        Alert.SCALING_INACTIVE,
        "kube_horizontalpodautoscaler_status_condition{"
            + PrometheusLink.of(settings.prometheus())
                .endpoint()
                .exporterLabels()
                .inNamespace(settings.server().namespace())
            + ",horizontalpodautoscaler=\""
            + autoscaler.name()
            + "\",condition=\"ScalingActive\",status=\"false\"} == 1",
        untilStarted(),
        "The autoscaler of " + server() + " does not scale",
        "HorizontalPodAutoscaler "
            + autoscaler.name()
            + " has the condition ScalingActive=False: it cannot compute the desired replicas.");
  }

  /** Returns the start-up time: starting pods cannot be scraped, and models load later still. */
  private Duration untilStarted() {
    return Durations.longer(SHORTEST_PENDING, settings.longestStart());
  }

  /** Returns the start-up time, but at least the restart time that the expression spans. */
  private Duration untilRestarted() {
    return Durations.longer(untilStarted(), series.longestRestart());
  }

  private Duration longerThanScalingTakes() {
    return Durations.longer(SHORTEST_OVERLOAD, autoscaler.lagBudget().worst().multipliedBy(2));
  }

  /** Returns twice the time of {@link #FLAPS} scale-outs and scale-ins without a pause. */
  private Duration longestFlaps() {
    Duration fastest = settings.behavior().down().window().plus(autoscaler.lagBudget().worst());
    return Durations.longer(SHORTEST_WATCH, fastest.multipliedBy(2L * FLAPS));
  }

  private String accepted() {
    return Numbers.text(settings.acceptedValue());
  }

  private String server() {
    return settings.server().namespace() + "/" + settings.server().serviceName();
  }

  /** Returns the template for the pod's name in annotations. */
  private String pod() {
    return "{{ $labels." + series.podLabels().pod() + " }}";
  }

  /**
   * Returns an alert per pod, with its name in the label {@code pod} even if the store uses
   * another.
   */
  private AlertingRule ruleOfPods(
      Alert alert, String expression, Duration pending, String summary, String description) {
    Map<String, String> labels = new LinkedHashMap<>(series.labels());
    if (!series.podLabels().pod().equals(SeriesLabels.STANDARD.pod())) {
      labels.put(SeriesLabels.STANDARD.pod(), pod());
    }
    return alertSettings.rule(
        alert, labels, new Condition(expression, pending), summary, description);
  }

  private AlertingRule rule(
      Alert alert, String expression, Duration pending, String summary, String description) {
    return alertSettings.rule(
        alert, series.labels(), new Condition(expression, pending), summary, description);
  }
}
