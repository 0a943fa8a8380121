package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ApiKey;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Severity;
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
 * A load test for a model server, to exercise its autoscaler: an open-loop load with a given
 * request rate per step, independent of responses, like that of many independent users.
 *
 * <p>Emits a Job that runs <a href="https://grafana.com/docs/k6/latest/">k6</a>, its ConfigMap and
 * ServiceAccount without token, a NetworkPolicy for it, and one that admits it to the server. It
 * starts when applied, and always ends: after the last step and the last response, or at the Job's
 * deadline. It is not repeated. At the end, the Job is complete if all expectations were met, and
 * failed otherwise; its log contains the results of each step.
 *
 * <p>Put it into a separate chart: a GitOps tool would run it again after the finished Job is
 * deleted.
 *
 * <pre>{@code
 * LoadTest.Builder.create(new Chart(app, "load"), "load")
 *     .server(resnet)
 *     .input(Tensor.of("0", DataType.FP32, 1, 3, 224, 224))
 *     .step(Step.of(8, Duration.ofMinutes(2)))
 *     .step(Step.of(50, Duration.ofMinutes(5)))
 *     .build();
 * }</pre>
 */
public final class LoadTest extends Component {
  private final Duration duration;
  private final ObjectRef<KubeJob> job;
  private final List<ObjectRef<? extends ApiObject>> objects;

  private LoadTest(LoadTestSpec spec) {
    this(spec, LoadTestManifest.create(spec));
  }

  private LoadTest(LoadTestSpec spec, LoadTestManifest manifest) {
    super(spec.placement(), manifest.definitions());
    this.duration = spec.schedule().duration();
    this.job = manifest.job();
    this.objects = manifest.objects();
  }

  /** Returns the total duration of all steps. */
  public Duration duration() {
    return duration;
  }

  /** Returns the Job. */
  public KubeJob job() {
    return job.get();
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link LoadTest}; see there for an example. */
  public static final class Builder extends PodComponentBuilder<Builder> {
    private static final Duration LONGEST_KEPT = Duration.ofDays(30);

    private @Nullable ModelServer server;
    private @Nullable String model;
    private @Nullable Resources resources;
    private @Nullable Duration timeout;
    private Optional<ApiKey> apiKey = Optional.empty();
    private Protocol protocol = Protocol.HTTP;
    private Payload payload = Payload.NONE;
    private Schedule schedule = Schedule.NONE;
    private Expectations expectations = Expectations.DEFAULT;
    private Duration kept = Duration.ofDays(1);
    private ImageReference image = PinnedImages.K6;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a load test; its namespace defaults to that of its server. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the server to call, through its Service. Required. */
    public Builder server(ModelServer called) {
      this.server = Required.nonNull(called);
      return this;
    }

    /** Sets the model to call. Default: the server's only one that answers such requests. */
    public Builder model(String name) {
      this.model = Required.nonNull(name);
      return this;
    }

    /** Sets the protocol. Default: {@link Protocol#HTTP}. */
    public Builder protocol(Protocol of) {
      this.protocol = Required.nonNull(of);
      return this;
    }

    /** Adds an input of the model, filled with zeros. At least one, or a body, is required. */
    public Builder input(Tensor tensor) {
      this.payload = payload.with(Required.nonNull(tensor));
      return this;
    }

    /**
     * Sets the HTTP request body instead, for models with input-dependent processing time.
     *
     * @param json a request in the KServe protocol, at most 512 KiB; read a file with {@code
     *     Files.readString}
     */
    public Builder body(String json) {
      this.payload = payload.with(Required.nonNull(json));
      return this;
    }

    /**
     * Sends requests to a generative model instead, over HTTP:
     *
     * <pre>{@code
     * LoadTest.Builder.create(new Chart(app, "load"), "load")
     *     .server(chat)
     *     .request(ChatRequest.of("Summarize the history of the abacus.").maxTokens(200))
     *     .step(Step.perMinute(30, Duration.ofMinutes(5)))
     *     .build();
     * }</pre>
     */
    public Builder request(GenerativeRequest toModel) {
      this.payload = payload.with(Required.nonNull(toModel));
      return this;
    }

    /**
     * Sets the Secret with the API key of the server, under {@code API_KEY}. Default: that of the
     * server, if the load test is in its namespace.
     */
    public Builder apiKey(String secret) {
      Required.nonNull(secret);
      return apiKey(secret, ApiKey.DEFAULT_KEY);
    }

