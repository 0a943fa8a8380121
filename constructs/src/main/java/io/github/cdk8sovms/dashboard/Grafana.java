package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.validation.Required;
import java.util.List;
import org.cdk8s.ApiObject;
import software.constructs.Construct;

/**
 * A small Grafana with dashboards of this library, for clusters without one.
 *
 * <p>Emits a ServiceAccount without token, two ConfigMaps with its data source and its dashboard
 * providers, a Deployment with one replica, a Service, and NetworkPolicies for itself and for its
 * access to Prometheus. It is stateless: manual changes are lost with the pod, and everything else
 * is emitted. It sends no requests to the internet.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/">Grafana</a>
 */
public final class Grafana extends Component {
  private final List<ObjectRef<? extends ApiObject>> objects;

  private Grafana(
      Placement placement, ApiObjects definitions, List<ObjectRef<? extends ApiObject>> objects) {
    super(placement, definitions);
    this.objects = List.copyOf(objects);
  }

  private static Grafana of(GrafanaOptions options) {
    Placement placement = options.placement();
    ApiObjects definitions = placement.objects();
    return new Grafana(placement, definitions, new GrafanaObjects(options).create(definitions));
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link Grafana}. */
  public static final class Builder extends GrafanaOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder; the default namespace is that of the first dashboard. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the Grafana.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public Grafana build() {
      return create(Grafana::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
