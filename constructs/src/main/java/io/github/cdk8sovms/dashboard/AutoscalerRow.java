package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.autoscaling.ScalingGoal;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.signal.LoadSignal;
import java.util.List;

/**
 * The three pictures of the published recipe for one autoscaler: what it compares with its target,
 * how many pods it asks for, and what they get done.
 */
record AutoscalerRow(ScalingGoal goal) {
  private static final String MEAN = "mean";
  private static final String TARGET = "target";
  private static final String MIN = "min";
  private static final String MAX = "max";

  /** Prometheus has divided before; a hair above a whole number of pods is that number. */
  private static final String ROUNDING = "0.001";

  Row row() {
    String server = goal.server().namespace() + "/" + goal.server().scaleTarget().name();
    return Row.of(server + ": autoscaling", signal(), replicas(), throughput())
        .showing(goal.server().exportedMetrics());
  }

  private TimeSeries signal() {
    return TimeSeries.of(
            new About(
                title(goal.signal().description()),
                "What the autoscaler "
                    + goal.autoscaler()
                    + " is told of each pod, looking back "
                    + Durations.text(goal.window())
                    + ", and the mean, which it compares with its target of "
                    + Series.number(goal.target())
                    + ". The cluster's tolerance, 10 % unless set, is not drawn.",
                goal.signal().unit() == LoadSignal.Unit.MILLISECONDS
                    ? Unit.MILLISECONDS
                    : Unit.NUMBER,
                List.copyOf(goal.signal().needs())),
            Target.lines(inUnitOfTarget(perPod()), "{{pod}}"),
            Target.lines(inUnitOfTarget("avg(" + perPod() + ")"), MEAN),
            Target.constant(goal.target(), TARGET))
        .accents(Accent.target(TARGET));
  }

  private TimeSeries replicas() {
    return TimeSeries.of(
            new About("Replicas", aboutReplicas(), Unit.NUMBER, List.of()),
            Target.lines(desired(), "desired"),
            Target.lines(answering() + " or vector(0)", "current"),
            Target.constant(goal.min(), MIN),
            Target.constant(goal.max(), MAX))
        .accents(Accent.limit(MIN), Accent.limit(MAX));
  }

  private String aboutReplicas() {
    String current = "Current: pods that answer Prometheus. Desired: ";
    String load =
        "what the load asks for by the autoscaler's formula, before its tolerance and its"
            + " stabilization windows";
    return goal.prometheus().endpoint().mayReadMore()
        ? current
            + "what Kubernetes says, if this Prometheus reads kube-state-metrics; otherwise "
            + load
            + "."
        : current + load + ".";
  }

  /** The number by the formula of Kubernetes is the number of pods times mean by target. */
  private String desired() {
    String pods = "sum(" + perPod() + ") / " + Series.number(goal.metricTarget());
    String asked =
        "clamp(ceil(round("
            + pods
            + ", "
            + ROUNDING
            + ")), "
            + goal.min()
            + ", "
            + goal.max()
            + ")";
    return goal.prometheus().endpoint().mayReadMore() ? ofKubernetes() + " or " + asked : asked;
  }

  private String ofKubernetes() {
    Series ofAutoscaler =
        new Series(
            "namespace=\""
                + goal.server().namespace()
                + "\",horizontalpodautoscaler=\""
                + goal.autoscaler()
                + "\"");
    return "max(" + ofAutoscaler.of("kube_horizontalpodautoscaler_status_desired_replicas") + ")";
  }

  /** A pod that is scraped twice, as by two monitors, is still one. */
  private String answering() {
    return "count(max by (pod) (" + pods().of("up") + ") == 1)";
  }

  private TimeSeries throughput() {
    return goal.signal().needs().contains(OvmsMetric.CURRENT_GRAPHS)
        ? throughputOf(
            OvmsMetric.REQUESTS_ACCEPTED,
            "Requests for graphs that were accepted, by name; a stream counts once.")
        : throughputOf(
            OvmsMetric.REQUESTS_SUCCESS,
            "Inferences that were answered without an error, by model.");
  }

  private TimeSeries throughputOf(OvmsMetric counter, String description) {
    Series counted = pods().and(Series.chosenModels()).ofInference();
    return TimeSeries.of(
        new About("Throughput", description, Unit.PER_SECOND, List.of(counter)),
        Target.lines(counted.perSecond(LoadSignal.MODEL_LABEL, counter), "{{name}}"));
  }

  /** The expression that the adapter asks, for the same pods and over the same time. */
  private String perPod() {
    return goal.signal().perPod(goal.signal().ofModel(pods().matchers()), "pod", goal.window());
  }

  /** As the target was said: the metrics API has graphs in flight, their target is a share. */
  private String inUnitOfTarget(String expression) {
    return scale() == 1 ? expression : "(" + expression + ") / " + Series.number(scale());
  }

  private double scale() {
    return goal.signal().metricValue(1);
  }

  private Series pods() {
    return ServerPods.of(goal.server());
  }

  private static String title(String description) {
    return Character.toUpperCase(description.charAt(0)) + description.substring(1) + ", each pod";
  }
}
