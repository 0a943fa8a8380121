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
 * An OpenVINO Model Server that serves models over gRPC and HTTP and exports what an autoscaler
 * needs.
 *
 * <p>Emits a ServiceAccount without token, a ConfigMap with the server's configuration, a
 * Deployment, a Service, with {@code .headless()} another one, a PodDisruptionBudget and a
 * NetworkPolicy; or, for {@link Workload#MODEL_SERVER}, a ConfigMap, a ModelServer of the OpenVINO
 * operator and a NetworkPolicy.
 *
 * <p>In a mesh of Istio that demands mutual TLS of sidecars also a PeerAuthentication, for the port
 * that Prometheus reads.
 *
 * <p>Metrics are always on. Where streams are pinned, infer requests and HTTP workers are written
 * too, so that a queue can be seen: see {@link ServingCapacity#REQUESTS_IN_VIEW_PER_STREAM}.
 *
 * <p>It can be the target of a RatioAutoscaler, or of a HorizontalPodAutoscaler of cdk8s-plus.
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

  /** The namespace of the pods. */
  public String namespace() {
    return namespace;
  }

  /** The image, which knows its OVMS version. */
  public OvmsImage image() {
    return image;
  }

  /** A volume of its models that one node can have at a time; empty if there is none. */
  public Optional<String> volumeOfOneNode() {
    return volumeOfOneNode;
  }

  /** The OVMS version of the image. */
  public OvmsVersion version() {
    return image.version().orElseThrow();
  }

  /** The name of the image, with the variant; a registry of one's own is not put in yet. */
  public String imageText() {
    return imageText;
  }

  /** CPU, memory and devices of a pod; empty if they are the OpenVINO operator's choice. */
  public Optional<Resources> resources() {
    return resources;
  }

  /** What is exported. */
  public List<OvmsMetric> exportedMetrics() {
    return exportedMetrics;
  }

  /** How much a pod takes on at once. */
  public ServingCapacity capacity() {
    return capacity;
  }

  /** The object whose replicas an autoscaler sets. */
  public ScaleTarget scaleTarget() {
    return workload.scaleTarget();
  }

  /** Where the pods answer with their metrics. */
  public MetricsEndpoint metrics() {
    return workload.metrics();
  }

  /** The name of the Service that clients call, also where the operator makes it. */
  public String serviceName() {
    return workload.serviceName();
  }

  /**
   * A regular expression for the names of its pods, and of no others of the namespace: by it rules
   * and dashboards choose the series of this server, whoever scrapes it.
   */
  public String podNames() {
    return PodNames.of(serviceName());
  }

  /** How long a pod may take until it is ready, models fetched and loaded. */
  public Duration startup() {
    return startup;
  }

  /** How long a request may take that has been accepted. */
  public Duration maxRequestDuration() {
    return maxRequestDuration;
  }

  /** Where the pods answer requests, for clients in the cluster. */
  public InferenceEndpoint endpoint() {
    MetricsEndpoint pods = metrics();
    return new InferenceEndpoint(
        namespace,
        serviceName(),
        pods.podLabels(),
        grpcPort,
        pods.number(),
        pods.isolated(),
        pods.mesh());
  }

  /** The Deployment; empty under the operator. */
  public Optional<KubeDeployment> deployment() {
    return Optional.ofNullable(emitted.deployment()).map(ObjectRef::get);
  }

  /** The ModelServer; empty without the operator. */
  public Optional<ApiObject> modelServer() {
    return emitted.deployment() != null ? Optional.empty() : Optional.of(emitted.main().get());
  }

  /** The Service; empty under the operator. */
  public Optional<KubeService> service() {
    return Optional.ofNullable(emitted.service()).map(ObjectRef::get);
  }

  /** The Service without an address, whose name is all pods; empty unless asked for. */
  public Optional<KubeService> headlessService() {
    return Optional.ofNullable(emitted.headlessService()).map(ObjectRef::get);
  }

  /** The ServiceAccount; empty under the operator. */
  public Optional<KubeServiceAccount> serviceAccount() {
    return Optional.ofNullable(emitted.serviceAccount()).map(ObjectRef::get);
  }

  /** The ConfigMap with the server's configuration. */
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
   * Leaves the number of pods to an autoscaler: a Deployment's {@code replicas} would set it back
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

  /** Builds an {@link OvmsModelServer}. */
  public static final class Builder extends ServerOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a server; its name is the id unless said otherwise. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the server.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if anything is wrong; it
     *     lists all of it, and nothing has been created
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
