package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Labels;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** Options of a server, with defaults and validation. */
abstract sealed class ServerOptions extends EndpointOptions permits OvmsModelServer.Builder {
  private static final Resources DEFAULT_RESOURCES = Resources.cpu("2").memory("2Gi");

  private static final List<String> POD_OPTIONS_OF_DEPLOYMENT =
      List.of(
          "scheduling", "podLabel", "podAnnotation", "serviceAccount", "serviceAccountAnnotation");

  private Set<String> ofDeployment = new LinkedHashSet<>();
  private List<Servable> servables = new ArrayList<>();
  private Set<Integer> deviceGroups = new LinkedHashSet<>();
  private Workload workload = Workload.DEPLOYMENT;
  private @Nullable OvmsImage image;
  private @Nullable Resources resources;
  private @Nullable ConfigFile configFile;
  private LogLevel logLevel = LogLevel.INFO;
  private Duration fileSystemPollInterval = Duration.ZERO;
  private ExportedMetrics metrics = ExportedMetrics.DEFAULT;
  private DownloadSettings downloads = DownloadSettings.DEFAULT;
  private OptionalInt replicas = OptionalInt.empty();
  private OptionalInt restWorkers = OptionalInt.empty();
  private ServerEnvironment environment = ServerEnvironment.NONE;
  private ExtraArguments arguments = ExtraArguments.NONE;
  private PodAdditions additions = PodAdditions.NONE;
  private Optional<ApiKey> apiKey = Optional.empty();

  ServerOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Sets the image, and with it the OVMS version. Required. */
  public OvmsModelServer.Builder image(OvmsImage ovms) {
    this.image = Required.nonNull(ovms);
    return self();
  }

  /** Adds a model. At least one is required. */
  public OvmsModelServer.Builder model(Model model) {
    servables.add(Required.nonNull(model));
    return self();
  }

  /**
   * Adds a generative model, such as {@link TextGeneration}; several may be beside models and
   * graphs.
   */
  public OvmsModelServer.Builder generative(GenerativeModel<?> model) {
    servables.add(Required.nonNull(model));
    return self();
  }

  /** Adds a graph with its own graph.pbtxt. At least one model or graph is required. */
  public OvmsModelServer.Builder graph(Graph graph) {
    servables.add(Required.nonNull(graph));
    return self();
  }

  /**
   * Sets CPU and memory of a pod. Default: 2 cores and 2Gi; none with the operator. Devices for
   * {@link Device#gpu(GpuDriver)} and {@link Device#npu()} are requested automatically; a number
   * set with {@link Resources#device(String, int)} is kept.
   */
  public OvmsModelServer.Builder resources(Resources perPod) {
    this.resources = Required.nonNull(perPod);
    return self();
  }

  /**
   * Adds the server to a supplemental group, the one that owns the devices on the node: {@code
   * /dev/dri/renderD*} or {@code /dev/accel}. The GID differs between Linux distributions; {@code
   * getent group render} prints it on a node. A ModelServer has no field for it.
   */
  public OvmsModelServer.Builder deviceGroup(int gid) {
    deviceGroups.add(gid);
    return self();
  }

  /** Sets the kind of workload. Default: {@link Workload#DEPLOYMENT}. */
  public OvmsModelServer.Builder workload(Workload kind) {
    this.workload = Required.nonNull(kind);
    return self();
  }

  /**
   * Sets the exported metrics. Default: the defaults of OVMS. The two series of the ratio are
   * always exported. Metrics cannot be disabled.
   */
  public OvmsModelServer.Builder metrics(OvmsMetric... chosen) {
    this.metrics = metrics.with(Required.elements(chosen));
    return self();
  }

  /**
   * Sets the number of threads for HTTP requests. Default: four per stream if the streams are
   * pinned, since OVMS 2026.2 at most 168, for which 1024 open files are enough; else OVMS's
   * default.
   */
  public OvmsModelServer.Builder restWorkers(int count) {
    this.restWorkers = OptionalInt.of(count);
    return self();
  }

  /** Sets a fixed number of pods. Removed if an autoscaler targets the server. */
  public OvmsModelServer.Builder replicas(int count) {
    this.replicas = OptionalInt.of(count);
    return self();
  }

