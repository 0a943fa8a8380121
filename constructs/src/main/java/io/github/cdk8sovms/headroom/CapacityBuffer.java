package io.github.cdk8sovms.headroom;

import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Reserved room for pods of a server, kept by the node autoscaler of the cluster instead of pause
 * pods: see {@link Headroom}, which needs no such autoscaler, and for the cost.
 *
 * <p>Emits a CapacityBuffer of {@code autoscaling.x-k8s.io/v1beta1} that refers to the Deployment
 * of the server, so its size and nodes are those of the pods that run. The cluster needs its CRD,
 * and a cluster-autoscaler or a provider's autoscaler that supports it.
 *
 * <pre>{@code
 * CapacityBuffer.Builder.create(chart, "resnet-buffer").server(resnet).pods(2).build();
 * }</pre>
 *
 * @see <a
 *     href="https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/apis">Capacity
 *     buffers</a>
 */
public final class CapacityBuffer extends Component {
  private final CapacityBufferManifest manifest;

  private CapacityBuffer(
      CapacityBufferSpec spec, ApiObjects definitions, CapacityBufferManifest manifest) {
    super(spec.placement(), definitions);
    this.manifest = manifest;
  }

  private static CapacityBuffer of(CapacityBufferSpec spec) {
    ApiObjects definitions = spec.placement().objects();
    return new CapacityBuffer(spec, definitions, CapacityBufferManifest.of(spec, definitions));
  }

  /** Returns the CapacityBuffer. */
  public ApiObject buffer() {
    return manifest.buffer().get();
  }

  /** Builds a {@link CapacityBuffer}. */
  public static final class Builder extends ComponentBuilder<Builder> {
    private @Nullable ModelServer server;
    private @Nullable Integer pods;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a buffer, in the namespace of its server; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the server whose pods need the room. Required. */
    public Builder server(ModelServer growing) {
      this.server = Required.nonNull(growing);
      return this;
    }

    /** Sets for how many pods of the server there is room, 1 to 100. Required. */
    public Builder pods(int count) {
      this.pods = count;
      return this;
    }

    /**
     * Creates the buffer.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public CapacityBuffer build() {
      return create(this::resolve, CapacityBuffer::of);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected String defaultNamespace() {
      return server == null ? super.defaultNamespace() : server.namespace();
    }

    private Optional<CapacityBufferSpec> resolve(Findings findings) {
      return Reservation.resolve(server, pods, namespace(), findings)
          .map(
              reserved ->
                  new CapacityBufferSpec(placement("capacity-buffer", "headroom"), reserved));
    }
  }
}
