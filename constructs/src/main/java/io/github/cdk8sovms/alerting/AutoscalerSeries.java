package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.RecordingRule;
import io.github.cdk8sovms.monitoring.internal.Rule;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one autoscaler: those of its pods, and the recorded ones. Pods are selected by
 * name, a label that every scrape configuration sets.
 */
final class AutoscalerSeries {
  private static final String POD_COUNT = "autoscaler:up:count";
  private static final String REPLICA_SET_COUNT = "replicaset:up:count";

  /** The kubelet's crash-loop back-off is at most five minutes. */
  private static final Duration LONGEST_RESTART = Duration.ofMinutes(6);

  /** Of four scrapes, one may be lost. */
  private static final int FEWEST_SCRAPES = 4;

  private final AutoscalerSettings settings;
  private final String autoscaler;

  AutoscalerSeries(RatioAutoscaler autoscaler) {
    this.settings = autoscaler.settings();
    this.autoscaler = autoscaler.name();
  }

  /** Returns the labels that identify the autoscaler of a result. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("namespace", server().namespace());
    labels.put("autoscaler", autoscaler);
    return labels;
  }

  /** Returns the recording rules; each may use those before it. */
  List<Rule> recorded() {
    LoadSignal signal = settings.signal();
    Duration scrapes = scrapeInterval().interval();
    return List.of(
        record(perPod(), signal.perPod(signal.ofModel(pods()), podLabels().list(), scrapes)),
        record(fleet(), "sum(" + ofAutoscaler(perPod()) + ")"),
        record(POD_COUNT, "count(" + up() + ")"),
        record(
            REPLICA_SET_COUNT,
            "count by (replicaset) (label_replace("
                + up()
                + ", \"replicaset\", \"$1\", \""
                + podLabels().pod()
                + "\", \"(.+?)-?[0-9a-z]{5}\"))"));
  }

  /** Returns whether the last scrape of each pod succeeded. */
  String up() {
    return series("up");
  }

  /**
   * Returns the live pods: discovered, and scraped successfully within the longest restart. A pod
   * in a crash loop counts as live all the time, although not every scrape succeeds.
   */
  String live() {
    return "max by ("
        + podLabels().list()
        + ") (max_over_time("
        + up()
        + "["
        + Durations.text(longestRestart())
        + "]) == 1 and "
        + up()
        + ")";
  }

  /** Returns how long scrapes of a live pod may fail. */
  Duration longestRestart() {
    return Durations.longer(
        LONGEST_RESTART, scrapeInterval().interval().multipliedBy(FEWEST_SCRAPES));
  }

  /** Returns a series of the pods. */
  String series(String metric, String... matchers) {
    return metric
        + "{"
        + pods()
        + (matchers.length == 0 ? "" : ",")
        + String.join(",", matchers)
        + "}";
  }

  /** Returns the matchers that select the pods. */
  String pods() {
    return podLabels().pods(server().namespace(), ServerLink.of(server()).podNames());
  }

  ScrapeInterval scrapeInterval() {
    return PrometheusLink.of(settings.prometheus()).scrapeInterval();
  }

  /** Returns the labels of series that identify a pod. */
  SeriesLabels podLabels() {
    return PrometheusLink.of(settings.prometheus()).endpoint().labels();
  }

  /** Returns the total load of all pods; no value while no pod has one. */
  String load() {
    return ofAutoscaler(fleet());
  }

  /** Returns the load per pod; a stuck pod has no value. */
  String loadOfPods() {
    return ofAutoscaler(perPod());
  }

  /** Returns the number of pods, whether scrapes succeed or not. */
  String podCount() {
    return ofAutoscaler(POD_COUNT);
  }

  /** Returns the number of pods per ReplicaSet; a rollout moves pods from one to another. */
  String replicaSetCount() {
    return ofAutoscaler(REPLICA_SET_COUNT);
  }

  private String perPod() {
    return "namespace_pod:" + settings.signal().recordedAs(scrapeInterval().interval());
  }

  private String fleet() {
    return "autoscaler:" + settings.signal().recordedAs(scrapeInterval().interval());
  }

  private String ofAutoscaler(String recorded) {
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

  private ModelServer server() {
    return settings.server();
  }
}