    /** Sets the Secret with the API key of the server, and the key in it. */
    public Builder apiKey(String secret, String key) {
      this.apiKey =
          Optional.of(new ApiKey(Required.nonNull(secret, "secret"), Required.nonNull(key, "key")));
      return this;
    }

    /**
     * Adds a step, which starts after the previous one. At least one, at most 50 and 4 h in total.
     */
    public Builder step(Step next) {
      this.schedule = schedule.then(Required.nonNull(next));
      return this;
    }

    /**
     * Sets the request timeout, at most 5 minutes. Default: 30 seconds, and for a generative model
     * the {@code maxRequestDuration} of the server.
     */
    public Builder timeout(Duration maxRequestDuration) {
      this.timeout = Required.nonNull(maxRequestDuration);
      return this;
    }

    /**
     * Sets the maximum number of clients; while all of them wait for responses, requests are
     * dropped and counted as {@code dropped_iterations}. Default: the number of requests within the
     * timeout, so that none is dropped, but at most 2000. A lower number prevents an overloaded
     * server from having so many open connections that its probes fail.
     */
    public Builder clients(int most) {
      this.schedule = schedule.clients(most);
      return this;
    }

    /** Sets the maximum fraction of failed requests; otherwise the Job fails. Default: 0.01. */
    public Builder failures(double share) {
      this.expectations = expectations.failures(share);
      return this;
    }

    /**
     * Sets the maximum latency; otherwise the Job fails. Default: none, because a step that
     * triggers scaling initially increases latency.
     *
     * @param quantile the quantile, such as 0.95
     * @param most the maximum, in whole milliseconds, up to the timeout
     */
    public Builder latency(double quantile, Duration most) {
      this.expectations = expectations.latency(quantile, Required.nonNull(most, "most"));
      return this;
    }

    /** Sets how long the finished Job and its log are kept, at most 30 days. Default: a day. */
    public Builder keep(Duration afterEnd) {
      this.kept = Required.nonNull(afterEnd);
      return this;
    }

    /** Sets the image of k6. Default: {@code docker.io/grafana/k6:1.8.1}. */
    public Builder image(String k6) {
      Required.nonNull(k6);
      this.image = ImageReference.of(k6);
      return this;
    }

    /** Sets CPU and memory. Default: one core, and memory for the clients and their requests. */
    public Builder resources(Resources ofPod) {
      this.resources = Required.nonNull(ofPod);
      return this;
    }

    /**
     * Creates the load test.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public LoadTest build() {
      return create(this::spec, LoadTest::new);
    }

    private LoadTestSpec spec() {
      LoadTarget called = target(Required.nonNull(server, "server"));
      return new LoadTestSpec(
          placement("k6", "load-test"),
          called.server(),
          called.model(),
          protocol,
          payload,
          schedule(),
          expectations,
          kept,
          image,
          resources == null ? new ClientMemory(payload, schedule()).resources() : resources,
          called.apiKey());
    }

    private LoadTarget target(ModelServer called) {
      return new LoadTarget(
          called, Optional.ofNullable(model), payload, protocol, apiKey, namespace());
    }

    private Schedule schedule() {
      if (timeout != null) {
        return schedule.timeout(timeout);
      }
      return payload.generative().isPresent() && server != null
          ? schedule.timeout(Schedule.atMost(ServerLink.of(server).maxRequestDuration()))
          : schedule;
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      findings.require(
          server != null,
          FindingCode.MISSING,
          "server",
          "no server is given; a load test needs a target",
          "Add .server(resnet).");
      if (server != null) {
        target(server).check(findings);
      }
      payload.check(findings, protocol);
      schedule().check(findings);
      expectations.check(findings, schedule().timeout());
      checkApiKey(findings);
      boolean isUsable =
          findings.all().stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
      if (isUsable && resources == null) {
        new ClientMemory(payload, schedule()).check(findings);
      }
      Durations.check(findings, "keep", kept, Duration.ZERO, LONGEST_KEPT);
      image.check(findings, "image");
      if (resources != null) {
        ResourceAmounts.of(resources).check(findings, "resources");
      }
    }

    private void checkApiKey(Findings findings) {
      apiKey.ifPresent(
          key -> {
            Names.checkSecret(findings, "apiKey", key.secret(), key.key());
            findings.require(
                payload.generative().isPresent(),
                FindingCode.NO_EFFECT,
                "apiKey",
                quote(key.secret()) + " is not sent: OVMS checks the key of generative models only",
                "Leave .apiKey(..) out.");
          });
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
