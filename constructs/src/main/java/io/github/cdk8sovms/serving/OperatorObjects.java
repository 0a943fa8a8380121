package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.kubernetes.ResourceType;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A server as ConfigMap and ModelServer, from which the OpenVINO operator makes the rest. */
final class OperatorObjects implements WorkloadObjects {
  private static final ResourceType MODEL_SERVER =
      new ResourceType("intel.com/v1alpha1", "ModelServer");

  /** What the operator's chart puts into its names, and appends where it is missing. */
  private static final String CHART = "ovms";

  /** The only Secret that the operator's chart can mount for Google, whatever the field says. */
  private static final String GOOGLE_SECRET = "gcpcreds";

  private final ServerOptions options;
  private final Identity identity;

  OperatorObjects(ServerOptions options) {
    this.options = options;
    this.identity = options.placement().identity();
  }

  @Override
  public void check(Findings findings) {
    findings.add(
        FindingCode.OPERATOR_DEPRECATED,
        "workload",
        quote(Workload.MODEL_SERVER)
            + " needs the OpenVINO operator, which is deprecated and does not run OVMS 2026.3 or"
            + " newer",
        "Leave .workload(..) out to get a Deployment.");
    Names.checkRoom(
        findings,
        "name",
        identity.name(),
        serviceName().length() - identity.name().length(),
        "the operator appends \"-ovms\" for its Service");
    options
        .image()
        .version()
        .ifPresent(
            version ->
                findings.require(
                    version.startsUnderOperator(),
                    FindingCode.OPERATOR_IMAGE_TOO_NEW,
                    "image",
                    quote(options.imageText())
                        + " crashes under the OpenVINO operator: it always passes"
                        + " --sequence_cleaner_poll_wait_minutes, which OVMS 2026.3 removed",
                    "Use OvmsImage.of(\"2026.2.1\"), the last that works, or leave .workload(..)"
                        + " out."));
    requireDefault(findings, "startup", options.lifecycle().startup(), Lifecycle.DEFAULT.startup());
    requireDefault(
        findings,
        "longestRequest",
        options.lifecycle().longestRequest(),
        Lifecycle.DEFAULT.longestRequest());
    requireDefault(
        findings,
        "connectionAge",
        options.lifecycle().connectionAge(),
        Lifecycle.DEFAULT.connectionAge());
    findings.add(
        FindingCode.CONNECTIONS_STAY,
        "workload",
        quote(Workload.MODEL_SERVER)
            + " has no field for gRPC connections: they never end, so gRPC clients never use a new pod,"
            + " and each may have as many calls at once as the pod has cores, so the load of few"
            + " clients is never seen to be more than that",
        "Balance calls between clients and pods, or use a Deployment.");
    findings.require(
        options.deviceGroups().isEmpty(),
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "deviceGroup",
        quote(options.deviceGroups()) + " have no field in a ModelServer",
        "Use a Deployment.");
    findings.require(
        !options.hasHeadlessService(),
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "headless",
        "a ModelServer has no field for a Service without an address",
        "Leave .headless() out, or use a Deployment.");
    findings.require(
        !options.pullsWithSecret(),
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "imagePullSecret",
        "a ModelServer has no field for it",
        "Give the Secret to the namespace's default ServiceAccount, or use a Deployment.");
    findings.require(
        !options.resources().requests().containsKey(Resources.EPHEMERAL_STORAGE),
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "resources",
        quote(Resources.EPHEMERAL_STORAGE) + " has no field in a ModelServer",
        "Leave .ephemeralStorage(..) out, or use a Deployment.");
    List<String> devices =
        options.resources().requests().keySet().stream().filter(OperatorObjects::isDevice).toList();
    findings.require(
        devices.size() <= 1,
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "resources",
        quote(devices) + " are more than one kind of device; a ModelServer has a field for one",
        "Serve the models from two servers, or use a Deployment.");
    checkSources(findings);
  }

  @Override
  public EmittedObjects create(ApiObjects objects) {
    objects.reserve("Deployment", serviceName());
    objects.reserve("Service", serviceName());
    String config =
        ConfigFile.content(options.models(), options.metrics(), OperatorObjects::basePath);
    var configMap =
        objects.configMap(
            "Config", options.configFile().configMap(), Map.of(options.configFile().key(), config));
    var modelServer =
        objects.customResource(ApiObjects.MAIN, MODEL_SERVER, identity.name(), Map.of(), spec());
    ServerNetwork.create(objects, options, podLabels());
    return new EmittedObjects(modelServer, null, configMap, null, null, null);
  }

  @Override
  public ScaleTarget scaleTarget() {
    return new ScaleTarget(
        MODEL_SERVER, identity.name(), Optional.of("/spec/deployment_parameters/replicas"));
  }

  @Override
  public MetricsEndpoint metrics() {
    return new MetricsEndpoint(
        identity.namespace(),
        podLabels(),
        podLabels(),
        options.ports().rest(),
        options.placement().pods().isolated(),
        options.version().servesMetricsAsText());
  }

  private Map<String, String> podLabels() {
    return Map.of("app", serviceName());
  }

  /** The chart's rule: names that contain its own name are kept. */
  @Override
  public String serviceName() {
    return identity.name().contains(CHART) ? identity.name() : identity.name() + "-" + CHART;
  }