  /**
   * Sets the ConfigMap and the key of the configuration. Default: {@code <name>-config} and {@code
   * config.json}.
   */
  public OvmsModelServer.Builder configMap(String configMap, String key) {
    Required.nonNull(configMap, "configMap");
    Required.nonNull(key, "key");
    this.configFile = new ConfigFile(configMap, key);
    return self();
  }

  /**
   * Sets how often the server polls for new model versions. Default: zero, never, so that all pods
   * of a rollout serve the same version; a changed configuration restarts them.
   *
   * <p>OVMS retries a model that it failed to load only with polling. A Deployment does not need
   * that: its startup probe checks every model, and a failed start is a restart. A ModelServer
   * does.
   */
  public OvmsModelServer.Builder fileSystemPollInterval(Duration interval) {
    this.fileSystemPollInterval = Required.nonNull(interval);
    return self();
  }

  /** Sets the log level. Default: {@link LogLevel#INFO}. */
  public OvmsModelServer.Builder logLevel(LogLevel level) {
    this.logLevel = Required.nonNull(level);
    return self();
  }

  /** Sets the image that downloads files over https; it must contain curl and sha256sum. */
  public OvmsModelServer.Builder downloaderImage(String curl) {
    Required.nonNull(curl);
    this.downloads = downloads.fetchedBy(ImageReference.of(curl));
    return self();
  }

  /**
   * Sets the storage limit on the node for models downloaded over https or from cloud storage. OVMS
   * keeps every copy from a bucket in {@code /tmp}, even after loading, so the sizes of all served
   * models and versions add up; a pod that needs more is evicted repeatedly. Default: 10Gi, or
   * {@link Resources#ephemeralStorage(String)} if that is more.
   */
  public OvmsModelServer.Builder downloadLimit(String bytes) {
    Required.nonNull(bytes);
    this.downloads = downloads.limitedTo(Quantity.of(bytes));
    return self();
  }

  /**
   * Sets an environment variable of the server. Names that this library or the image sets are
   * refused, and so are literal credentials.
   */
  public OvmsModelServer.Builder env(String name, String value) {
    Required.nonNull(name, "name");
    Required.nonNull(value, "value");
    return variable(name, Optional.empty(), value);
  }

  /** Sets an environment variable of the server to the value of a Secret's key. */
  public OvmsModelServer.Builder envFromSecret(String name, String secret, String key) {
    Required.nonNull(name, "name");
    Required.nonNull(secret, "secret");
    Required.nonNull(key, "key");
    return variable(name, Optional.of(new ServerEnvironment.Source(true, secret)), key);
  }

  /** Sets an environment variable of the server to the value of a ConfigMap's key. */
  public OvmsModelServer.Builder envFromConfigMap(String name, String configMap, String key) {
    Required.nonNull(name, "name");
    Required.nonNull(configMap, "configMap");
    Required.nonNull(key, "key");
    return variable(name, Optional.of(new ServerEnvironment.Source(false, configMap)), key);
  }

  private OvmsModelServer.Builder variable(
      String name, Optional<ServerEnvironment.Source> source, String value) {
    this.environment = environment.with(name, source, value);
    return onDeployment("env");
  }

  /**
   * Adds command-line flags of OVMS for which there is no option, such as {@code
   * "--grpc_workers=2"}. Flags that this library writes, and flags that the release no longer has,
   * are refused, because OVMS exits at them.
   */
  public OvmsModelServer.Builder arguments(String... flags) {
    List<String> all = new ArrayList<>(arguments.flags());
    all.addAll(Required.elements(flags));
    this.arguments = new ExtraArguments(all);
    return onDeployment("arguments");
  }

  /**
   * Adds a container beside the server. Its requests count for the scheduler and for quotas; the
   * autoscaler counts pods and does not see it.
   */
  public OvmsModelServer.Builder sidecar(Container container) {
    this.additions = additions.sidecar(Required.nonNull(container));
    return onDeployment("sidecar");
  }

