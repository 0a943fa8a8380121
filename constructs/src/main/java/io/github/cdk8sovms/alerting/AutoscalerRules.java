package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.alerting.AlertSettings.Condition;
import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.monitoring.AlertingRule;
import io.github.cdk8sovms.monitoring.Rule;
import io.github.cdk8sovms.monitoring.RuleGroup;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules about one autoscaler and the pods of its server. */
final class AutoscalerRules {
  /** What passes by itself, such as a node that restarts, wakes nobody. */
  private static final Duration SHORTEST_PENDING = Duration.ofMinutes(5);

  private static final Duration SHORTEST_OVERLOAD = Duration.ofMinutes(10);
  private static final Duration SHORTEST_WATCH = Duration.ofMinutes(30);

  /** How many times pods are added, and removed, that is no longer a load that comes and goes. */
  private static final int FLAPS = 3;

  private final RatioAutoscaler autoscaler;
  private final AutoscalerSettings told;
  private final AutoscalerSeries series;
  private final RequestSeries requests;
  private final AlertSettings settings;

  AutoscalerRules(RatioAutoscaler autoscaler, AlertSettings settings) {
    this.autoscaler = autoscaler;
    this.told = autoscaler.settings();
    this.series = new AutoscalerSeries(autoscaler);
    this.requests = new RequestSeries(told, series);
    this.settings = settings;
  }

  /**
   * The group, with recording rules before the alerts that use them.
   *
   * @param file what the group's name begins with
   */
  RuleGroup group(String file) {
    List<Rule> rules = new ArrayList<>(series.recorded());
    settings.wanted().stream().map(this::rules).forEach(rules::addAll);
    return new RuleGroup(
        file + "/" + told.server().namespace() + "/" + autoscaler.name(),
        told.scrapeInterval().interval(),
        rules);
  }

  private List<AlertingRule> rules(Alert alert) {
    return switch (alert) {
      case METRIC_MISSING -> List.of(metricMissing());
      case TARGET_ABSENT -> List.of(targetAbsent());
      case TARGET_DOWN -> List.of(targetDown());
      case MODEL_NOT_LOADED -> List.of(modelNotLoaded());
      case POD_STUCK -> List.of(podStuck());
      case LOAD_ABOVE_TARGET -> List.of(loadAboveTarget());
      case AT_MAX_REPLICAS -> List.of(atMaxReplicas());
      case FLAPPING -> List.of(flapping());
      case ERROR_RATIO -> List.of(errorRatio());
      case LATENCY_OBJECTIVE ->
          settings.latencyObjective().map(this::latencyObjective).stream().toList();
      case SCALING_INACTIVE -> List.of(scalingInactive());
      case ADAPTER_DOWN, METRIC_NOT_ASKED, METRICS_API_UNAVAILABLE, RULE_FAILURES, VOLUME_FILLING ->
          List.of();
    };
  }

  private AlertingRule metricMissing() {
    return ruleOfPods(
        Alert.METRIC_MISSING,
        series.living()
            + " unless on ("
            + series.labelsOfPods().list()
            + ") "
            + series.loadOfPods(),
        untilRestarted(),
        "The autoscaler of " + server() + " has no value of " + pod(),
        pod()
            + " answers Prometheus, but "
            + told.signal().metricName()
            + " has no value for it. If none has one, their number stays as it is.");
  }

  private AlertingRule targetAbsent() {
    return rule(
        Alert.TARGET_ABSENT,
        "absent(" + series.up() + ")",
        SHORTEST_PENDING,
        "Prometheus finds no pod of " + server(),
        "There is no pod whose name matches "
            + told.server().podNames()
            + ", or Prometheus may not see it.");
  }

  private AlertingRule targetDown() {
    return ruleOfPods(
        Alert.TARGET_DOWN,
        series.up() + " == 0",
        untilStarted(),
        pod() + " does not answer Prometheus",
        "The metrics of "
            + pod()
            + " have not been read for longer than a pod of "
            + server()
            + " takes to start. The autoscaler reckons without it.");
  }

  private AlertingRule modelNotLoaded() {
    return ruleOfPods(
        Alert.MODEL_NOT_LOADED,
        requests.modelsNotLoaded(),
        untilRestarted(),
        pod() + " has not loaded {{ $labels.name }}",
        "No version of {{ $labels.name }} is loaded in "
            + pod()
            + ": requests for it fail"
            + " there, and it adds nothing to the load.");
  }

