package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.DisruptionBudgets;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.ContainerPort;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.PodSpec;

/**
 * A server as ServingRuntime and InferenceService, from which KServe creates Deployment and
 * Service. Names, labels and the order of ports are those of KServe 0.20.
 *
 * @see <a
 *     href="https://github.com/kserve/kserve/tree/v0.20.0/pkg/controller/v1beta1/inferenceservice">
 *     The controller</a>
 */
final class KServeModelServerManifest implements ServerManifest {
  static final ResourceType INFERENCE_SERVICE =
      new ResourceType("serving.kserve.io/v1beta1", "InferenceService");
  private static final ResourceType SERVING_RUNTIME =
      new ResourceType("serving.kserve.io/v1alpha1", "ServingRuntime");
  private static final ResourceType DEPLOYMENT = new ResourceType("apps/v1", "Deployment");

  /** The container that runs the model ({@code InferenceServiceContainerName}). */
  private static final String CONTAINER = "kserve-container";

  /**
   * The port of the Service for the first port of the container ({@code CommonDefaultHttpPort}).
   */
  private static final int SERVICE_PORT = 80;

  /** The user of KServe's storage initializer, which has its files in a home directory. */
  private static final int INITIALIZER_USER = 1000;

  private static final String GROUP = "serving.kserve.io/";

  private final KServeModelServerSpec spec;
  private final ServerSpec server;
  private final Identity identity;

  KServeModelServerManifest(KServeModelServerSpec spec) {
    this.spec = spec;
    this.server = spec.server();
    this.identity = server.placement().identity();
  }

  /**
   * The objects to which users have access.
   *
   * @param servingRuntime empty if the platform owns it
   * @param serviceAccount empty if an existing one is used
   */
  record Emitted(
      ObjectRef<ApiObject> inferenceService,
      Optional<ObjectRef<ApiObject>> servingRuntime,
      Optional<ObjectRef<KubeServiceAccount>> serviceAccount) {}

  Emitted create(ApiObjects objects) {
    // KServe overwrites an autoscaler of this name, even one of another owner.
    for (String kind : List.of("Deployment", "Service", "HorizontalPodAutoscaler")) {
      objects.reserve(kind, spec.predictor());
    }
    objects.reserve("Service", identity.name());
    KServeStorage storage = spec.storage();
    var serviceAccount = objects.serviceAccount(false, storage.annotations(), storage.secrets());
    Optional<ObjectRef<ApiObject>> runtime =
        spec.runtime().isPresent()
            ? Optional.empty()
            : Optional.of(
                objects.customResource(
                    "ServingRuntime", SERVING_RUNTIME, identity.name(), Map.of(), runtime()));
    var inferenceService =
        objects
            .with(Map.of(), annotations())
            .customResource(
                ApiObjects.MAIN, INFERENCE_SERVICE, identity.name(), Map.of(), inferenceService());
    objects.disruptionBudget(
        "DisruptionBudget",
        identity.name(),
        DisruptionBudgets.oneAtATime(LabelSelector.builder().matchLabels(podLabels()).build()));
    ServerNetwork.create(objects, server, podLabels());
    return new Emitted(inferenceService, runtime, serviceAccount);
  }

  @Override
  public ScaleTarget scaleTarget() {
    return new ScaleTarget(DEPLOYMENT, spec.predictor(), Optional.empty());
  }

  @Override
  public MetricsEndpoint metrics() {
    return new MetricsEndpoint(
        identity.namespace(),
        podLabels(),
        podLabels(),
        server.ports().rest(),
        server.placement().pods().isolated(),
        server.placement().pods().mesh(),
        server.version().servesMetricsAsText());
  }

  @Override
  public StartBudget startBudget() {
    return StartStages.of(server).budget(spec.startTimes());
  }

  @Override
  public String serviceName() {
    return spec.predictor();
  }

  @Override
  public String podNames() {
    return PodNames.of(serviceName());
  }

  @Override
  public int servicePort() {
    return spec.isHeadless() ? server.ports().rest() : SERVICE_PORT;
  }

  @Override
  public Optional<String> containerName() {
    return Optional.of(CONTAINER);
  }

  private Map<String, String> podLabels() {
    return Map.of("app", KServeModelServerSpec.LABEL_PREFIX + spec.predictor());
  }

