package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.serving.internal.ApiKey;
import io.github.cdk8sovms.serving.internal.ServerPod;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.KubeService;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import software.constructs.Construct;

/**
 * An OpenVINO Model Server that serves models over gRPC and HTTP and exports the metrics for
 * autoscaling.
 *
 * <p>Emits a ServiceAccount without token, a ConfigMap with the server's configuration, a
 * Deployment, a Service, with {@code .headless()} also a headless one, a PodDisruptionBudget and a
 * NetworkPolicy.
 *
 * <p>In an Istio mesh with strict mutual TLS and sidecars it also emits a PeerAuthentication, for
 * the port that Prometheus scrapes.
 *
 * <p>Metrics are always enabled. If streams are pinned, infer requests and HTTP workers are set
 * too, so that queueing is visible in the metrics: see {@link
 * ServedModel#REQUESTS_IN_VIEW_PER_STREAM}.
 *
 * <pre>{@code
 * OvmsModelServer resnet = OvmsModelServer.Builder.create(chart, "resnet")
 *     .image(OvmsImage.of("2026.3.1"))
 *     .model(Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes()).streams(4))
 *     .resources(Resources.cpu("4").memory("4Gi"))
 *     .build();
 * }</pre>
 *
 * @see <a href="https://github.com/openvinotoolkit/model_server/blob/main/docs/parameters.md">OVMS
 *     parameters</a>
 */
public final class OvmsModelServer extends ModelServer {
  static {
    ServerPod.LINK.provide(OvmsModelServer::pod);
  }

  private final OvmsModelServerSpec spec;
  private final OvmsModelServerManifest.Emitted emitted;
  private boolean writesReplicas;

  private OvmsModelServer(OvmsModelServerSpec spec) {
    this(spec, new OvmsModelServerManifest(spec), spec.server().placement().objects());
  }

  private OvmsModelServer(
      OvmsModelServerSpec spec, OvmsModelServerManifest manifest, ApiObjects objects) {
    this(spec, manifest, objects, manifest.create(objects));
  }

  private OvmsModelServer(
      OvmsModelServerSpec spec,
      OvmsModelServerManifest manifest,
      ApiObjects objects,
      OvmsModelServerManifest.Emitted emitted) {
    super(spec.server(), manifest, Optional.of(spec.server().resources()), objects);
    this.spec = spec;
    this.emitted = emitted;
    this.writesReplicas = spec.server().replicas().isPresent();
  }

  @Override
  Optional<ApiKey> apiKey() {
    return spec.apiKey().map(KeyFile::key);
  }

  @Override
  Optional<Duration> idleUnload() {
    return spec.idleUnload().map(IdleUnload::after);
  }

  OvmsModelServerSpec spec() {
    return spec;
  }

  private ServerPod pod() {
    return new ServerPod(
        spec.server().placement(),
        OvmsModelServerManifest.CONTAINER,
        (settings, labels) -> ServerNetwork.onlyToModels(spec.server(), settings, labels),
        emitted.deployment().fields());
  }

  /** Returns on which nodes the pods run. */
  public Scheduling scheduling() {
    return spec.server().placement().pods().scheduling();
  }

  /** Returns the Deployment. */
  public KubeDeployment deployment() {
    return emitted.deployment().get();
  }

  /** Returns the ConfigMap with the server's configuration. */
  public KubeConfigMap configMap() {
    return emitted.configMap().get();
  }

  /** Returns the Service. */
  public KubeService service() {
    return emitted.service().get();
  }

  /** Returns the headless Service; empty unless requested. */
  public Optional<KubeService> headlessService() {
    return emitted.headlessService().map(ObjectRef::get);
  }

  /** Returns the ServiceAccount; empty if an existing one is used. */
  public Optional<KubeServiceAccount> serviceAccount() {
    return emitted.serviceAccount().map(ObjectRef::get);
  }

  @Override
  void leaveReplicas() {
    if (writesReplicas) {
      emitted.deployment().removeLater("spec", "replicas");
      writesReplicas = false;
    }
  }

  /** Builds an {@link OvmsModelServer}; see there for an example. */
  public static final class Builder extends PodServerBuilder<Builder> {
    private boolean headless;
    private ClientService service = ClientService.DEFAULT;
    private Optional<KeyFile> apiKey = Optional.empty();
    private Optional<ModelCache> modelCache = Optional.empty();
    private Optional<IdleUnload> idleUnload = Optional.empty();
    private boolean restartsWhenStuck;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a server; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Adds a generative model, such as {@link TextGeneration}; several may be beside models and
     * graphs.
     */
    public Builder generative(GenerativeModel<?> model) {
      server.servable(Required.nonNull(model));
      return this;
    }

    /** Adds a graph with its own graph.pbtxt. At least one model or graph is required. */
    public Builder graph(Graph graph) {
      server.servable(Required.nonNull(graph));
      return this;
    }

    /** Sets a fixed number of pods. Removed if an autoscaler targets the server. */
    public Builder replicas(int count) {
      server.replicas(count);
      return this;
    }

    /**
     * Sets the ConfigMap and the key of the configuration. Default: {@code <name>-config} and
     * {@code config.json}.
     */
    public Builder configMap(String configMap, String key) {
      server.configFile(Required.nonNull(configMap, "configMap"), Required.nonNull(key, "key"));
      return this;
    }

