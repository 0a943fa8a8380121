package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.ApiValues;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.ScaleTarget;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.CrossVersionObjectReferenceV2;
import org.cdk8s.plus34.k8s.HorizontalPodAutoscalerSpecV2;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.MetricIdentifierV2;
import org.cdk8s.plus34.k8s.MetricSpecV2;
import org.cdk8s.plus34.k8s.MetricTargetV2;
import org.cdk8s.plus34.k8s.PodsMetricSourceV2;

/** A HorizontalPodAutoscaler that reads the value of each pod from the custom metrics API. */
record CustomMetricsHpa(PrometheusAdapter installed) implements ScalingBackend {

  @Override
  public Prometheus prometheus() {
    return installed.prometheus();
  }

  @Override
  public Optional<PrometheusAdapter> adapter() {
    return Optional.of(installed);
  }

  @Override
  public String autoscalerName(String name) {
    return name;
  }

  @Override
  public String displayName() {
    return "the adapter";
  }

  /**
   * The adapter adds the metric selector to the matchers of its query: one rule serves every model.
   */
  @Override
  public boolean selectsModelsByLabel() {
    return true;
  }

  @Override
  public boolean startsFromNoPods() {
    return false;
  }

  @Override
  public boolean takesSchedules() {
    return false;
  }

  @Override
  public void checkSignal(Findings findings, LoadSignal signal) {
    installed.checkCanServe(signal, findings, "metrics");
  }

  @Override
  public void check(Findings findings, ScalingChoices choices) {
    checkSignal(findings, choices.signal().signal());
  }

  @Override
  public AutoscalerObjects create(ApiObjects objects, RatioAutoscalerSpec spec) {
    ObjectRef<KubeHorizontalPodAutoscalerV2> autoscaler =
        objects.autoscaler(ApiObjects.MAIN, spec.placement().identity().name(), autoscaler(spec));
    return new AutoscalerObjects(List.of(autoscaler), Optional.of(autoscaler), Optional.empty());
  }

  @Override
  public void created(RatioAutoscalerSpec spec) {
    spec.signals().forEach(target -> installed.serve(target.signal()));
  }

  private static HorizontalPodAutoscalerSpecV2 autoscaler(RatioAutoscalerSpec spec) {
    ScaleTarget target = spec.target().scaleTarget();
    return HorizontalPodAutoscalerSpecV2.builder()
        .scaleTargetRef(
            CrossVersionObjectReferenceV2.builder()
                .apiVersion(target.type().apiVersion())
                .kind(target.type().kind())
                .name(target.name())
                .build())
        .minReplicas(spec.replicas().min())
        .maxReplicas(spec.replicas().max())
        .metrics(metrics(spec))
        .behavior(spec.behavior().toSpec())
        .build();
  }

  private static List<MetricSpecV2> metrics(RatioAutoscalerSpec spec) {
    return Stream.concat(
            spec.signals().stream().map(CustomMetricsHpa::metric),
            spec.further().utilizations().stream().map(it -> it.toSpec(spec.target())))
        .toList();
  }

  private static MetricSpecV2 metric(SignalTarget target) {
    LoadSignal signal = target.signal();
    return MetricSpecV2.builder()
        .type("Pods")
        .pods(
            PodsMetricSourceV2.builder()
                .metric(
                    MetricIdentifierV2.builder()
                        .name(signal.metricName())
                        .selector(signal.model().map(CustomMetricsHpa::model).orElse(null))
                        .build())
                .target(
                    MetricTargetV2.builder()
                        .type("AverageValue")
                        .averageValue(ApiValues.quantity(target.quantity()))
                        .build())
                .build())
        .build();
  }

  private static LabelSelector model(String name) {
    return LabelSelector.builder().matchLabels(Map.of(LoadSignal.MODEL_LABEL, name)).build();
  }
}
