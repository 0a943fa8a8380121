package io.github.cdk8sovms.gitops;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.ResourceType;
import io.github.cdk8sovms.validation.Required;
import java.util.Map;
import org.cdk8s.ApiObject;
import software.constructs.Construct;

/**
 * Has Argo CD apply the manifest of a chart, and keep it so.
 *
 * <p>Emits an {@code Application}, by default in {@code argocd}; put it into a chart of its own,
 * for its manifest is applied by hand, or by another Application. Objects are applied by the
 * server, so that those beyond 262,144 bytes are too, and fields that others write are left alone:
 * the {@code caBundle} that cert-manager puts into the adapter's registration, and the replicas
 * that an autoscaler gives to a ModelServer. Those of a Deployment are in no manifest.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/">
 *     Declarative setup</a>
 */
public final class ArgoApplication extends Component {
  private static final ResourceType APPLICATION =
      new ResourceType("argoproj.io/v1alpha1", "Application");

  private final ObjectRef<ApiObject> object;

  private ArgoApplication(Placement placement, ApiObjects objects, ObjectRef<ApiObject> object) {
    super(placement, objects);
    this.object = object;
  }

  private static ArgoApplication of(ApplicationOptions options) {
    Placement placement = options.placement();
    ApiObjects objects = placement.objects();
    ObjectRef<ApiObject> object =
        objects.customResource(
            ApiObjects.MAIN,
            APPLICATION,
            placement.identity().name(),
            Map.of(),
            new ApplicationSpec(options).content());
    return new ArgoApplication(placement, objects, object);
  }

  /** The Application. */
  public ApiObject object() {
    return object.get();
  }

  /** Builds an {@link ArgoApplication}. */
  public static final class Builder extends ApplicationOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an application; its name is the id unless said otherwise. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates it.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if anything is wrong; it
     *     lists all of it, and nothing has been created
     */
    public ArgoApplication build() {
      return create(ArgoApplication::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
