package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.monitoring.RecordingRule;
import io.github.cdk8sovms.monitoring.Rule;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one autoscaler: those of its pods, and those that recording rules make of them. The
 * pods are known by their names, which every scrape gives them, whoever it is that scrapes.
 */
final class AutoscalerSeries {
  private static final String POD_COUNT = "autoscaler:up:count";
  private static final String REPLICA_SET_COUNT = "replicaset:up:count";

  /** A kubelet waits five minutes at most before it starts a container again. */
  private static final Duration LONGEST_RESTART = Duration.ofMinutes(6);

  /** Of four scrapes, one may be lost. */
  private static final int FEWEST_SCRAPES = 4;

  private final AutoscalerSettings settings;
  private final String autoscaler;

  AutoscalerSeries(RatioAutoscaler autoscaler) {
    this.settings = autoscaler.settings();
    this.autoscaler = autoscaler.name();
  }

  /** Labels that say which autoscaler a result is of. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("namespace", server().namespace());
    labels.put("autoscaler", autoscaler);
    return labels;
  }

  /** In an order in which each can use those before it. */
  List<Rule> recorded() {
    LoadSignal signal = settings.signal();
    Duration window = settings.window();
    return List.of(
        record(perPod(), signal.perPod(signal.ofModel(pods()), labelsOfPods().list(), window)),
        record(fleet(), "sum(" + own(perPod()) + ")"),
        record(POD_COUNT, "count(" + up() + ")"),
        record(
            REPLICA_SET_COUNT,
            "count by (replicaset) (label_replace("
                + up()
                + ", \"replicaset\", \"$1\", \""
                + labelsOfPods().pod()
                + "\", \"(.+?)-?[0-9a-z]{5}\"))"));
  }

  /** Whether the last scrape of each pod went well. */
  String up() {
    return series("up");
  }

  /**
   * The pods that live: they are there, and have answered since a restart could last. A pod whose
   * start fails again and again is one of them all the time, though not at each scrape.
   */
  String living() {
    return "max by ("
        + labelsOfPods().list()
        + ") (max_over_time("
        + up()
        + "["
        + Durations.text(longestRestart())
        + "]) == 1 and "
        + up()
        + ")";
  }

  /** For how long a pod that lives may not answer. */
  Duration longestRestart() {
    return Durations.longer(
        LONGEST_RESTART, settings.scrapeInterval().interval().multipliedBy(FEWEST_SCRAPES));
  }

  /** A series of the pods. */
  String series(String metric, String... matchers) {
    return metric
        + "{"
        + pods()
        + (matchers.length == 0 ? "" : ",")
        + String.join(",", matchers)
        + "}";
  }

  /** The matchers that choose the pods. */
  String pods() {
    return labelsOfPods().pods(server().namespace(), server().podNames());
  }

  /** By which series say of which pod they are. */
  SeriesLabels labelsOfPods() {
    return settings.prometheus().endpoint().labels();
  }

  /** The signal of all pods together; it has no value while that of no pod has one. */
  String load() {
    return own(fleet());
  }

  /** The signal of each pod; one that is stuck has no value. */
  String loadOfPods() {
    return own(perPod());
  }

  /** How many pods there are, whether they answer or not. */
  String podCount() {
    return own(POD_COUNT);
  }

  /** How many pods each ReplicaSet has: a rollout takes from one and gives to another. */
  String replicaSetCount() {
    return own(REPLICA_SET_COUNT);
  }

  private String perPod() {
    return "namespace_pod:" + settings.signal().recordedAs(settings.window());
  }

  private String fleet() {
    return "autoscaler:" + settings.signal().recordedAs(settings.window());
  }

  private String own(String recorded) {
    return recorded
        + "{namespace=\""
        + server().namespace()
        + "\",autoscaler=\""
        + autoscaler
        + "\"}";
  }

  private RecordingRule record(String name, String expression) {
    return new RecordingRule(name, expression, labels());
  }

  private OvmsModelServer server() {
    return settings.server();
  }
}