  /**
   * Adds an init container. It runs after those that fetch models; with {@code restartPolicy:
   * Always} it is a native sidecar, which runs on beside the server.
   */
  public OvmsModelServer.Builder initContainer(Container container) {
    this.additions = additions.initContainer(Required.nonNull(container));
    return onDeployment("initContainer");
  }

  /** Adds a volume to the pod, for {@link #mount} or for containers of your own. */
  public OvmsModelServer.Builder volume(Volume volume) {
    this.additions = additions.volume(Required.nonNull(volume));
    return onDeployment("volume");
  }

  /** Mounts a volume into the server's container. */
  public OvmsModelServer.Builder mount(VolumeMount mount) {
    this.additions = additions.mount(Required.nonNull(mount));
    return onDeployment("mount");
  }

  /**
   * Sets the Secret with the key that clients of generative models must send as a bearer token,
   * under the key {@code API_KEY}. Metrics, probes and the KServe API are never protected by it.
   * Default: none, which is warned of (OVMS266).
   */
  public OvmsModelServer.Builder apiKey(String secret) {
    Required.nonNull(secret);
    return apiKey(secret, ApiKey.DEFAULT_KEY);
  }

  /** Sets the Secret and key with the API key; pods read it at their start. */
  public OvmsModelServer.Builder apiKey(String secret, String key) {
    Required.nonNull(secret, "secret");
    Required.nonNull(key, "key");
    this.apiKey = Optional.of(new ApiKey(secret, key));
    return onDeployment("apiKey");
  }

  private OvmsModelServer.Builder onDeployment(String option) {
    ofDeployment.add(option);
    return self();
  }

  @Override
  protected void detach() {
    super.detach();
    servables = new ArrayList<>(servables);
    deviceGroups = new LinkedHashSet<>(deviceGroups);
    ofDeployment = new LinkedHashSet<>(ofDeployment);
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    checkImage(findings);
    ServedModels served = new ServedModels(servables);
    served.check(findings, resources(), podResources().isPresent());
    devices().checkResources(findings, configuredResources());
    if (workload == Workload.DEPLOYMENT) {
      served.checkDeviceGroups(findings, deviceGroups);
    }
    if (configFile != null) {
      configFile.check(findings);
    }
    checkEndpoint(findings);
    apiKey.ifPresent(key -> key.check(findings, servables));
    resources().check(findings, "resources");
    Durations.check(
        findings,
        "fileSystemPollInterval",
        fileSystemPollInterval,
        Duration.ZERO,
        Duration.ofDays(1));
    downloads.check(findings);
    checkDownloads(findings);
    downloads.checkRoom(findings, resources());
    replicas.ifPresent(
        count ->
            findings.require(
                count >= 0,
                FindingCode.REPLICAS,
                "replicas",
                quote(count) + " is not a valid number of pods; it must be 0 or more",
                "Write .replicas(1), or leave it to an autoscaler."));
    capacity().check(findings);
    if (image != null) {
      WorkloadObjects.of(this).check(findings);
    }
  }

  private void checkDownloads(Findings findings) {
    boolean fetches = servables.stream().anyMatch(each -> each.source() instanceof HttpsFiles);
    findings.require(
        fetches || downloads.image().equals(DownloadSettings.DEFAULT.image()),
        FindingCode.NO_EFFECT,
        "downloaderImage",
        quote("downloaderImage") + " downloads files over https, but no model has any",
        "Leave .downloaderImage(..) out.");
  }

  final Placement placement() {
    return placement(Labels.OVMS, "model-server");
  }

  final ServingCapacity capacity() {
    return restWorkers.isPresent()
        ? new ServingCapacity(servables, restWorkers)
        : ServingCapacity.derivedFrom(servables, needsFilesForWorkers());
  }

  final boolean needsFilesForWorkers() {
    return image != null && image.version().map(OvmsVersion::needsFilesForWorkers).orElse(false);
  }

  final OvmsImage image() {
    if (image == null) {
      throw new IllegalStateException("image of a server read before validation");
    }
    return image;
  }

  final OvmsVersion version() {
    return image().version().orElseThrow();
  }

  final String imageText() {
    return image().text(devices().areAccelerated());
  }

  final List<Servable> servables() {
    return List.copyOf(servables);
  }

