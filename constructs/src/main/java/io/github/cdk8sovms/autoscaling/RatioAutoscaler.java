package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.validation.Required;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;
import software.constructs.Construct;

/**
 * Scales a model server so that each execution stream has the target number of requests.
 *
 * <p>Emits one HorizontalPodAutoscaler in the server's namespace and configures the adapter to
 * serve its metric; or, with {@link Keda}, one ScaledObject, a TriggerAuthentication if Prometheus
 * requires authentication, and one NetworkPolicy for all autoscalers that admits KEDA to
 * Prometheus. Both compute the same number of replicas. A Deployment's {@code replicas} are
 * removed; those of a ModelServer stay, because it has no scale subresource without them, so
 * applying its manifest again resets them until the next HPA sync.
 *
 * <pre>{@code
 * RatioAutoscaler autoscaler = RatioAutoscaler.Builder.create(chart, "resnet-autoscaler")
 *     .target(resnet)
 *     .metrics(adapter)
 *     .ratio(1.0)
 *     .replicas(2, 8)
 *     .startTime(Duration.ofSeconds(30))
 *     .build();
 * }</pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/">Horizontal
 *     pod autoscaling</a>
 */
public final class RatioAutoscaler extends Component {
  private final AutoscalerObjects objects;
  private final String name;
  private final AutoscalerSettings settings;
  private final Map<String, LagBudget> lagBudgets;

  private RatioAutoscaler(
      AutoscalerOptions options,
      Placement placement,
      ApiObjects definitions,
      AutoscalerObjects objects) {
    super(placement, definitions);
    this.objects = objects;
    this.name = placement.identity().name();
    this.settings = options.settings();
    Map<String, LagBudget> budgets = new LinkedHashMap<>();
    options
        .signals()
        .forEach(it -> budgets.put(it.signal().metricName(), settings.lagBudget(it.signal())));
    this.lagBudgets = Collections.unmodifiableMap(budgets);
    options.backend().created(options);
    options.target().markHasAutoscaler();
  }

  private static RatioAutoscaler of(AutoscalerOptions options) {
    Placement placement = options.placement();
    ApiObjects definitions = placement.objects();
    AutoscalerObjects objects = options.backend().create(definitions, options);
    return new RatioAutoscaler(options, placement, definitions, objects);
  }

  /** Returns the HorizontalPodAutoscaler; empty with KEDA, which creates it in the cluster. */
  public Optional<KubeHorizontalPodAutoscalerV2> horizontalPodAutoscaler() {
    return objects.horizontalPodAutoscaler().map(ObjectRef::get);
  }

  /** Returns the ScaledObject; empty with an adapter. */
  public Optional<ApiObject> scaledObject() {
    return objects.scaledObject().map(ObjectRef::get);
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.all().stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Returns the expected delay from a step of the load until the added pods are ready. */
  public LagBudget lagBudget() {
    return settings.lagBudget();
  }

  /**
   * Returns the expected delay of each load signal, by the name of its metric, in the order of the
   * calls. The signal that exceeds its target first adds the pods.
   */
  public Map<String, LagBudget> lagBudgets() {
    return lagBudgets;
  }

  /** Returns the name of the HorizontalPodAutoscaler. */
  public String name() {
    return name;
  }

  /** Returns its resolved configuration. */
  public AutoscalerSettings settings() {
    return settings;
  }

  /** Builds a {@link RatioAutoscaler}; see there for an example. */
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
     * Creates the autoscaler.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
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
