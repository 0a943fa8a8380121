package io.github.cdk8sovms.load;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.WorkloadBuilder;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ApiKey;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.serving.internal.ServerPod;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeJob;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Finds what one pod of a server can do: the service time by the number of requests that it
 * executes at a time, and the highest rate at which answers are in time. {@code cdk8s-ovms profile}
 * makes a profile of the result, for {@code cdk8s-ovms plan}, {@code TrafficPlan} and {@code
 * RatioAutoscaler.promise(..)}.
 *
 * <p>Emits a Job with one pod: a copy of the server's pod, whose server runs as a sidecar, and <a
 * href="https://grafana.com/docs/k6/latest/">k6</a>, which calls it at localhost once it has
 * started. The copy has different labels, so neither the Service nor the Deployment nor the
 * autoscaler of the server select it: production serves and scales as before. Also emits a
 * ConfigMap and a NetworkPolicy. ServiceAccount, ConfigMaps, Secrets and volumes are those of the
 * server, which must be applied before.
 *
 * <p>It first keeps 1, 2, … requests at the pod, up to its streams; for a graph up to its HTTP
 * workers, or until answers are too late. Then it sends at rising rates, from half of what it saw,
 * until answers are too late, fail, or are left behind. The Job takes five to thirty minutes,
 * always ends, and is not repeated. It fails if requests fail from the beginning.
 *
 * <p>Put it into a separate chart, as a {@link LoadTest}.
 *
 * <pre>{@code
 * CapacityTest.Builder.create(new Chart(app, "capacity"), "capacity")
 *     .server(resnet)
 *     .input(Tensor.of("0", DataType.FP32, 1, 3, 224, 224))
 *     .latency(0.95, Duration.ofSeconds(1))
 *     .build();
 * }</pre>
 *
 * <p>Refused: another namespace than that of the server, and a name whose pods would match those of
 * the server in Prometheus (OVMS477). Warned of: a volume of one node (OVMS239).
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/">Sidecar
 *     containers</a>
 */
public final class CapacityTest extends Component {
  private final CapacityTestManifest manifest;

  private CapacityTest(CapacityTestSpec spec, CapacityTestManifest manifest) {
    super(spec.placement(), manifest.definitions());
    this.manifest = manifest;
  }

  private static CapacityTest of(CapacityTestSpec spec) {
    return new CapacityTest(spec, CapacityTestManifest.create(spec));
  }

  /** Returns the Job. */
  public KubeJob job() {
    return manifest.job().get();
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return manifest.objects().stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link CapacityTest}; see there for an example. */
  public static final class Builder extends WorkloadBuilder<Builder> {
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(5);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration LONGEST_KEPT = Duration.ofDays(30);

    private @Nullable OvmsModelServer server;
    private @Nullable String model;
    private @Nullable Resources resources;
    private Optional<Duration> timeout = Optional.empty();
    private Optional<ApiKey> apiKey = Optional.empty();
    private Protocol protocol = Protocol.HTTP;
    private Payload payload = Payload.NONE;
    private Expectations expectations = Expectations.DEFAULT.latency(0.95, Duration.ofSeconds(1));
    private Duration step = Duration.ofSeconds(20);
    private Duration kept = Duration.ofDays(1);
    private ImageReference image = PinnedImages.K6;
    private boolean networkGiven;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a capacity test, in the namespace of its server. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Sets the server whose pod is copied. Required. Pods of other kinds of servers are written by
     * an operator, so they cannot be copied here.
     */
    public Builder server(OvmsModelServer copied) {
      this.server = Required.nonNull(copied);
      return this;
    }

    /** Sets the model to call. Default: the server's only one that answers such requests. */
    public Builder model(String name) {
      this.model = Required.nonNull(name);
      return this;
    }

    /**
     * Sets the protocol. Default: {@link Protocol#HTTP}. Over gRPC k6 measures whole milliseconds.
     */
    public Builder protocol(Protocol of) {
      this.protocol = Required.nonNull(of);
      return this;
    }

    /** Adds an input of the model, filled with zeros, as in a {@link LoadTest}. */
    public Builder input(Tensor tensor) {
      this.payload = payload.with(Required.nonNull(tensor));
      return this;
    }

    /** Sets the HTTP request body instead, as in a {@link LoadTest}. */
    public Builder body(String json) {
      this.payload = payload.with(Required.nonNull(json));
      return this;
    }