  /** With the class external KServe neither creates an autoscaler nor writes replicas. */
  private Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(
        GROUP + "deploymentMode", spec.isRawDeployment() ? "RawDeployment" : "Standard");
    annotations.put(GROUP + "autoscalerClass", "external");
    return annotations;
  }

  private Map<String, Object> runtime() {
    Map<String, Object> format = new LinkedHashMap<>();
    format.put("name", KServeRuntime.FORMAT);
    // Otherwise KServe would take it for other InferenceServices that name no runtime.
    format.put("autoSelect", false);
    Map<String, Object> runtime = new LinkedHashMap<>();
    runtime.put("supportedModelFormats", List.of(format));
    runtime.put("protocolVersions", List.of("v2", "grpc-v2"));
    runtime.put("multiModel", false);
    runtime.put("containers", List.of(container()));
    runtime.put(
        "volumes",
        List.of(
            Volumes.scratch(
                OvmsModelServerManifest.SCRATCH_VOLUME, OvmsModelServerManifest.SCRATCH_LIMIT)));
    return runtime;
  }

  private Container container() {
    ServerProbes probes = new ServerProbes(server);
    return Containers.with(
            Containers.of(CONTAINER, Argument.of(spec.arguments())), spec.environment().variables())
        .image(server.imageText())
        .imagePullPolicy(server.placement().pods().pullPolicy())
        .ports(ports())
        .resources(DeviceClaim.added(resources().toSpec(), spec.deviceClaims()))
        .securityContext(PodSecurity.container())
        .startupProbe(probes.startup())
        .readinessProbe(probes.readiness())
        .livenessProbe(probes.liveness())
        .lifecycle(probes.shutdown())
        .volumeMounts(
            List.of(
                Volumes.writable(
                    OvmsModelServerManifest.SCRATCH_VOLUME,
                    OvmsModelServerManifest.SCRATCH_DIRECTORY)))
        .build();
  }

  /** The first one becomes port 80 of the Service. */
  private List<ContainerPort> ports() {
    return List.of(
        server.ports().ofRest().toContainerPort(), server.ports().ofGrpc().toContainerPort());
  }

  private Map<String, Object> inferenceService() {
    Map<String, Object> predictor =
        new LinkedHashMap<>(server.placement().podTemplates().customMetadata());
    predictor.put("deploymentStrategy", spec.nodeLimits().rollout().strategy());
    predictor.putAll(server.placement().podTemplates().customPod(pod()));
    if (spec.runtime().isPresent() && !server.placement().pullSecrets().isEmpty()) {
      predictor.put("imagePullSecrets", server.placement().pullSecrets());
    }
    predictor.put("model", model());
    return Map.of("predictor", predictor);
  }

  private PodSpec.Builder pod() {
    int user =
        spec.storage().isDownloaded()
            ? INITIALIZER_USER
            : spec.model().source() instanceof ClaimedVolume
                ? OvmsModelServerManifest.IMAGE_USER
                : OvmsModelServerManifest.USER;
    return server
        .placement()
        .podTemplates()
        .replicated(user, spec.deviceGroups())
        .resourceClaims(DeviceClaim.ofPod(spec.deviceClaims()))
        .terminationGracePeriodSeconds(server.lifecycle().terminationGrace().toSeconds());
  }

  private Map<String, Object> model() {
    Map<String, Object> format = new LinkedHashMap<>();
    format.put("name", spec.runtime().map(KServeRuntime::modelFormat).orElse(KServeRuntime.FORMAT));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("modelFormat", format);
    model.put("runtime", spec.runtime().map(KServeRuntime::name).orElse(identity.name()));
    model.put("protocolVersion", "v2");
    model.put("storageUri", spec.storage().uri());
    if (spec.runtime().isPresent()) {
      putOverrides(model);
    }
    return model;
  }

  /**
   * KServe appends the arguments to those of the runtime, and replaces the rest by name or port.
   */
  private void putOverrides(Map<String, Object> model) {
    ServerProbes probes = new ServerProbes(server);
    Container container =
        Containers.with(
                Containers.of(CONTAINER, Argument.of(spec.arguments())),
                spec.environment().variables())
            .build();
    model.put("args", container.getArgs());
    if (container.getEnv() != null) {
      model.put("env", container.getEnv());
    }
    model.put("ports", ports());
    model.put("resources", DeviceClaim.added(resources().toSpec(), spec.deviceClaims()));
    model.put("startupProbe", probes.startup());
    model.put("readinessProbe", probes.readiness());
    model.put("livenessProbe", probes.liveness());
    model.put("lifecycle", probes.shutdown());
  }

  private Resources resources() {
    BigDecimal scratch = OvmsModelServerManifest.SCRATCH_LIMIT.amount();
    BigDecimal downloads =
        spec.storage().isDownloaded()
            ? spec.downloads().limit(server.resources()).amount()
            : BigDecimal.ZERO;
    BigDecimal all = scratch.add(OvmsModelServerManifest.LOGS.amount()).add(downloads);
    return server
        .resources()
        .orEphemeralStorage(
            all.divide(Quantity.of("1Mi").amount(), RoundingMode.UP).toBigInteger() + "Mi");
  }
}
