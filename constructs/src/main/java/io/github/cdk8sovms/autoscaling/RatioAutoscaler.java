package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
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
  private final Optional<PromisedTarget> promisedTarget;

  private RatioAutoscaler(RatioAutoscalerSpec spec) {
    this(spec, spec.placement().objects());
  }

  private RatioAutoscaler(RatioAutoscalerSpec spec, ApiObjects definitions) {
    this(spec, definitions, spec.backend().create(definitions, spec.scaling()));
  }

  private RatioAutoscaler(
      RatioAutoscalerSpec spec, ApiObjects definitions, AutoscalerObjects objects) {
    super(spec.placement(), definitions);
    this.objects = objects;
    this.name = spec.placement().identity().name();
    this.settings = spec.settings();
    this.promisedTarget = spec.promised();
    Map<String, LagBudget> budgets = new LinkedHashMap<>();
    spec.scaling().signals().forEach(it -> budgets.put(it.id(), settings.lagBudget(it.signal())));
    this.lagBudgets = Collections.unmodifiableMap(budgets);
    spec.backend().created(spec.scaling());
    spec.scaling().target().markHasAutoscaler();
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
   * Returns the expected delay of each load signal, by the name of its metric, with the model if it
   * is of one, in the order of the calls. The signal that exceeds its target first adds the pods.
   */
  public Map<String, LagBudget> lagBudgets() {
    return lagBudgets;
  }

  /** Returns the target that was chosen for a promise, and why; empty without a promise. */
  public Optional<PromisedTarget> promisedTarget() {
    return promisedTarget;
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
  public static final class Builder extends ComponentBuilder<Builder> {
    private final AutoscalerChoices choices = new AutoscalerChoices();

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an autoscaler, in the namespace of its target. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the server to scale. Required. */
    public Builder target(ModelServer server) {
      choices.target = Required.nonNull(server);
      return this;
    }

    /** Uses a metrics adapter as the metric source. Either an adapter or KEDA is required. */
    public Builder metrics(PrometheusAdapter adapter) {
      choices.backend = new CustomMetricsHpa(Required.nonNull(adapter));
      choices.backends.add("metrics(adapter)");
      return this;
    }

    /** Uses KEDA as the metric source. Either an adapter or KEDA is required. */
    public Builder metrics(Keda keda) {
      choices.backend = new KedaScaledObject(Required.nonNull(keda));
      choices.backends.add("metrics(keda)");
      return this;
    }

    /**
     * Sets the load signal. Default: {@link LoadSignal#requestsPerStream()}; for a server of graphs
     * with one capacity, {@link LoadSignal#graphsInFlight} with this capacity.
     */
    public Builder signal(LoadSignal load) {
      choices.signal = choices.signal.signal(Required.nonNull(load));
      choices.signalGiven = true;
      return this;
    }

    /**
     * Sets the target value of the signal per pod: by default, requests per execution stream.
     * Default: the usual target of the signal, 1 for requests per stream. A lower target reduces
     * latency and needs more pods; a higher one saves pods and lets requests queue. Kubernetes does
     * not scale while the load is within 10 % of the target.
     */
    public Builder ratio(double target) {
      choices.signal = choices.signal.ratio(target);
      return this;
    }

    /**
     * Uses what was measured of the server: its start time, unless {@link #startTime} or a start
     * budget is given, and the service times for {@link #promise(Duration)}.
     */
    public Builder profile(ServerProfile measured) {
      choices.promise = choices.promise.profile(Required.nonNull(measured));
      return this;
    }

    /** Promises 95 % of the answers within a time; see {@link #promise(double, Duration)}. */
    public Builder promise(Duration within) {
      return promise(0.95, Required.nonNull(within));
    }

    /**
     * Sets the target by what clients are promised, instead of {@link #ratio}: the highest at which
     * one pod keeps it, while requests come at random at a steady rate, less the tolerance of the
     * HPA. Needs a {@link #profile}. What happens when the load changes is a question to {@code
     * cdk8s-ovms plan}. {@link RatioAutoscaler#promisedTarget()} and {@code SynthesisSummary} show
     * which target it is.
     *
     * @param share of the requests, such as 0.95
     * @param within the time from a request to its answer
     */
    public Builder promise(double share, Duration within) {
      choices.promise = choices.promise.promise(share, Required.nonNull(within, "within"));
      return this;
    }

    /** Sets the target of a latency signal. Required for such signals. */
    public Builder latency(Duration target) {
      choices.signal = choices.signal.latency(Required.nonNull(target));
      return this;
    }

    /**
     * Adds a load signal. The autoscaler requests the highest number of pods of all its signals,
     * and removes none while one of them has no value. Alerts and the dashboard show the first
     * signal.
     *
     * @param target the target per pod, as for {@link #ratio}
     */
    public Builder additionalSignal(LoadSignal load, double target) {
      choices.further =
          choices.further.with(
              SignalTarget.DEFAULT.signal(Required.nonNull(load, "load")).ratio(target));
      return this;
    }

    /**
     * Adds a latency signal, as {@link #additionalSignal(LoadSignal, double)}.
     *
     * @param target the target of the latency
     */
    public Builder additionalSignal(LoadSignal load, Duration target) {
      choices.further =
          choices.further.with(
              SignalTarget.DEFAULT
                  .signal(Required.nonNull(load, "load"))
                  .latency(Required.nonNull(target, "target")));
      return this;
    }

    /**
     * Adds a target for the CPU use of the server's container, in percent of its request: a safety
     * net for work that no signal counts. Needs metrics-server and CPU requests. A target that the
     * limit does not allow to be exceeded is rejected: with equal requests and limits, 90 is the
     * highest.
     */
    public Builder cpu(int percent) {
      choices.further = choices.further.with(new Utilization(Utilization.CPU, percent));
      return this;
    }

    /**
     * Adds a target for the memory use of the server's container, in percent of its request. It
     * warns always: most memory is that of the models, and stays when the load is spread over more
     * pods.
     */
    public Builder memory(int percent) {
      choices.further = choices.further.with(new Utilization(Utilization.MEMORY, percent));
      return this;
    }

    /**
     * Adds a period with a higher minimum of pods: a cron trigger of KEDA, or a metric of the
     * adapter that PromQL computes from the time.
     */
    public Builder schedule(Schedule period) {
      choices.further = choices.further.with(Required.nonNull(period));
      return this;
    }

    /**
     * Sets the time from the creation of a pod until it is ready, with its models loaded. Scale-up
     * then happens in steps that wait for the previous pods, and {@link
     * RatioAutoscaler#lagBudget()} includes this time. Default: the start budget of the server, if
     * its stages are configured with {@code .startTimes(..)}; both together are refused.
     */
    public Builder startTime(Duration untilReady) {
      choices.startTime = Required.nonNull(untilReady);
      return this;
    }

    /**
     * Sets the part of the namespace's ResourceQuota that is available to this server. A
     * maxReplicas that does not fit is rejected, because the quota would reject the pods.
     */
    public Builder quota(Resources left) {
      choices.quota = Required.nonNull(left);
      return this;
    }

    /**
     * Scales to zero after an idle time, and starts a pod when requests arrive, by an Object metric
     * of the adapter. With KEDA use {@link Keda#scaleToZero}. Requires {@code .replicas(0, n)} and
     * Kubernetes 1.37, where {@code HPAScaleToZero} is on by default. While there is no pod, the
     * proxy in front of the server rejects requests; they are not queued.
     *
     * <p>Kubernetes starts the first pod only of a server that its autoscaler has scaled to zero,
     * not of one that was set to zero otherwise.
     *
     * @param query PromQL as for {@link Keda#scaleToZero}: above zero while requests arrive, also
     *     without pods of the server. The series of its first selector has the label {@code
     *     namespace}, by which the adapter discovers it
     * @param idle time without requests before the last pod can be removed; a minute to an hour.
     *     The stabilization window for scaling down passes, too
     */
    public Builder scaleToZero(String query, Duration idle) {
      choices.further =
          choices.further.with(
              new Activation(Required.nonNull(query, "query"), Required.nonNull(idle, "idle")));
      return this;
    }

    /**
     * Sets minReplicas and maxReplicas. Required. {@code min} can be 0 only with {@link
     * #scaleToZero} or {@link Keda#scaleToZero}.
     */
    public Builder replicas(int min, int max) {
      choices.replicas = new ReplicaRange(min, max);
      return this;
    }

    /** Sets how fast the autoscaler follows the load. Default: {@link Behavior#responsive()}. */
    public Builder behavior(Behavior stabilization) {
      choices.behavior = Required.nonNull(stabilization);
      return this;
    }

    /**
     * Creates the autoscaler.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public RatioAutoscaler build() {
      return create(
          findings ->
              RatioAutoscalerSpec.resolve(
                  placement("ratio-autoscaler", "autoscaler"), kubernetes(), choices, findings),
          RatioAutoscaler::new);
    }

    @Override
    protected String defaultNamespace() {
      return choices.target == null ? super.defaultNamespace() : choices.target.namespace();
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
