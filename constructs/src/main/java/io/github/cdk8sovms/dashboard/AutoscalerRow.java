package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.List;

/**
 * The three panels of the published recipe for one autoscaler: its metric and target, its desired
 * replicas, and their throughput.
 */
record AutoscalerRow(AutoscalerSettings settings) {
  private static final String MEAN = "mean";
  private static final String TARGET = "target";
  private static final String MIN = "min";
  private static final String MAX = "max";

  /** Rounds off floating-point errors of Prometheus' division, which would add a pod. */
  private static final String ROUNDING = "0.001";

  Row row() {
    String server =
        settings.server().namespace() + "/" + ServerLink.of(settings.server()).scaleTarget().name();
    return Row.of(server + ": autoscaling", signal(), replicas(), throughput())
        .showing(ServerLink.of(settings.server()).exportedMetrics());
  }

  private TimeSeries signal() {
    return TimeSeries.of(
            new PanelInfo(
                    title(settings.signal().description()),
                    "The metric of the autoscaler "
                        + settings.name()
                        + " for each pod, over a window of "
                        + Durations.text(settings.window())
                        + ", and the mean, which it compares with its target of "
                        + SeriesSelector.number(settings.target())
                        + ". The tolerance (10 % by default) is not shown.",
                    switch (settings.signal().unit()) {
                      case MILLISECONDS -> Unit.MILLISECONDS;
                      case RATIO -> Unit.NUMBER;
                    },
                    List.copyOf(settings.signal().needs()))
                .runbook(Alert.LOAD_ABOVE_TARGET),
            Target.lines(inUnitOfTarget(perPod()), "{{" + labels().pod() + "}}"),
            Target.lines(inUnitOfTarget("avg(" + perPod() + ")"), MEAN),
            Target.constant(settings.target(), TARGET))
        .overrides(FieldOverride.target(TARGET));
  }

  private TimeSeries replicas() {
    return TimeSeries.of(
            new PanelInfo("Replicas", replicasDescription(), Unit.NUMBER, List.of())
                .runbook(Alert.AT_MAX_REPLICAS)
                .runbook(Alert.FLAPPING),
            Target.lines(desired(), "desired"),
            Target.lines(scrapedPods() + " or vector(0)", "current"),
            Target.constant(settings.minReplicas(), MIN),
            Target.constant(settings.maxReplicas(), MAX))
        .overrides(FieldOverride.limit(MIN), FieldOverride.limit(MAX));
  }

  private String replicasDescription() {
    String current = "Current: pods that Prometheus scrapes. Desired: ";
    String load =
        "computed from the load with the autoscaler's formula, before tolerance and stabilization"
            + " windows";
    return PrometheusLink.of(settings.prometheus()).endpoint().isExternal()
        ? current
            + "as reported by Kubernetes, if this Prometheus scrapes kube-state-metrics; otherwise "
            + load
            + "."
        : current + load + ".";
  }

  /** Returns the desired replicas; Kubernetes' formula is pods × mean / target = sum / target. */
  private String desired() {
    String computed =
        "clamp(ceil(round("
            + neededPods()
            + ", "
            + ROUNDING
            + ")), "
            + settings.minReplicas()
            + ", "
            + settings.maxReplicas()
            + ")";
    return PrometheusLink.of(settings.prometheus()).endpoint().isExternal()
        ? reported() + " or " + computed
        : computed;
  }

  private String neededPods() {
    return "sum(" + perPod() + ") / " + SeriesSelector.number(settings.metricTarget());
  }

  /** Returns the pods that the load needs, as a share of maxReplicas. */
  String shareOfMaximum() {
    return neededPods() + " / " + settings.maxReplicas();
  }

  private String reported() {
    SeriesSelector ofAutoscaler =
        new SeriesSelector(
            PrometheusLink.of(settings.prometheus())
                    .endpoint()
                    .exporterLabels()
                    .inNamespace(settings.server().namespace())
                + ",horizontalpodautoscaler=\""
                + settings.name()
                + "\"");
    return "max(" + ofAutoscaler.of("kube_horizontalpodautoscaler_status_desired_replicas") + ")";
  }

  /** Returns the number of scraped pods; a pod that two monitors scrape counts once. */
  private String scrapedPods() {
    return "count(max by (" + labels().pod() + ") (" + pods().of("up") + ") == 1)";
  }

  private TimeSeries throughput() {
    return settings.signal().isOfGraphs()
        ? throughputOf(
            OvmsMetric.REQUESTS_ACCEPTED,
            "Accepted requests for graphs, by name; a stream counts once.")
        : throughputOf(OvmsMetric.REQUESTS_SUCCESS, "Successful inferences, by model.");
  }

  private TimeSeries throughputOf(OvmsMetric counter, String description) {
    SeriesSelector counted = pods().and(SeriesSelector.chosenModels()).ofInference();
    return TimeSeries.of(
        new PanelInfo("Throughput", description, Unit.PER_SECOND, List.of(counter)),
        Target.lines(counted.perSecond(LoadSignal.MODEL_LABEL, counter), "{{name}}"));
  }

  /** Returns the expression of the adapter's query, for the same pods and window. */
  private String perPod() {
    return settings
        .signal()
        .perPod(
            settings.signal().ofModel(pods().matchers()),
            labels().pod(),
            PrometheusLink.of(settings.prometheus()).scrapeInterval().interval());
  }

  /**
   * Returns the value in the unit of the target: a share for graphs in flight, which are a count.
   */
  private String inUnitOfTarget(String expression) {
    return scale() == 1 ? expression : "(" + expression + ") / " + SeriesSelector.number(scale());
  }

  private double scale() {
    return settings.signal().metricValue(1);
  }

  private SeriesSelector pods() {
    return ServerPods.of(settings.server(), labels());
  }

  private SeriesLabels labels() {
    return PrometheusLink.of(settings.prometheus()).endpoint().labels();
  }

  private static String title(String description) {
    return Character.toUpperCase(description.charAt(0)) + description.substring(1) + ", by pod";
  }
}
