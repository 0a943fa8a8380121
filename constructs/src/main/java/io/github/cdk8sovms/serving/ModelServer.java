package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.internal.ovms.ServingCapacity;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.serving.internal.ApiKey;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cdk8s.plus34.IScalable;
import org.cdk8s.plus34.ScalingTarget;

/**
 * A server of models and graphs that exports the metrics for autoscaling: {@link OvmsModelServer}
 * is a Deployment, {@link KServeModelServer} an InferenceService of KServe, and {@link
 * OpenVinoOperatorServer} a ModelServer of the OpenVINO operator.
 *
 * <p>It can be the target of a RatioAutoscaler, or of a HorizontalPodAutoscaler of cdk8s-plus.
 */
public abstract sealed class ModelServer extends Component implements IScalable
    permits OvmsModelServer, OpenVinoOperatorServer, KServeModelServer {
  static {
    ServerLink.LINK.provide(construct -> ((ModelServer) construct).link());
  }

  private final String namespace;
  private final Duration startup;
  private final Duration maxRequestDuration;
  private final StartBudget startBudget;
  private final OvmsImage image;
  private final String imageText;
  private final Optional<Resources> resources;
  private final List<OvmsMetric> exportedMetrics;
  private final List<Servable> servables;
  private final ServingCapacity capacity;
  private final Optional<String> volumeOfOneNode;
  private final int grpcPort;
  private final ServerManifest manifest;
  private boolean autoscaled;

  /**
   * Creates the defined objects.
   *
   * @param resources of a pod; empty if left to an operator
   */
  ModelServer(
      ServerSpec spec,
      ServerManifest manifest,
      Optional<Resources> resources,
      ApiObjects definitions) {
    super(spec.placement(), definitions);
    this.namespace = spec.placement().identity().namespace();
    this.startup = spec.lifecycle().startup();
    this.maxRequestDuration = spec.lifecycle().maxRequestDuration();
    this.startBudget = manifest.startBudget();
    this.image = spec.image();
    this.imageText = spec.imageText();
    this.resources = resources;
    this.exportedMetrics = spec.exportedMetrics();
    this.servables = spec.servables();
    this.capacity = spec.capacity();
    this.volumeOfOneNode = NodeLimits.volumeOfOneNode(spec.servables());
    this.grpcPort = spec.ports().grpc();
    this.manifest = manifest;
  }

  /** Returns the namespace of the pods. */
  public final String namespace() {
    return namespace;
  }

  /** Returns the image, with its OVMS version. */
  public final OvmsImage image() {
    return image;
  }

  /** Returns CPU, memory and devices of a pod; empty if left to the OpenVINO operator. */
  public final Optional<Resources> resources() {
    return resources;
  }

  /** Returns the models and graphs. */
  public final List<Servable> servables() {
    return servables;
  }

  /** Returns the name of the Service for clients, also if an operator creates it. */
  public final String serviceName() {
    return manifest.serviceName();
  }

  /** Returns the startup timeout of a pod, including downloading and loading the models. */
  public final Duration startup() {
    return startup;
  }

  /**
   * Returns the time from the creation of a pod until it takes requests, stage by stage.
   * Autoscalers and alerts use it if a stage is configured with {@code .startTimes(..)}.
   */
  public final StartBudget startBudget() {
    return startBudget;
  }

  /** Returns the inference endpoint, for clients in the cluster. */
  public final InferenceEndpoint endpoint() {
    MetricsEndpoint pods = manifest.metrics();
    return new InferenceEndpoint(
        namespace,
        serviceName(),
        pods.podLabels(),
        grpcPort,
        pods.number(),
        manifest.servicePort(),
        pods.isolated(),
        pods.mesh(),
        version().servesOpenAiAtV1() ? "/v1" : "/v3");
  }

  /** Returns the key that clients of generative models must send; empty if there is none. */
  Optional<ApiKey> apiKey() {
    return Optional.empty();
  }

  private OvmsVersion version() {
    return image.version().orElseThrow();
  }

  private ServerLink link() {
    return new ServerLink(
        new Serving(version(), imageText, capacity),
        exportedMetrics,
        manifest.metrics(),
        manifest.scaleTarget(),
        manifest.containerName(),
        manifest.podNames(),
        volumeOfOneNode,
        maxRequestDuration,
        idleUnload(),
        apiKey());
  }

  /** Returns the time without requests after which models are unloaded; empty if they stay. */
  Optional<Duration> idleUnload() {
    return Optional.empty();
  }

  @Override
  public final Boolean getHasAutoscaler() {
    return autoscaled;
  }

  @Override
  public final void setHasAutoscaler(Boolean value) {
    Required.nonNull(value);
    autoscaled = value;
    if (value) {
      leaveReplicas();
    }
  }

  /** Removes a number of pods that would override the autoscaler. Does nothing by default. */
  void leaveReplicas() {}

  /**
   * Leaves the number of pods to an autoscaler: a Deployment's {@code replicas} would reset it
   * whenever the manifest is applied.
   */
  @Override
  public final void markHasAutoscaler() {
    setHasAutoscaler(true);
  }

  @Override
  public final ScalingTarget toScalingTarget() {
    ScaleTarget target = manifest.scaleTarget();
    return ScalingTarget.builder()
        .apiVersion(target.type().apiVersion())
        .kind(target.type().kind())
        .name(target.name())
        .containers(List.of())
        .build();
  }
}
