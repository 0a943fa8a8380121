package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ImageReference;
import io.github.cdk8sovms.kubernetes.internal.Labels;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.KubeService;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
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
 * ServingCapacity#REQUESTS_IN_VIEW_PER_STREAM}.
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
  public Optional<ApiKey> apiKey() {
    return spec.apiKey();
  }

  @Override
  public Optional<Duration> idleUnload() {
    return spec.idleUnload().map(IdleUnload::after);
  }

  OvmsModelServerSpec spec() {
    return spec;
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
  public static final class Builder extends PodComponentBuilder<Builder> {
    private final ServerChoices server = new ServerChoices();
    private final Set<Integer> deviceGroups = new LinkedHashSet<>();
    private Lifecycle lifecycle = Lifecycle.DEFAULT;
    private boolean requestDurationGiven;
    private Optional<Rollout> rollout = Optional.empty();
    private boolean headless;
    private ClientService service = ClientService.DEFAULT;
    private DownloadSettings downloads = DownloadSettings.DEFAULT;
    private ServerEnvironment environment = ServerEnvironment.NONE;
    private ExtraArguments arguments = ExtraArguments.NONE;
    private PodAdditions additions = PodAdditions.NONE;
    private Optional<ApiKey> apiKey = Optional.empty();
    private StartTimes startTimes = StartTimes.NONE;
    private Optional<ModelCache> modelCache = Optional.empty();
    private Optional<IdleUnload> idleUnload = Optional.empty();

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a server; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the image, and with it the OVMS version. Required. */
    public Builder image(OvmsImage ovms) {
      server.image(Required.nonNull(ovms));
      return this;
    }

    /** Adds a model. At least one is required. */
    public Builder model(Model model) {
      server.servable(Required.nonNull(model));
      return this;
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

    /**
     * Sets CPU and memory of a pod. Default: 2 cores and 2Gi. Devices for {@link
     * Device#gpu(GpuDriver)} and {@link Device#npu()} are requested automatically; a number set
     * with {@link Resources#device(String, int)} is kept.
     */
    public Builder resources(Resources perPod) {
      server.resources(Required.nonNull(perPod));
      return this;
    }

    /**
     * Adds the server to a supplemental group, the one that owns the devices on the node: {@code
     * /dev/dri/renderD*} or {@code /dev/accel}. The GID differs between Linux distributions; {@code
     * getent group render} prints it on a node.
     */
    public Builder deviceGroup(int gid) {
      deviceGroups.add(gid);
      return this;
    }

    /**
     * Sets the exported metrics. Default: the defaults of OVMS. The two series of the ratio are
     * always exported. Metrics cannot be disabled.
     */
    public Builder metrics(OvmsMetric... chosen) {
      server.metrics(Required.elements(chosen));
      return this;
    }

    /**
     * Sets the number of threads for HTTP requests. Default: four per stream if the streams are
     * pinned, since OVMS 2026.2 at most 168, for which 1024 open files are enough; else OVMS's
     * default.
     */
    public Builder restWorkers(int count) {
      server.restWorkers(count);
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

    /** Sets the log level. Default: {@link LogLevel#INFO}. */
    public Builder logLevel(LogLevel level) {
      server.logLevel(Required.nonNull(level));
      return this;
    }

    /** Sets the ports for gRPC and for HTTP. Default: 8080 and 8081. Metrics use the HTTP port. */
    public Builder ports(int grpc, int rest) {
      server.ports(grpc, rest);
      return this;
    }

    /**
     * Sets the allowed clients; a NetworkPolicy denies all others. Default: the pods of its
     * namespace. Its Prometheus is allowed automatically.
     */
    public Builder clients(NetworkPeer... callers) {
      server.clients(Required.elements(callers));
      return this;
    }

    /**
     * Sets the rollout strategy. Default: {@link Rollout#START_FIRST}; {@link
     * Rollout#ONE_AT_A_TIME} with a warning if pods request a device, since all devices may be in
     * use; {@link Rollout#STOP_FIRST} if only one node can mount the volume of a model.
     */
    public Builder rollout(Rollout rollout) {
      Required.nonNull(rollout);
      this.rollout = Optional.of(rollout);
      return this;
    }

    /**
     * Sets the startup timeout of a pod, including downloading and loading its models. Startup is
     * complete when every model, and every version of {@link VersionPolicy#specific(int...)}, is
     * loaded; otherwise the container is restarted, which also retries models that failed. Default:
     * 10 minutes.
     *
     * <p>With more than one model or version the probe runs {@code /bin/bash} in the container,
     * which every release image contains; a custom image must contain it too.
     */
    public Builder startup(Duration budget) {
      Required.nonNull(budget);
      this.lifecycle = lifecycle.startup(budget);
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
     * States how long the stages of a start take. Autoscalers of this server then add pods in steps
     * that wait for the previous ones, and alerts and the lag budget take the time into account.
     * Default: nothing is stated, and {@link ModelServer#startBudget()} has only what is assumed.
     */
    public Builder startTimes(StartTimes stages) {
      this.startTimes = Required.nonNull(stages);
      return this;
    }

    /**
     * Sets the maximum duration of a request, so that scaling down interrupts none. A pod that does
     * not respond for six times as long, at least three minutes, is restarted. Default: 30 seconds;
     * with generative models that answer slowly (text, speech, images) 2 minutes.
     */
    public Builder maxRequestDuration(Duration duration) {
      Required.nonNull(duration);
      this.lifecycle = lifecycle.maxRequestDuration(duration);
      this.requestDurationGiven = true;
      return this;
    }

    /**
     * Sets the maximum age of gRPC connections, after which clients must reconnect; calls in
     * progress complete. A gRPC client keeps one connection to one pod, so without a maximum age
     * new pods stay idle. Default: one minute; zero for none.
     */
    public Builder maxConnectionAge(Duration age) {
      this.lifecycle = lifecycle.maxConnectionAge(Required.nonNull(age));
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
     * Sets the storage limit on the node for models downloaded over https or from cloud storage.
     * OVMS keeps every copy from a bucket in {@code /tmp}, even after loading, so the sizes of all
     * served models and versions add up; a pod that needs more is evicted repeatedly. Default:
     * 10Gi, or {@link Resources#ephemeralStorage(String)} if that is more.
     */
    public Builder downloadLimit(String bytes) {
      Required.nonNull(bytes);
      this.downloads = downloads.limitedTo(Quantity.of(bytes));
      return this;
    }

    /**
     * Sets an environment variable of the server. Names that this library or the image sets are
     * refused, and so are literal credentials.
     */
    public Builder env(String name, String value) {
      Required.nonNull(name, "name");
      Required.nonNull(value, "value");
      return variable(name, Optional.empty(), value);
    }

    /** Sets an environment variable of the server to the value of a Secret's key. */
    public Builder envFromSecret(String name, String secret, String key) {
      Required.nonNull(name, "name");
      Required.nonNull(secret, "secret");
      Required.nonNull(key, "key");
      return variable(name, Optional.of(new ServerEnvironment.Source(true, secret)), key);
    }

    /** Sets an environment variable of the server to the value of a ConfigMap's key. */
    public Builder envFromConfigMap(String name, String configMap, String key) {
      Required.nonNull(name, "name");
      Required.nonNull(configMap, "configMap");
      Required.nonNull(key, "key");
      return variable(name, Optional.of(new ServerEnvironment.Source(false, configMap)), key);
    }

    private Builder variable(String name, Optional<ServerEnvironment.Source> source, String value) {
      this.environment = environment.with(name, source, value);
      return this;
    }

    /**
     * Adds command-line flags of OVMS for which there is no option, such as {@code
     * "--grpc_workers=2"}. Flags that this library writes, and flags that the release no longer
     * has, are refused, because OVMS exits at them.
     */
    public Builder arguments(String... flags) {
      List<String> all = new ArrayList<>(arguments.flags());
      all.addAll(Required.elements(flags));
      this.arguments = new ExtraArguments(all);
      return this;
    }

    /**
     * Adds a container beside the server. Its requests count for the scheduler and for quotas; the
     * autoscaler counts pods and does not see it.
     */
    public Builder sidecar(Container container) {
      this.additions = additions.sidecar(Required.nonNull(container));
      return this;
    }

    /**
     * Adds an init container. It runs after those that fetch models; with {@code restartPolicy:
     * Always} it is a native sidecar, which runs on beside the server.
     */
    public Builder initContainer(Container container) {
      this.additions = additions.initContainer(Required.nonNull(container));
      return this;
    }

    /** Adds a volume to the pod, for {@link #mount} or for containers of your own. */
    public Builder volume(Volume volume) {
      this.additions = additions.volume(Required.nonNull(volume));
      return this;
    }

    /** Mounts a volume into the server's container. */
    public Builder mount(VolumeMount mount) {
      this.additions = additions.mount(Required.nonNull(mount));
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
      this.apiKey = Optional.of(new ApiKey(secret, key));
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
     * Creates the server.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public OvmsModelServer build() {
      return create(() -> spec().orElseThrow(), OvmsModelServer::new);
    }

    /** Resolves the options, if an image is given. */
    Optional<OvmsModelServerSpec> spec() {
      return server
          .spec(placement(Labels.OVMS, "model-server"), name(), lifecycle())
          .map(
              common ->
                  new OvmsModelServerSpec(
                      common,
                      List.copyOf(deviceGroups),
                      downloads,
                      rollout,
                      headless,
                      service,
                      environment,
                      arguments,
                      additions,
                      apiKey,
                      modelCache,
                      idleUnload,
                      startTimes,
                      kubernetes()));
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
      ModelVolumes.identityAnnotations(server.servables())
          .forEach((key, value) -> keyed().add("serviceAccountAnnotation", key, value));
      super.check(findings);
      server.check(findings, true);
      new ServedModels(server.servables()).checkDeviceGroups(findings, deviceGroups);
      if (server.areClientsGiven()) {
        checkIsolated(findings, "clients");
      }
      lifecycle().check(findings);
      service.check(findings, server.areClientsGiven() || !isIsolated());
      apiKey.ifPresent(key -> key.check(findings, server.servables()));
      downloads.check(findings);
      checkDownloads(findings);
      spec()
          .ifPresent(
              spec -> {
                downloads.checkRoom(findings, spec.server().resources());
                server.version().ifPresent(version -> checkGenerative(version, spec, findings));
                spec.check(findings);
              });
    }

    private void checkGenerative(OvmsVersion version, OvmsModelServerSpec spec, Findings findings) {
      checkApiKey(version, findings);
      new GenerativeMemory(GraphFiles.modelsOf(server.servables()), version)
          .check(findings, spec.server().resources());
    }

    @Override
    protected Set<String> claimsOfOneNode() {
      return NodeLimits.claimsOfOneNode(server.servables());
    }

    private void checkDownloads(Findings findings) {
      boolean fetches =
          server.servables().stream().anyMatch(each -> each.source() instanceof HttpsFiles);
      findings.require(
          fetches || downloads.image().equals(DownloadSettings.DEFAULT.image()),
          FindingCode.NO_EFFECT,
          "downloaderImage",
          quote("downloaderImage") + " downloads files over https, but no model has any",
          "Leave .downloaderImage(..) out.");
      findings.require(
          fetches
              || downloads.configuredLimit().isEmpty()
              || server.servables().stream()
                  .anyMatch(each -> each.source() instanceof CloudStorage),
          FindingCode.NO_EFFECT,
          "downloadLimit",
          quote("downloadLimit")
              + " limits downloads over https and from cloud storage, but no model has any",
          "Leave .downloadLimit(..) out.");
    }

    private void checkApiKey(OvmsVersion version, Findings findings) {
      apiKey.ifPresent(key -> key.checkFor(version, findings));
      findings.require(
          apiKey.isPresent()
              || !ApiKey.isKnownTo(version)
              || arguments.flags().stream().anyMatch(flag -> flag.startsWith("--api_key_file="))
              || GraphFiles.modelsOf(server.servables()).isEmpty(),
          FindingCode.NO_API_KEY,
          "apiKey",
          "every client that reaches the Service can use the generative models",
          "Add .apiKey(\"chat-key\"): a Secret with the key API_KEY.");
    }

    @Override
    protected boolean servesRequests() {
      return true;
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
