package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.IScalable;
import org.cdk8s.plus34.ScalingTarget;
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
 * NetworkPolicy; or, for {@link Workload#MODEL_SERVER}, a ConfigMap, a ModelServer of the OpenVINO
 * operator and a NetworkPolicy.
 *
 * <p>In an Istio mesh with strict mutual TLS and sidecars it also emits a PeerAuthentication, for
 * the port that Prometheus scrapes.
 *
 * <p>Metrics are always enabled. If streams are pinned, infer requests and HTTP workers are set
 * too, so that queueing is visible in the metrics: see {@link
 * ServingCapacity#REQUESTS_IN_VIEW_PER_STREAM}.
 *
 * <p>It can be the target of a RatioAutoscaler, or of a HorizontalPodAutoscaler of cdk8s-plus.
 *
 * <pre>{@code
 * OvmsModelServer resnet = OvmsModelServer.Builder.create(chart, "resnet")
 *     .namespace("serving")
 *     .image(OvmsImage.of("2026.3.1"))
 *     .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50").credentials("s3")).streams(4))
 *     .resources(Resources.cpu("4").memory("2Gi"))
 *     .build();
 * }</pre>
 *
 * @see <a href="https://github.com/openvinotoolkit/model_server/blob/main/docs/parameters.md">OVMS
 *     parameters</a>
 */
public final class OvmsModelServer extends Component implements IScalable {
  private final String namespace;
  private final Duration startup;
  private final Duration maxRequestDuration;
  private final OvmsImage image;
  private final String imageText;
  private final Optional<Resources> resources;
  private final List<OvmsMetric> exportedMetrics;
  private final ServingCapacity capacity;
  private final Optional<String> volumeOfOneNode;
  private final int grpcPort;
  private final WorkloadObjects workload;
  private final EmittedObjects emitted;
  private boolean writesReplicas;
  private boolean autoscaled;

  private OvmsModelServer(
      ServerOptions options,
      Placement placement,
      ApiObjects objects,
      WorkloadObjects workload,
      EmittedObjects emitted) {
    super(placement, objects);
    this.namespace = placement.identity().namespace();
    this.startup = options.lifecycle().startup();
    this.maxRequestDuration = options.lifecycle().maxRequestDuration();
    this.image = options.image();
    this.imageText = options.imageText();
    this.resources = options.podResources();
    this.exportedMetrics = options.exportedMetrics();
    this.capacity = options.capacity();
    this.volumeOfOneNode = new NodeLimits(options).volumeOfOneNode();
    this.grpcPort = options.ports().grpc();
    this.workload = workload;
    this.writesReplicas =
        options.workload() == Workload.DEPLOYMENT && options.replicas().isPresent();
    this.emitted = emitted;
  }

  private static OvmsModelServer of(ServerOptions options) {
    Placement placement = options.placement();
    ApiObjects objects = placement.objects();
    WorkloadObjects workload = WorkloadObjects.of(options);
    return new OvmsModelServer(options, placement, objects, workload, workload.create(objects));
  }

  /** Returns the namespace of the pods. */
  public String namespace() {
    return namespace;
  }

  /** Returns the image, with its OVMS version. */
  public OvmsImage image() {
    return image;
  }

  /**
   * Returns a volume of its models that only one node at a time can mount; empty if there is none.
   */
  public Optional<String> volumeOfOneNode() {
    return volumeOfOneNode;
  }

  /** Returns the OVMS version of the image. */
  public OvmsVersion version() {
    return image.version().orElseThrow();
  }

  /** Returns the name of the image, with the variant; without a configured image mirror. */
  public String imageText() {
    return imageText;
  }

  /** Returns CPU, memory and devices of a pod; empty if left to the OpenVINO operator. */
  public Optional<Resources> resources() {
    return resources;
  }

  /** Returns the name of the container in the pods; empty with the operator, which chooses it. */
  public Optional<String> containerName() {
    return Optional.ofNullable(emitted.deployment()).map(it -> DeploymentObjects.CONTAINER);
  }

  /** Returns the exported metrics. */
  public List<OvmsMetric> exportedMetrics() {
    return exportedMetrics;
  }

  /** Returns the capacity of a pod. */
  public ServingCapacity capacity() {
    return capacity;
  }

  /** Returns the object that an autoscaler scales. */
  public ScaleTarget scaleTarget() {
    return workload.scaleTarget();
  }

  /** Returns the metrics endpoint of the pods. */
  public MetricsEndpoint metrics() {
    return workload.metrics();
  }

  /** Returns the name of the Service for clients, also if the operator creates it. */
  public String serviceName() {
    return workload.serviceName();
  }

  /**
   * Returns a regular expression for the names of its pods, and of no others in the namespace:
   * rules and dashboards select the series of this server by it, for any scraper.
   */
  public String podNames() {
    return PodNames.of(serviceName());
  }

  /** Returns the startup timeout of a pod, including downloading and loading the models. */
  public Duration startup() {
    return startup;
  }

  /** Returns the maximum duration of an accepted request. */
  public Duration maxRequestDuration() {
    return maxRequestDuration;
  }

  /** Returns the inference endpoint, for clients in the cluster. */
  public InferenceEndpoint endpoint() {
    MetricsEndpoint pods = metrics();
    return new InferenceEndpoint(
        namespace,
        serviceName(),
        pods.podLabels(),
        grpcPort,
        pods.number(),
        pods.isolated(),
        pods.mesh(),
        version().servesOpenAiAtV1() ? "/v1" : "/v3");
  }

  /** Returns the Deployment; empty with the operator. */
  public Optional<KubeDeployment> deployment() {
    return Optional.ofNullable(emitted.deployment()).map(ObjectRef::get);
  }

  /** Returns the ModelServer; empty without the operator. */
  public Optional<ApiObject> modelServer() {
    return emitted.deployment() != null ? Optional.empty() : Optional.of(emitted.main().get());
  }

  /** Returns the Service; empty with the operator. */
  public Optional<KubeService> service() {
    return Optional.ofNullable(emitted.service()).map(ObjectRef::get);
  }

  /** Returns the headless Service; empty unless requested. */
  public Optional<KubeService> headlessService() {
    return Optional.ofNullable(emitted.headlessService()).map(ObjectRef::get);
  }

  /** Returns the ServiceAccount; empty with the operator. */
  public Optional<KubeServiceAccount> serviceAccount() {
    return Optional.ofNullable(emitted.serviceAccount()).map(ObjectRef::get);
  }

  /** Returns the ConfigMap with the server's configuration. */
  public KubeConfigMap configMap() {
    return emitted.configMap().get();
  }

  @Override
  public Boolean getHasAutoscaler() {
    return autoscaled;
  }

  @Override
  public void setHasAutoscaler(Boolean value) {
    Required.nonNull(value);
    autoscaled = value;
    if (value && writesReplicas) {
      emitted.main().removeLater("spec", "replicas");
      writesReplicas = false;
    }
  }

  /**
   * Leaves the number of pods to an autoscaler: a Deployment's {@code replicas} would reset it
   * whenever the manifest is applied.
   */
  @Override
  public void markHasAutoscaler() {
    setHasAutoscaler(true);
  }

  @Override
  public ScalingTarget toScalingTarget() {
    ScaleTarget target = scaleTarget();
    return ScalingTarget.builder()
        .apiVersion(target.type().apiVersion())
        .kind(target.type().kind())
        .name(target.name())
        .containers(List.of())
        .build();
  }

  /** Builds an {@link OvmsModelServer}; see there for an example. */
  public static final class Builder extends ServerOptions {
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
     * Creates the server.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public OvmsModelServer build() {
      return create(OvmsModelServer::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
