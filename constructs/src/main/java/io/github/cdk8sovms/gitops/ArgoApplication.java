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
 * An Argo CD Application that applies the manifest of a chart.
 *
 * <p>Emits an {@code Application}, by default in {@code argocd}; put it into a separate chart,
 * because its manifest is applied manually, or by another Application. It uses server-side apply,
 * so that objects larger than 262,144 bytes work, and ignores fields of other writers: the {@code
 * caBundle} that cert-manager injects into the adapter's APIService, and the replicas of a
 * ModelServer that an autoscaler sets. Those of a Deployment are not in the manifest.
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

  /** Returns the Application. */
  public ApiObject object() {
    return object.get();
  }

  /** Builds an {@link ArgoApplication}. */
  public static final class Builder extends ApplicationOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an application; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the application.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
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