  final List<OvmsMetric> metrics() {
    return metrics.chosen();
  }

  final List<OvmsMetric> exportedMetrics() {
    return metrics.of(version());
  }

  final Workload workload() {
    return workload;
  }

  /** Returns the resources of a pod; empty if left to the operator. */
  final Optional<Resources> podResources() {
    return workload == Workload.DEPLOYMENT || hasConfiguredResources()
        ? Optional.of(resources())
        : Optional.empty();
  }

  final boolean hasConfiguredResources() {
    return resources != null;
  }

  /** Returns the resources, including those for the devices of the models. */
  final Resources resources() {
    return devices().addTo(configuredResources());
  }

  final ConfigFile configFile() {
    return configFile == null
        ? new ConfigFile(name() + "-config", ConfigFile.DEFAULT_KEY)
        : configFile;
  }

  final LogLevel logLevel() {
    return logLevel;
  }

  final Duration fileSystemPollInterval() {
    return fileSystemPollInterval;
  }

  final DownloadSettings downloads() {
    return downloads;
  }

  final Quantity downloadLimit() {
    return downloads.limit(resources());
  }

  final List<Integer> deviceGroups() {
    return List.copyOf(deviceGroups);
  }

  /** The options that were given and that only pods of a Deployment can have. */
  final List<String> podOptionsOfDeployment() {
    List<String> given =
        new ArrayList<>(POD_OPTIONS_OF_DEPLOYMENT.stream().filter(podOptions()::contains).toList());
    given.addAll(ofDeployment);
    if (!service().isDefault()) {
      given.add("service");
    }
    return given;
  }

  final ServerEnvironment environment() {
    return environment;
  }

  final Optional<ApiKey> apiKey() {
    return apiKey;
  }

  @Override
  final Duration defaultMaxRequestDuration() {
    return GraphFiles.modelsOf(servables).stream().anyMatch(model -> model.task().isSlow())
        ? Lifecycle.OF_GENERATION
        : Lifecycle.DEFAULT.maxRequestDuration();
  }

  final ExtraArguments extraArguments() {
    return arguments;
  }

  final PodAdditions additions() {
    return additions;
  }

  @Override
  protected boolean servesRequests() {
    return true;
  }

  final Optional<Mesh> meshOfModelServer() {
    return meshOfPodsOnly();
  }

  final boolean pullsWithSecret() {
    return !placement().pullSecrets().isEmpty();
  }

  final OptionalInt replicas() {
    return replicas;
  }

  final KubernetesVersion kubernetesVersion() {
    return kubernetes();
  }

  private ServedDevices devices() {
    return new ServedDevices(servables);
  }

  private Resources configuredResources() {
    return resources == null ? DEFAULT_RESOURCES : resources;
  }

  private void checkImage(Findings findings) {
    if (image == null) {
      findings.add(
          FindingCode.MISSING,
          "image",
          "no image is given; the metrics for autoscaling depend on the OVMS version",
          "Add .image(" + OvmsImage.NEWEST + ").");
      return;
    }
    image.check(findings);
    devices().checkImage(findings, image);
    image.version().ifPresent(version -> checkFor(version, findings));
  }

  private void checkFor(OvmsVersion version, Findings findings) {
    metrics.checkFor(version, findings);
    checkApiKey(version, findings);
    List<GenerativeModel<?>> generative = GraphFiles.modelsOf(servables);
    podResources().ifPresent(pod -> new GenerativeMemory(generative, version).check(findings, pod));
    servables.forEach(each -> each.checkFor(version, each.in(findings)));
  }

  private void checkApiKey(OvmsVersion version, Findings findings) {
    apiKey.ifPresent(key -> key.checkFor(version, findings));
    findings.require(
        apiKey.isPresent()
            || !ApiKey.isKnownTo(version)
            || arguments.flags().stream().anyMatch(flag -> flag.startsWith("--api_key_file="))
            || GraphFiles.modelsOf(servables).isEmpty(),
        FindingCode.NO_API_KEY,
        "apiKey",
        "every client that reaches the Service can use the generative models",
        "Add .apiKey(\"chat-key\"): a Secret with the key API_KEY.");
  }
}