  private Map<String, Object> spec() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("image_name", options.imageText());
    spec.put("deployment_parameters", deploymentParameters());
    spec.put("service_parameters", serviceParameters());
    spec.put("models_settings", modelsSettings());
    spec.put("server_settings", serverSettings());
    Map<String, Object> repository = modelsRepository();
    if (!repository.isEmpty()) {
      spec.put("models_repository", repository);
    }
    return spec;
  }

  private Map<String, Object> deploymentParameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    // Always written: without it the object has no scale, and the autoscaler says FailedGetScale.
    parameters.put("replicas", options.replicas().orElse(1));
    envSecret().ifPresent(secret -> parameters.put("extra_envs_secret", secret));
    Map<String, Object> limits = amounts(options.resources().limits());
    if (!limits.isEmpty()) {
      Map<String, Object> resources = new LinkedHashMap<>();
      resources.put("limits", limits);
      resources.put("requests", amounts(options.resources().requests()));
      parameters.put("resources", resources);
    }
    return parameters;
  }

  private Map<String, Object> serviceParameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("grpc_port", options.ports().grpc());
    parameters.put("rest_port", options.ports().rest());
    return parameters;
  }

  private Map<String, Object> modelsSettings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("single_model_mode", false);
    settings.put("config_configmap_name", options.configFile().configMap());
    settings.put("config_path", options.configFile().path());
    return settings;
  }

  private Map<String, Object> serverSettings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("file_system_poll_wait_seconds", options.modelPolling().toSeconds());
    settings.put("log_level", options.logLevel().name());
    options.capacity().restWorkers().ifPresent(workers -> settings.put("rest_workers", workers));
    return settings;
  }

  private Map<String, Object> modelsRepository() {
    Map<String, Object> repository = new LinkedHashMap<>();
    claims().findFirst().ifPresent(claim -> repository.put("models_volume_claim", claim));
    first(CloudStorage::region).ifPresent(region -> repository.put("aws_region", region));
    first(CloudStorage::endpoint)
        .ifPresent(endpoint -> repository.put("s3_compat_api_endpoint", endpoint));
    if (clouds().anyMatch(cloud -> cloud.isGoogle() && !cloud.secret().isEmpty())) {
      repository.put("gcp_creds_secret_name", GOOGLE_SECRET);
    }
    return repository;
  }

  /** One volume is mounted as a whole at /models; the rest is read from where it is. */
  private static String basePath(Model model) {
    return model.source() instanceof ClaimedVolume claimed
        ? "/models/" + claimed.path()
        : ((CloudStorage) model.source()).uri();
  }

  /** CPU and memory are the operator's choice unless stated; devices are always ours. */
  private Map<String, Object> amounts(Map<String, Quantity> resources) {
    Map<String, Object> amounts = new LinkedHashMap<>();
    resources.forEach(
        (resource, amount) -> {
          if (isDevice(resource)) {
            amounts.put("xpu_device", resource);
            amounts.put("xpu_device_quantity", amount.canonical());
          } else if (options.hasStatedResources()) {
            amounts.put(resource, amount.canonical());
          }
        });
    return amounts;
  }

  private static boolean isDevice(String resource) {
    return resource.contains("/");
  }

  private static void requireDefault(
      Findings findings, String option, Duration stated, Duration standard) {
    findings.require(
        stated.equals(standard),
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        option,
        quote(Durations.text(stated)) + " has no field in a ModelServer",
        "Leave ." + option + "(..) out, or use a Deployment.");
  }

  private void checkSources(Findings findings) {
    options.models().forEach(model -> checkSource(model.in(findings), model.source()));
    ModelVolumes.checkCredentials(options.models(), findings);
    requireOne(findings, "volume claim", claims());
    requireOne(findings, "Secret", envSecrets());
  }

  private static void checkSource(Findings findings, ModelSource source) {
    if (source instanceof HttpsFiles files) {
      cannotExpress(
          findings,
          quote(files.urls().stream().map(Urls::withoutPassword).toList())
              + " needs an init container");
    } else if (source instanceof ImageVolume image) {
      cannotExpress(findings, quote(image.image()) + " needs an image volume");
    } else if (source instanceof CloudStorage cloud) {
      findings.require(
          !cloud.isGoogle() || cloud.secret().isEmpty() || cloud.secret().equals(GOOGLE_SECRET),
          FindingCode.OPERATOR_CANNOT_EXPRESS,
          "source.credentials",
          quote(cloud.secret())
              + " cannot be used: the operator mounts only a Secret called "
              + GOOGLE_SECRET,
          "Call the Secret gcpcreds, with the key gcp-creds.json, or use a Deployment.");
    }
  }

  private static void cannotExpress(Findings findings, String need) {
    findings.add(
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "source",
        need + ", and a ModelServer has no field for one",
        "Use s3://, gs://, az:// or a volume claim, or use a Deployment.");
  }

  private static void requireOne(Findings findings, String what, Stream<String> names) {
    List<String> distinct = names.toList();
    findings.require(
        distinct.size() <= 1,
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "models",
        quote(distinct) + " are more than one " + what + "; a ModelServer has a field for one",
        "Serve the models from two servers, or use a Deployment.");
  }

  private Stream<CloudStorage> clouds() {
    return options.models().stream()
        .map(Model::source)
        .filter(CloudStorage.class::isInstance)
        .map(CloudStorage.class::cast);
  }

  private Stream<String> claims() {
    return options.models().stream()
        .map(Model::source)
        .filter(ClaimedVolume.class::isInstance)
        .map(source -> ((ClaimedVolume) source).claim())
        .distinct();
  }

  private Stream<String> envSecrets() {
    return clouds()
        .filter(cloud -> !cloud.isGoogle() && !cloud.secret().isEmpty())
        .map(CloudStorage::secret)
        .distinct();
  }

  private Optional<String> envSecret() {
    return envSecrets().findFirst();
  }

  private Optional<String> first(Function<CloudStorage, String> property) {
    return clouds().map(property).filter(value -> !value.isEmpty()).findFirst();
  }
}
