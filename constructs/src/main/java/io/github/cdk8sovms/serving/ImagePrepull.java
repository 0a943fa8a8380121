package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeDaemonSet;
import software.constructs.Construct;

/**
 * Keeps the images of servers on all nodes that their pods may run on, so that an added pod does
 * not wait for a pull: the server's image, and images with models ({@link ModelSource#image}).
 *
 * <p>Emits a DaemonSet whose containers run a shell of each image and wait, a ServiceAccount
 * without token and a NetworkPolicy that denies all traffic. A running container also keeps the
 * kubelet from removing the image when the disk is full. Each pod requests 10m CPU and 32Mi for
 * each image. Nodes, image mirror and pull Secrets are those of the servers; topology spread and
 * priority are not.
 *
 * <p>A new node pulls for both pods at the same time, so it gains nothing there: see {@code
 * Headroom}. Images of sidecars and of init containers are not pulled.
 *
 * <p>With {@code PullPolicy.ALWAYS}, the default of a server, the layers are on the node, but each
 * start still contacts the registry; with {@code IF_NOT_PRESENT} and a digest it does not
 * (OVMS153).
 *
 * <pre>{@code
 * OvmsModelServer resnet = OvmsModelServer.Builder.create(chart, "resnet")
 *     .image(OvmsImage.of("2026.3.1").digest("sha256:…"))
 *     .imagePullPolicy(PullPolicy.IF_NOT_PRESENT)
 *     .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(4))
 *     .build();
 * ImagePrepull.Builder.create(chart, "images").server(resnet).build();
 * }</pre>
 *
 * <p>Refused: servers of several namespaces, nodes, mirrors or pull Secrets (OVMS152), and own
 * {@code .scheduling(..)} (OVMS119).
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy">Image
 *     pull policy</a>
 */
public final class ImagePrepull extends Component {
  private final ImagePrepullManifest manifest;

  private ImagePrepull(ImagePrepullSpec spec, ImagePrepullManifest manifest) {
    super(spec.placement(), manifest.definitions());
    this.manifest = manifest;
  }

  private static ImagePrepull of(ImagePrepullSpec spec) {
    return new ImagePrepull(spec, ImagePrepullManifest.create(spec));
  }

  /** Returns the DaemonSet. */
  public KubeDaemonSet daemonSet() {
    return manifest.daemonSet().get();
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return manifest.all().stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds an {@link ImagePrepull}. */
  public static final class Builder extends PodComponentBuilder<Builder> {
    private final List<PulledServer> servers = new ArrayList<>();
    private boolean scheduled;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts it in the namespace of its first server; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Adds a server whose images are pulled. At least one is required. */
    public Builder server(OvmsModelServer starting) {
      servers.add(PulledServer.of(Required.nonNull(starting)));
      return this;
    }

    /**
     * Adds a server of KServe whose image is pulled. One with a runtime of the platform is refused,
     * because its image is not known here. The image of KServe's storage initializer is not pulled.
     */
    public Builder server(KServeModelServer starting) {
      servers.add(PulledServer.of(Required.nonNull(starting)));
      return this;
    }

    /** Refused: the nodes are those of the servers. */
    @Override
    public Builder scheduling(Scheduling nodes) {
      this.scheduled = true;
      return super.scheduling(nodes);
    }

    /**
     * Creates the DaemonSet.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public ImagePrepull build() {
      return create(
          findings ->
              ImagePrepullSpec.resolve(
                  placement("image-prepull", "images"), servers, scheduled, findings),
          ImagePrepull::of);
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

    @Override
    protected String defaultNamespace() {
      return servers.isEmpty() ? super.defaultNamespace() : servers.get(0).namespace();
    }

    @Override
    protected void check(Findings findings) {
      if (!servers.isEmpty()) {
        pullLike(servers.get(0).spec().placement());
        if (!scheduled) {
          super.scheduling(servers.get(0).scheduling().nodesOnly());
        }
      }
      super.check(findings);
    }
  }
}