    /** Sends requests to a generative model instead, as in a {@link LoadTest}. */
    public Builder request(GenerativeRequest toModel) {
      this.payload = payload.with(Required.nonNull(toModel));
      return this;
    }

    /** Sets the Secret with the API key, under {@code API_KEY}. Default: that of the server. */
    public Builder apiKey(String secret) {
      this.apiKey = Optional.of(new ApiKey(Required.nonNull(secret), ApiKey.DEFAULT_KEY));
      return this;
    }

    /**
     * Sets what is in time. Default: 95 % of the answers within a second.
     *
     * @param quantile such as 0.95
     * @param most the maximum, in whole milliseconds, up to the timeout
     */
    public Builder latency(double quantile, Duration most) {
      this.expectations = expectations.latency(quantile, Required.nonNull(most, "most"));
      return this;
    }

    /**
     * Sets the duration of a step, 5 seconds to 10 minutes. Default: 20 seconds. A step with too
     * few requests takes up to six times as long.
     */
    public Builder stepDuration(Duration atLeast) {
      this.step = Required.nonNull(atLeast);
      return this;
    }

    /**
     * Sets the request timeout, at most 5 minutes. Default: 30 seconds, and for a generative model
     * the {@code maxRequestDuration} of the server.
     */
    public Builder timeout(Duration maxRequestDuration) {
      this.timeout = Optional.of(Required.nonNull(maxRequestDuration));
      return this;
    }

    /** Sets how long the finished Job and its log are kept, at most 30 days. Default: a day. */
    public Builder keep(Duration afterEnd) {
      this.kept = Required.nonNull(afterEnd);
      return this;
    }

    /** Sets the image of k6. Default: {@code docker.io/grafana/k6:1.8.1}. */
    public Builder image(String k6) {
      this.image = ImageReference.of(Required.nonNull(k6));
      return this;
    }

    /**
     * Sets CPU and memory of k6. Default: one core, and memory for the requests. Those of the
     * server are as in its pods.
     */
    public Builder resources(Resources ofK6) {
      this.resources = Required.nonNull(ofK6);
      return this;
    }

    /** Sets the addresses for the NetworkPolicy. Default: those of the server. */
    @Override
    public Builder network(ClusterNetwork cluster) {
      this.networkGiven = true;
      return super.network(cluster);
    }

    /**
     * Creates the capacity test.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public CapacityTest build() {
      return create(this::resolve, CapacityTest::of);
    }

    private Optional<CapacityTestSpec> resolve(Findings findings) {
      if (server == null) {
        findings.add(
            FindingCode.MISSING,
            "server",
            "no server is given; there is no pod to copy",
            "Add .server(resnet).");
        return Optional.empty();
      }
      return Optional.of(
          CapacityTestSpec.resolve(
              new CapacityTestSpec(
                  placement("k6", "capacity-test"),
                  networkGiven,
                  server,
                  new LoadTarget(
                      server, Optional.ofNullable(model), payload, protocol, apiKey, namespace()),
                  timeout(),
                  expectations,
                  step,
                  kept,
                  image,
                  Optional.ofNullable(resources)),
              findings));
    }

    private Duration timeout() {
      return timeout.orElseGet(
          () ->
              payload.generative().isPresent() && server != null
                  ? Schedule.atMost(ServerLink.of(server).maxRequestDuration())
                  : Schedule.NONE.timeout());
    }

    @Override
    protected void check(Findings findings) {
      if (server != null) {
        pullLike(ServerPod.LINK.of(server).placement());
      }
      super.check(findings);
      payload.check(findings, protocol);
      expectations.check(findings, timeout());
      Durations.check(findings, "timeout", timeout(), Duration.ofSeconds(1), LONGEST_TIMEOUT);
      Durations.check(findings, "keep", kept, Duration.ZERO, LONGEST_KEPT);
      Durations.check(
          findings, FindingCode.CAPACITY_TEST, "stepDuration", step, SHORTEST_STEP, LONGEST_STEP);
      image.check(findings, "image");
      if (resources != null) {
        ResourceAmounts.of(resources).check(findings, "resources");
      }
      apiKey.ifPresent(key -> Names.checkSecret(findings, "apiKey", key.secret(), key.key()));
    }

    @Override
    protected String defaultNamespace() {
      return server == null ? super.defaultNamespace() : server.namespace();
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
