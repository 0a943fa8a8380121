package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.validation.Required;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;
import software.constructs.Construct;

/**
 * Adds and removes pods of a model server so that each execution stream has as many requests as was
 * asked for.
 *
 * <p>Emits one HorizontalPodAutoscaler in the server's namespace, and has the adapter serve its
 * metric; or, with {@link Keda}, one ScaledObject, with a TriggerAuthentication where Prometheus
 * asks who asks, and once for all a NetworkPolicy by which Prometheus lets KEDA in. Both ask for
 * the same number of pods. A Deployment's {@code replicas} are taken back; those of a ModelServer
 * stay, because without them it has no scale, so applying its manifest again sets them back until
 * the next look.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/">Horizontal
 *     pod autoscaling</a>
 */
public final class RatioAutoscaler extends Component {
  private final AutoscalerObjects objects;
  private final String name;
  private final AutoscalerSettings settings;

  private RatioAutoscaler(
      AutoscalerOptions options,
      Placement placement,
      ApiObjects definitions,
      AutoscalerObjects objects) {
    super(placement, definitions);
    this.objects = objects;
    this.name = placement.identity().name();
    this.settings = options.settings();
    options.backend().created(options);
    options.target().markHasAutoscaler();
  }

  private static RatioAutoscaler of(AutoscalerOptions options) {
    Placement placement = options.placement();
    ApiObjects definitions = placement.objects();
    AutoscalerObjects objects = options.backend().create(definitions, options);
    return new RatioAutoscaler(options, placement, definitions, objects);
  }

  /** The HorizontalPodAutoscaler; empty with KEDA, which makes it in the cluster. */
  public Optional<KubeHorizontalPodAutoscalerV2> horizontalPodAutoscaler() {
    return objects.horizontalPodAutoscaler().map(ObjectRef::get);
  }

  /** The ScaledObject; empty with an adapter. */
  public Optional<ApiObject> scaledObject() {
    return objects.scaledObject().map(ObjectRef::get);
  }

  /** The emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.all().stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** How long it takes from a step of the load until pods that were added for it are ready. */
  public LagBudget lagBudget() {
    return settings.lagBudget();
  }

  /** The name of the HorizontalPodAutoscaler. */
  public String name() {
    return name;
  }

  /** What it was told. */
  public AutoscalerSettings settings() {
    return settings;
  }

  /** Builds a {@link RatioAutoscaler}. */
  public static final class Builder extends AutoscalerOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an autoscaler, in the namespace of its target. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates it.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if anything is wrong; it
     *     lists all of it, and nothing has been created
     */
    public RatioAutoscaler build() {
      return create(RatioAutoscaler::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
