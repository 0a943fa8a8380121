package io.github.cdk8sovms.headroom;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Reserved room for pods of a server, so that added pods start at once instead of waiting minutes
 * for a new node.
 *
 * <p>Emits a Deployment of pause pods, sized and scheduled as the pods of the server, with a
 * separate PriorityClass below all others, a ServiceAccount without token and a NetworkPolicy that
 * denies all traffic. When the server needs room, Kubernetes preempts pause pods, and the cluster's
 * node autoscaler adds a node for them in the background. {@link CapacityBuffer} is an alternative
 * without pods, where the node autoscaler supports it.
 *
 * <p>CPU, memory and devices are reserved; ephemeral storage is not.
 *
 * <p>The cost is that of the pods whose capacity it reserves, all the time: {@code .pods(2)} for a
 * server with 4 CPU and 2 GiB reserves 8 CPU and 4 GiB. It saves the start of a node, not that of a
 * pod: the image is pulled and the models are loaded as before.
 *
 * <pre>{@code
 * Headroom.Builder.create(chart, "resnet-headroom").server(resnet).pods(2).build();
 * }</pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/">Pod
 *     priority and preemption</a>
 */
public final class Headroom extends Component {
  private final HeadroomManifest manifest;

  private Headroom(HeadroomSpec spec, ApiObjects definitions, HeadroomManifest manifest) {
    super(spec.placement(), definitions);
    this.manifest = manifest;
  }

  private static Headroom of(HeadroomSpec spec) {
    ApiObjects definitions = spec.placement().objects();
    return new Headroom(spec, definitions, HeadroomManifest.create(definitions, spec));
  }

  /** Returns the Deployment of pause pods. */
  public KubeDeployment deployment() {
    return manifest.deployment().get();
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return manifest.all().stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link Headroom}. */
  public static final class Builder extends PodComponentBuilder<Builder> {
    private @Nullable OvmsModelServer server;
    private @Nullable Integer pods;
    private ImageReference image = PinnedImages.PAUSE;
    private boolean scheduled;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a headroom, in the namespace of its server; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the server whose pods need the room. Required. */
    public Builder server(OvmsModelServer growing) {
      this.server = Required.nonNull(growing);
      return this;
    }

    /**
     * Sets for how many pods of the server there is room, 1 to 100. Required: it is a question of
     * cost. As many as the autoscaler adds at once is enough for a step of the load.
     */
    public Builder pods(int count) {
      this.pods = count;
      return this;
    }

    /** Sets the image of the pause container. Default: {@link PinnedImages#PAUSE}. */
    public Builder image(String reference) {
      this.image = ImageReference.of(Required.nonNull(reference));
      return this;
    }

    /**
     * Creates the headroom.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public Headroom build() {
      return create(this::resolve, Headroom::of);
    }

    /** Its pods only wait. */
    @Override
    protected boolean takesAdditions() {
      return false;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Refused: the nodes are those of the server, and the priority is below it. */
    @Override
    public Builder scheduling(Scheduling nodes) {
      this.scheduled = true;
      return super.scheduling(nodes);
    }

    /** Its pods are preempted, and preempt none. */
    @Override
    protected boolean mayPreempt() {
      return false;
    }

    @Override
    protected String defaultNamespace() {
      return server == null ? super.defaultNamespace() : server.namespace();
    }

    @Override
    protected void check(Findings findings) {
      if (server != null && !scheduled) {
        super.scheduling(
            server.scheduling().priorityClass(HeadroomSpec.priorityClass(namespace(), name())));
      }
      super.check(findings);
    }

    private Optional<HeadroomSpec> resolve(Findings findings) {
      image.check(findings, "image");
      findings.require(
          !scheduled,
          FindingCode.CONTRADICTION,
          "scheduling",
          quote("scheduling") + " would put the pods on other nodes than those of the server",
          "Leave .scheduling(..) out; the nodes are those of the server, with a lower priority.");
      return HeadroomSpec.resolve(placement("pause", "headroom"), server, pods, image, findings);
    }
  }
}
