package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.List;

/**
 * The three pictures of the published recipe for one autoscaler: what it compares with its target,
 * how many pods it asks for, and what they get done.
 */
record AutoscalerRow(AutoscalerSettings told) {
  private static final String MEAN = "mean";
  private static final String TARGET = "target";
  private static final String MIN = "min";
  private static final String MAX = "max";

  /** Prometheus has divided before; a hair above a whole number of pods is that number. */
  private static final String ROUNDING = "0.001";

  Row row() {
    String server = told.server().namespace() + "/" + told.server().scaleTarget().name();
    return Row.of(server + ": autoscaling", signal(), replicas(), throughput())
        .showing(told.server().exportedMetrics());
  }

  private TimeSeries signal() {
    return TimeSeries.of(
            new PanelInfo(
                title(told.signal().description()),
                "What the autoscaler "
                    + told.name()
                    + " is told of each pod, looking back "
                    + Durations.text(told.window())
                    + ", and the mean, which it compares with its target of "
                    + SeriesSelector.number(told.target())
                    + ". The cluster's tolerance, 10 % unless set, is not drawn.",
                told.signal().unit() == LoadSignal.Unit.MILLISECONDS
                    ? Unit.MILLISECONDS
                    : Unit.NUMBER,
                List.copyOf(told.signal().needs())),
            Target.lines(inUnitOfTarget(perPod()), "{{" + labels().pod() + "}}"),
            Target.lines(inUnitOfTarget("avg(" + perPod() + ")"), MEAN),
            Target.constant(told.target(), TARGET))
        .accents(FieldOverride.target(TARGET));
  }

  private TimeSeries replicas() {
    return TimeSeries.of(
            new PanelInfo("Replicas", aboutReplicas(), Unit.NUMBER, List.of()),
            Target.lines(desired(), "desired"),
            Target.lines(answering() + " or vector(0)", "current"),
            Target.constant(told.minReplicas(), MIN),
            Target.constant(told.maxReplicas(), MAX))
        .accents(FieldOverride.limit(MIN), FieldOverride.limit(MAX));
  }

  private String aboutReplicas() {
    String current = "Current: pods that answer Prometheus. Desired: ";
    String load =
        "what the load asks for by the autoscaler's formula, before its tolerance and its"
            + " stabilization windows";
    return told.prometheus().endpoint().isExternal()
        ? current
            + "what Kubernetes says, if this Prometheus reads kube-state-metrics; otherwise "
            + load
            + "."
        : current + load + ".";
  }

  /** The number by the formula of Kubernetes is the number of pods times mean by target. */
  private String desired() {
    String pods = "sum(" + perPod() + ") / " + SeriesSelector.number(told.metricTarget());
    String asked =
        "clamp(ceil(round("
            + pods
            + ", "
            + ROUNDING
            + ")), "
            + told.minReplicas()
            + ", "
            + told.maxReplicas()
            + ")";
    return told.prometheus().endpoint().isExternal() ? ofKubernetes() + " or " + asked : asked;
  }

  private String ofKubernetes() {
    SeriesSelector ofAutoscaler =
        new SeriesSelector(
            told.prometheus().endpoint().exporterLabels().inNamespace(told.server().namespace())
                + ",horizontalpodautoscaler=\""
                + told.name()
                + "\"");
    return "max(" + ofAutoscaler.of("kube_horizontalpodautoscaler_status_desired_replicas") + ")";
  }

  /** A pod that is scraped twice, as by two monitors, is still one. */
  private String answering() {
    return "count(max by (" + labels().pod() + ") (" + pods().of("up") + ") == 1)";
  }

  private TimeSeries throughput() {
    return told.signal().needs().contains(OvmsMetric.CURRENT_GRAPHS)
        ? throughputOf(
            OvmsMetric.REQUESTS_ACCEPTED,
            "Requests for graphs that were accepted, by name; a stream counts once.")
        : throughputOf(
            OvmsMetric.REQUESTS_SUCCESS,
            "Inferences that were answered without an error, by model.");
  }

  private TimeSeries throughputOf(OvmsMetric counter, String description) {
    SeriesSelector counted = pods().and(SeriesSelector.chosenModels()).ofInference();
    return TimeSeries.of(
        new PanelInfo("Throughput", description, Unit.PER_SECOND, List.of(counter)),
        Target.lines(counted.perSecond(LoadSignal.MODEL_LABEL, counter), "{{name}}"));
  }

  /** The expression that the adapter asks, for the same pods and over the same time. */
  private String perPod() {
    return told.signal()
        .perPod(told.signal().ofModel(pods().matchers()), labels().pod(), told.window());
  }

  /** As the target was said: the metrics API has graphs in flight, their target is a share. */
  private String inUnitOfTarget(String expression) {
    return scale() == 1 ? expression : "(" + expression + ") / " + SeriesSelector.number(scale());
  }

  private double scale() {
    return told.signal().metricValue(1);
  }

  private SeriesSelector pods() {
    return ServerPods.of(told.server(), labels());
  }

  private SeriesLabels labels() {
    return told.prometheus().endpoint().labels();
  }

  private static String title(String description) {
    return Character.toUpperCase(description.charAt(0)) + description.substring(1) + ", each pod";
  }
}
