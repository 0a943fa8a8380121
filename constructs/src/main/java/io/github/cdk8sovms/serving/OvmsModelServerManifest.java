package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.DisruptionBudgets;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NamedPort;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.DeploymentSpec;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.KubeService;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.ResourceRequirements;
import org.cdk8s.plus34.k8s.ServiceSpec;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** A server as a Deployment, with its other objects. */
final class OvmsModelServerManifest implements ServerManifest {
  private static final ResourceType DEPLOYMENT = new ResourceType("apps/v1", "Deployment");
  static final String SCRATCH_VOLUME = "tmp";
  static final String SCRATCH_DIRECTORY = "/tmp";
  static final String CONTAINER = "ovms";

  static final Quantity SCRATCH_LIMIT = Quantity.of("1Gi");
  static final Quantity LOGS = Quantity.of("1Gi");

  /** The user of the image, which owns files on a volume if OVMS's instructions were followed. */
  static final int IMAGE_USER = 5000;

  /** Any other UID works, and one this high does not belong to a user of the node. */
  static final int USER = 10001;

  private final OvmsModelServerSpec spec;
  private final Identity identity;

  /**
   * The objects to which users have access.
   *
   * @param headlessService empty unless requested
   * @param serviceAccount empty if an existing one is used
   */
  record Emitted(
      ObjectRef<KubeDeployment> deployment,
      ObjectRef<KubeConfigMap> configMap,
      ObjectRef<KubeService> service,
      Optional<ObjectRef<KubeService>> headlessService,
      Optional<ObjectRef<KubeServiceAccount>> serviceAccount) {}

  OvmsModelServerManifest(OvmsModelServerSpec spec) {
    this.spec = spec;
    this.identity = spec.server().placement().identity();
  }

  private Map<String, Object> entry(Servable model) {
    Map<String, Object> config = model.toConfig(BasePath.of(model));
    return spec.idleUnload().isPresent() && spec.server().servables().size() > 1
        ? IdleUnload.inGroup(config)
        : config;
  }

  Emitted create(ApiObjects objects) {
    ModelVolumes volumes = ModelVolumes.of(spec);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        spec.server().configFile().key(),
        ConfigFile.content(
            spec.server().servables(), spec.server().metrics().chosen(), this::entry));
    files.putAll(volumes.configFiles());

