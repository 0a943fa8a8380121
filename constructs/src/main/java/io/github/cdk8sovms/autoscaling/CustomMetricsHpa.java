package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.adapter.internal.AdapterLink;
import io.github.cdk8sovms.adapter.internal.NamespaceMetric;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ApiValues;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.CrossVersionObjectReferenceV2;
import org.cdk8s.plus34.k8s.HorizontalPodAutoscalerSpecV2;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.MetricIdentifierV2;
import org.cdk8s.plus34.k8s.MetricSpecV2;
import org.cdk8s.plus34.k8s.MetricTargetV2;
import org.cdk8s.plus34.k8s.ObjectMetricSourceV2;
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
  public boolean startsFromNoPods(FurtherMetrics further) {
    return further.activation().isPresent();
  }

  @Override
  public void checkSignal(Findings findings, LoadSignal signal) {
    AdapterLink.of(installed).checkCanServe(signal, findings, "metrics");
  }

  @Override
  public void check(Findings findings, ScalingChoices choices) {
    checkSignal(findings, choices.signal().signal());
    new ZeroReplicas(choices).check(findings, installed.prometheus());
    choices.further().schedules().forEach(each -> each.checkForAdapter(findings));
    NamespaceMetrics ofNamespace =
        ofNamespace(
            choices.name(), choices.namespace(), choices.further(), choices.signal().signal());
    ofNamespace
        .activity()
        .ifPresent(
            metric -> AdapterLink.of(installed).checkCanServe(metric, findings, "scaleToZero"));
    ofNamespace
        .schedules()
        .forEach(metric -> AdapterLink.of(installed).checkCanServe(metric, findings, "schedule"));
  }

  private NamespaceMetrics ofNamespace(
      String name, String namespace, FurtherMetrics further, LoadSignal signal) {
    return new NamespaceMetrics(
        name,
        namespace,
        further,
        signal,
        PrometheusLink.of(prometheus()).scrapeInterval().interval());
  }

  private NamespaceMetrics ofNamespace(Scaling scaling) {
    Identity identity = scaling.identity();
    return ofNamespace(
        identity.name(), identity.namespace(), scaling.further(), scaling.signal().signal());
  }

  @Override
  public AutoscalerObjects create(ApiObjects objects, Scaling scaling) {
    ObjectRef<KubeHorizontalPodAutoscalerV2> autoscaler =
        objects.autoscaler(ApiObjects.MAIN, scaling.identity().name(), autoscaler(scaling));
    return new AutoscalerObjects(List.of(autoscaler), Optional.of(autoscaler), Optional.empty());
  }

  @Override
  public void created(Scaling scaling) {
    scaling.signals().forEach(target -> installed.serve(target.signal()));
    ofNamespace(scaling).all().forEach(AdapterLink.of(installed)::serve);
  }

  private HorizontalPodAutoscalerSpecV2 autoscaler(Scaling scaling) {
    ScaleTarget target = ServerLink.of(scaling.target()).scaleTarget();
    return HorizontalPodAutoscalerSpecV2.builder()
        .scaleTargetRef(
            CrossVersionObjectReferenceV2.builder()
                .apiVersion(target.type().apiVersion())
                .kind(target.type().kind())
                .name(target.name())
                .build())
        .minReplicas(scaling.replicas().min())
        .maxReplicas(scaling.replicas().max())
        .metrics(metrics(scaling))
        .behavior(scaling.behavior().toSpec())
        .build();
  }

  private List<MetricSpecV2> metrics(Scaling scaling) {
    List<MetricSpecV2> metrics = new ArrayList<>();
    scaling.signals().forEach(signal -> metrics.add(metric(signal)));
    scaling.further().utilizations().forEach(it -> metrics.add(it.toSpec(scaling.target())));
    ofNamespace(scaling).all().forEach(it -> metrics.add(metric(it)));
    return metrics;
  }

  /**
   * Returns a metric whose value is a number of pods. With the type Value the controller would
   * multiply with the pods that are ready, and so never remove one while requests arrive.
   */
  private static MetricSpecV2 metric(NamespaceMetric ofNamespace) {
    return MetricSpecV2.builder()
        .type("Object")
        .object(
            ObjectMetricSourceV2.builder()
                .describedObject(
                    CrossVersionObjectReferenceV2.builder()
                        .apiVersion("v1")
                        .kind("Namespace")
                        .name(ofNamespace.namespace())
                        .build())
                .metric(MetricIdentifierV2.builder().name(ofNamespace.name()).build())
                .target(
                    MetricTargetV2.builder()
                        .type("AverageValue")
                        .averageValue(ApiValues.quantity(Quantity.of("1")))
                        .build())
                .build())
        .build();
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