  private AlertingRule podStuck() {
    return ruleOfPods(
        Alert.POD_STUCK,
        requests.stuck(),
        Durations.longer(SHORTEST_PENDING, requests.stuckWindow()),
        pod() + " answers no request for {{ $labels.name }}",
        pod()
            + " has had {{ $value }} requests for {{ $labels.name }} in progress for"
            + " longer than "
            + Durations.text(requests.stuckWindow())
            + ", of which none was answered and none failed; one may take "
            + Durations.text(told.server().maxRequestDuration())
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
            + told.maxReplicas(),
        longerThanScalingTakes(),
        server() + " has too few pods for its load, and gets no more",
        "The pods have a load of {{ $value | humanize }} together, above "
            + accepted()
            + " for each, for longer than it takes to add some; there are fewer than the "
            + told.maxReplicas()
            + " that may run.");
  }

  private AlertingRule atMaxReplicas() {
    return rule(
        Alert.AT_MAX_REPLICAS,
        series.load()
            + " > "
            + Numbers.text(told.acceptedValue() * told.maxReplicas())
            + " and "
            + series.podCount()
            + " >= "
            + told.maxReplicas(),
        longerThanScalingTakes(),
        server() + " has as many pods as it may have, and too few for its load",
        "The load of {{ $value | humanize }} is more than "
            + told.maxReplicas()
            + " pods with "
            + accepted()
            + " each, and the autoscaler may not add one.");
  }

  /** A rollout only takes pods from one ReplicaSet and gives them to another. */
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
        "The autoscaler of " + server() + " adds and removes pods in turn",
        "Pods of {{ $labels.replicaset }} were removed {{ $value }} times within "
            + Durations.text(longestFlaps())
            + ", and added as often. Each of them loads its models anew.");
  }

  private AlertingRule errorRatio() {
    return ruleOfPods(
        Alert.ERROR_RATIO,
        requests.errorRatio() + " > " + Numbers.text(settings.errorRatio()),
        requests.window(),
        "{{ $value | humanizePercentage }} of the requests for {{ $labels.name }} fail in"
            + " "
            + pod(),
        "More than "
            + Numbers.text(settings.errorRatio() * 100)
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
        "Requests for {{ $labels.name }} take too long",
        "Of the requests for {{ $labels.name }} of "
            + server()
            + ", "
            + Numbers.text(objective.share() * 100)
            + " % take up to {{ $value | humanize }} ms; "
            + objective
            + " was promised.");
  }

  private AlertingRule scalingInactive() {
    return rule(
        Alert.SCALING_INACTIVE,
        "kube_horizontalpodautoscaler_status_condition{"
            + told.prometheus().endpoint().exporterLabels().inNamespace(told.server().namespace())
            + ",horizontalpodautoscaler=\""
            + autoscaler.name()
            + "\",condition=\"ScalingActive\",status=\"false\"} == 1",
        untilStarted(),
        "The autoscaler of " + server() + " does not scale",
        "HorizontalPodAutoscaler "
            + autoscaler.name()
            + " says that ScalingActive is False: it cannot work out how many pods it wants.");
  }

  /** Pods that start answer late, and models load later still. */
  private Duration untilStarted() {
    return Durations.longer(SHORTEST_PENDING, told.longestStart());
  }

  /** What is seen over the time of a restart must outlast it. */
  private Duration untilRestarted() {
    return Durations.longer(untilStarted(), series.longestRestart());
  }

  private Duration longerThanScalingTakes() {
    return Durations.longer(SHORTEST_OVERLOAD, autoscaler.lagBudget().worst().multipliedBy(2));
  }

  /** Twice the time of that many ups and downs if each follows the one before at once. */
  private Duration longestFlaps() {
    Duration fastest = told.behavior().down().window().plus(autoscaler.lagBudget().worst());
    return Durations.longer(SHORTEST_WATCH, fastest.multipliedBy(2L * FLAPS));
  }

  private String accepted() {
    return Numbers.text(told.acceptedValue());
  }

  private String server() {
    return told.server().namespace() + "/" + told.server().serviceName();
  }

  /** The name of the pod in a text of an alert. */
  private String pod() {
    return "{{ $labels." + series.labelsOfPods().pod() + " }}";
  }

  /**
   * An alert on each pod, which says its name in the label {@code pod}, whatever the store does.
   */
  private AlertingRule ruleOfPods(
      Alert alert, String expression, Duration pending, String summary, String description) {
    Map<String, String> labels = new LinkedHashMap<>(series.labels());
    if (!series.labelsOfPods().pod().equals(SeriesLabels.STANDARD.pod())) {
      labels.put(SeriesLabels.STANDARD.pod(), pod());
    }
    return settings.rule(alert, labels, new Condition(expression, pending), summary, description);
  }

  private AlertingRule rule(
      Alert alert, String expression, Duration pending, String summary, String description) {
    return settings.rule(
        alert, series.labels(), new Condition(expression, pending), summary, description);
  }
}