    /**
     * Sets how often the server polls for new model versions. Default: zero, never, so that all
     * pods of a rollout serve the same version; a changed configuration restarts them.
     *
     * <p>OVMS retries a model that it failed to load only with polling. Without it, the startup
     * probe, which checks every model, is the retry: a failed start is a restart.
     */
    public Builder fileSystemPollInterval(Duration interval) {
      server.fileSystemPollInterval(Required.nonNull(interval));
      return this;
    }

    /** Sets the ports for gRPC and for HTTP. Default: 8080 and 8081. Metrics use the HTTP port. */
    public Builder ports(int grpc, int rest) {
      server.ports(grpc, rest);
      return this;
    }

    /**
     * Keeps compiled models, for a GPU or NPU. Default: no cache. With a CPU only it is refused
     * (OVMS267); models on a CPU beside others are cached too, at the size of their weights.
     */
    public Builder modelCache(ModelCache cache) {
      this.modelCache = Optional.of(Required.nonNull(cache));
      return this;
    }

    /**
     * Adds a headless Service {@code <name>-pods}; its DNS name resolves to all ready pods. gRPC
     * clients with the policy {@code round_robin} then connect to each of them and distribute their
     * calls, even with fewer clients than pods. They resolve the name again when a connection
     * closes, so keep {@link #maxConnectionAge(Duration)}. Default: not added.
     *
     * @see <a href="https://grpc.io/docs/guides/custom-load-balancing/">Load balancing in gRPC</a>
     */
    public Builder headless() {
      this.headless = true;
      return this;
    }

    /**
     * Sets type, annotations and traffic policy of the Service. Default: {@link
     * ClientService#clusterIp()}.
     */
    public Builder service(ClientService settings) {
      this.service = Required.nonNull(settings);
      return this;
    }

    /** Sets the image that downloads files over https; it must contain curl and sha256sum. */
    public Builder downloaderImage(String curl) {
      Required.nonNull(curl);
      this.downloads = downloads.fetchedBy(ImageReference.of(curl));
      return this;
    }

    /**
     * Sets the Secret with the key that clients of generative models must send as a bearer token,
     * under the key {@code API_KEY}. Metrics, probes and the KServe API are never protected by it.
     * Default: none, which is warned of (OVMS266).
     */
    public Builder apiKey(String secret) {
      Required.nonNull(secret);
      return apiKey(secret, ApiKey.DEFAULT_KEY);
    }

    /** Sets the Secret and key with the API key; pods read it at their start. */
    public Builder apiKey(String secret, String key) {
      Required.nonNull(secret, "secret");
      Required.nonNull(key, "key");
      this.apiKey = Optional.of(new KeyFile(new ApiKey(secret, key)));
      return this;
    }

    /**
     * Unloads the models after a time without requests, 1 minute to 7 days; the next request loads
     * them again, and waits for it. All models of the server are unloaded together. Pods stay
     * ready, so an autoscaler or several pods do not fit well with it (OVMS436). A preview of OVMS
     * 2026.4, refused before. Default: never.
     */
    public Builder idleUnload(Duration after) {
      this.idleUnload = Optional.of(new IdleUnload(Required.nonNull(after)));
      return this;
    }

    /**
     * Restarts a pod that has requests of a model in progress and completes none of them, for twice
     * {@code maxRequestDuration} and at least a minute: the liveness probe then reads the counters
     * of the server too. Known cases are graphs that hang while probes are answered
     * (model_server#4503). A busy pod passes, however long its queue is; a single request that
     * takes longer than that does not. Default: not restarted; the alert {@code OvmsPodStuck}
     * fires.
     */
    public Builder restartWhenStuck() {
      this.restartsWhenStuck = true;
      return this;
    }

    /**
     * Creates the server.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public OvmsModelServer build() {
      return create(this::spec, OvmsModelServer::new);
    }

    OvmsModelServerSpec spec() {
      return new OvmsModelServerSpec(
          server.spec(placement(Labels.OVMS, "model-server"), name(), lifecycle()),
          List.copyOf(deviceGroups),
          deviceClaims,
          downloads,
          rollout,
          headless,
          service,
          environment,
          arguments,
          apiKey,
          modelCache,
          idleUnload,
          restartsWhenStuck,
          startTimes,
          kubernetes());
    }

    private Lifecycle lifecycle() {
      boolean isSlow =
          GraphFiles.modelsOf(server.servables()).stream().anyMatch(each -> each.task().isSlow());
      return requestDurationGiven
          ? lifecycle
          : lifecycle.maxRequestDuration(
              isSlow ? Lifecycle.OF_GENERATION : Lifecycle.DEFAULT.maxRequestDuration());
    }

    @Override
    protected void check(Findings findings) {
      new CloudCredentials(server.servables())
          .serviceAccountAnnotations()
          .forEach((key, value) -> keyed().add("serviceAccountAnnotation", key, value));
      super.check(findings);
      lifecycle().check(findings);
      service.check(findings, server.areClientsGiven() || !isIsolated());
      apiKey.ifPresent(key -> key.check(findings, server.servables()));
      downloads.check(findings);
      downloads.checkUsed(findings, server.servables());
      spec().check(findings);
    }

    @Override
    protected Set<String> claimsOfOneNode() {
      return NodeLimits.claimsOfOneNode(server.servables());
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
