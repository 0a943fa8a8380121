package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.ApiValues;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.Emitted;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.serving.ScaleTarget;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.CrossVersionObjectReferenceV2;
import org.cdk8s.plus34.k8s.HorizontalPodAutoscalerSpecV2;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.MetricIdentifierV2;
import org.cdk8s.plus34.k8s.MetricSpecV2;
import org.cdk8s.plus34.k8s.MetricTargetV2;
import org.cdk8s.plus34.k8s.PodsMetricSourceV2;
import software.constructs.Construct;

/**
 * Adds and removes pods of a model server so that each execution stream has as many requests as was
 * asked for.
 *
 * <p>Emits one HorizontalPodAutoscaler in the server's namespace, and has the adapter serve its
 * metric. A Deployment's {@code replicas} are taken back; those of a ModelServer stay, because
 * without them it has no scale, so applying its manifest again sets them back until the next look.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/">Horizontal
 *     pod autoscaling</a>
 */
public final class RatioAutoscaler extends Component {
  private final Emitted<KubeHorizontalPodAutoscalerV2> object;
  private final List<Finding> warnings;
  private final LagBudget lagBudget;
  private final ScalingGoal goal;

  private RatioAutoscaler(
      AutoscalerOptions options,
      Placement placement,
      ApiObjects objects,
      Emitted<KubeHorizontalPodAutoscalerV2> object,
      List<Finding> warnings) {
    super(placement, objects);
    this.warnings = warnings;
    this.object = object;
    this.lagBudget = options.lagBudget();
    this.goal = options.goal();
    options.adapter().serve(options.signal().signal());
    options.target().markHasAutoscaler();
  }

  private static RatioAutoscaler of(AutoscalerOptions options, List<Finding> warnings) {
    Placement placement = options.placement();
    ApiObjects objects = placement.objects();
    var object =
        objects.autoscaler(ApiObjects.MAIN, placement.identity().name(), autoscaler(options));
    return new RatioAutoscaler(options, placement, objects, object, warnings);
  }

  /** The HorizontalPodAutoscaler. */
  public KubeHorizontalPodAutoscalerV2 horizontalPodAutoscaler() {
    return object.get();
  }

  /** How long it takes from a step of the load until pods that were added for it are ready. */
  public LagBudget lagBudget() {
    return lagBudget;
  }

  /** What it aims at. */
  public ScalingGoal goal() {
    return goal;
  }

  /** Warnings; they did not stop synthesis. */
  public List<Finding> findings() {
    return warnings;
  }

  private static HorizontalPodAutoscalerSpecV2 autoscaler(AutoscalerOptions options) {
    ScaleTarget target = options.target().scaleTarget();
    return HorizontalPodAutoscalerSpecV2.builder()
        .scaleTargetRef(
            CrossVersionObjectReferenceV2.builder()
                .apiVersion(target.type().apiVersion())
                .kind(target.type().kind())
                .name(target.name())
                .build())
        .minReplicas(options.replicas().min())
        .maxReplicas(options.replicas().max())
        .metrics(List.of(metric(options.signal())))
        .behavior(options.behavior().toSpec())
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
                        .selector(signal.model().map(RatioAutoscaler::model).orElse(null))
                        .build())
                .target(
                    MetricTargetV2.builder()
                        .type("AverageValue")
                        .averageValue(ApiValues.quantity(target.quantity()))
                        .build())
                .build())
        .build();
  }

  /** The adapter adds it to the label matchers of its query: one rule serves every model. */
  private static LabelSelector model(String name) {
    return LabelSelector.builder().matchLabels(Map.of(LoadSignal.MODEL_LABEL, name)).build();
  }

  /** Builds a {@link RatioAutoscaler}. */
  public static final class Builder extends AutoscalerOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an autoscaler, in the namespace of its target. */
    public static Builder create(Construct scope, String id) {
      return new Builder(scope, id);
    }

    /**
     * Creates it.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if anything is wrong; it
     *     lists all of it, and nothing has been created
     */
    public RatioAutoscaler build() {
      return create(warnings -> of(this, warnings));
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