    var serviceAccount =
        objects.serviceAccount(false, spec.cloudCredentials().serviceAccountAnnotations());
    var configMap = objects.configMap("Config", spec.server().configFile().configMap(), files);
    var deployment =
        objects.deployment(
            ApiObjects.MAIN,
            identity.name(),
            deployment(pod(volumes), ConfigText.hash(files.toString())));
    var service =
        objects
            .with(Map.of(), spec.service().annotations())
            .service("Service", identity.name(), service());
    Optional<ObjectRef<KubeService>> pods =
        spec.headless()
            ? Optional.of(objects.service("HeadlessService", spec.podsService(), headlessService()))
            : Optional.empty();
    objects.disruptionBudget(
        "DisruptionBudget", identity.name(), DisruptionBudgets.oneAtATime(identity.selector()));
    ServerNetwork.create(objects, spec.server(), identity.labels().selector());
    return new Emitted(deployment, configMap, service, pods, serviceAccount);
  }

  @Override
  public ScaleTarget scaleTarget() {
    return new ScaleTarget(DEPLOYMENT, identity.name(), Optional.empty());
  }

  @Override
  public MetricsEndpoint metrics() {
    return new MetricsEndpoint(
        identity.namespace(),
        identity.labels().selector(),
        identity.labels().selector(),
        spec.server().ports().rest(),
        spec.server().placement().pods().isolated(),
        spec.server().placement().pods().mesh(),
        spec.server().version().servesMetricsAsText());
  }

  @Override
  public StartBudget startBudget() {
    return StartStages.of(spec.server()).budget(spec.startTimes());
  }

  @Override
  public String serviceName() {
    return identity.name();
  }

  @Override
  public String podNames() {
    return PodNames.of(serviceName());
  }

  @Override
  public Optional<String> containerName() {
    return Optional.of(CONTAINER);
  }

  private DeploymentSpec deployment(PodSpec pod, String configHash) {
    return DeploymentSpec.builder()
        .replicas(spec.server().replicas().isPresent() ? spec.server().replicas().getAsInt() : null)
        .strategy(spec.nodeLimits().rollout().strategy())
        .progressDeadlineSeconds(spec.server().lifecycle().progressDeadline().toSeconds())
        .selector(identity.selector())
        .template(spec.server().placement().podTemplates().template(pod, configHash))
        .build();
  }

  private PodSpec pod(ModelVolumes models) {
    List<Container> initContainers = models.initContainers();
    return spec.server()
        .placement()
        .podTemplates()
        .replicated(user(), spec.deviceGroups())
        .terminationGracePeriodSeconds(spec.server().lifecycle().terminationGrace().toSeconds())
        .resourceClaims(DeviceClaim.ofPod(spec.deviceClaims()))
        .initContainers(initContainers.isEmpty() ? null : initContainers)
        .containers(List.of(server(models)))
        .volumes(volumes(models))
        .build();
  }

  private ResourceRequirements resources(ModelVolumes models) {
    return DeviceClaim.added(
        spec.server().resources().orEphemeralStorage(storage(models)).toSpec(),
        spec.deviceClaims());
  }

  private List<Volume> volumes(ModelVolumes models) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(Volumes.configMap(ConfigFile.VOLUME, spec.server().configFile().configMap()));
    volumes.add(Volumes.scratch(SCRATCH_VOLUME, scratchLimit()));
    volumes.addAll(models.volumes());
    return volumes;
  }

  private static List<VolumeMount> mounts(ModelVolumes models) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(Volumes.readOnly(ConfigFile.VOLUME, ConfigFile.DIRECTORY));
    mounts.add(Volumes.writable(SCRATCH_VOLUME, SCRATCH_DIRECTORY));
    mounts.addAll(models.mounts());
    return mounts;
  }

  private int user() {
    return spec.server().servables().stream().anyMatch(model -> StoreWait.isOnClaim(model.source()))
        ? IMAGE_USER
        : USER;
  }

  private Container server(ModelVolumes models) {
    ServerProbes probes = new ServerProbes(spec.server());
    return Containers.with(
            Containers.of(CONTAINER, Argument.of(new CommandLine(spec).arguments())),
            Stream.concat(
                    spec.cloudCredentials().environment().stream(),
                    spec.environment().variables().stream())
                .toList())
        .image(spec.server().imageText())
        .imagePullPolicy(spec.server().placement().pods().pullPolicy())
        .ports(
            List.of(
                spec.server().ports().ofGrpc().toContainerPort(),
                spec.server().ports().ofRest().toContainerPort()))
        .resources(resources(models))
        .securityContext(PodSecurity.container())
        .startupProbe(probes.startup())
        .readinessProbe(probes.readiness())
        .livenessProbe(
            spec.restartsWhenStuck() ? new StuckProbe(spec.server()).toSpec() : probes.liveness())
        .lifecycle(probes.shutdown())
        .volumeMounts(mounts(models))
        .build();
  }

  /** OVMS keeps its copies of all models from cloud storage here while it runs. */
  private Quantity scratchLimit() {
    return spec.server().servables().stream()
            .anyMatch(model -> model.source() instanceof CloudStorage)
        ? spec.downloadLimit()
        : SCRATCH_LIMIT;
  }

  /** Returns the ephemeral storage of the pod: the scratch volumes, and a margin for logs. */
  private String storage(ModelVolumes models) {
    BigDecimal volumes =
        scratchLimit()
            .amount()
            .add(models.hasDownloads() ? spec.downloadLimit().amount() : BigDecimal.ZERO)
            .add(
                spec.modelCache()
                    .flatMap(ModelCache::onNode)
                    .map(Quantity::amount)
                    .orElse(BigDecimal.ZERO));
    BigDecimal mebibyte = Quantity.of("1Mi").amount();
    return volumes.add(LOGS.amount()).divide(mebibyte, RoundingMode.UP).toBigInteger() + "Mi";
  }

  private ServiceSpec service() {
    return spec.service()
        .of(
            NamedPort.builder(
                identity.labels().selector(),
                spec.server().ports().ofGrpc(),
                spec.server().ports().ofRest()));
  }

  /** Omits the HTTP port: otherwise a ServiceMonitor would find its metrics twice. */
  private ServiceSpec headlessService() {
    return NamedPort.headlessService(identity.labels().selector(), spec.server().ports().ofGrpc());
  }
}
