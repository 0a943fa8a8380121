package io.github.cdk8sovms.load;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeJob;
import software.constructs.Construct;

/**
 * A load for a model server, to see its autoscaler at work: requests that begin at a given rate,
 * step by step, whether or not earlier ones were answered, as those of many independent users do.
 *
 * <p>Emits a Job that runs <a href="https://grafana.com/docs/k6/latest/">k6</a>, its ConfigMap and
 * ServiceAccount without token, a NetworkPolicy for it, and one by which the server lets it in. It
 * starts when it is applied, and always ends: after the last step and the last answer, or at the
 * Job's deadline. It is not repeated. Once it has ended, the Job is complete if what was expected
 * came true, and failed otherwise; its log has the figures of each step.
 *
 * <p>Put it into a chart of its own: a tool that keeps a cluster as its manifests say would run it
 * again as soon as the ended Job is gone.
 */
public final class LoadTest extends Component {
  private final Duration duration;
  private final ObjectRef<KubeJob> job;
  private final List<ObjectRef<? extends ApiObject>> objects;

  private LoadTest(LoadOptions options, Placement placement, LoadObjects created) {
    super(placement, created.definitions());
    this.duration = options.schedule().duration();
    this.job = created.job();
    this.objects = created.objects();
  }

  private static LoadTest of(LoadOptions options) {
    Placement placement = options.placement();
    ApiObjects definitions = placement.objects();
    return new LoadTest(options, placement, LoadObjects.create(definitions, options));
  }

  /** How long requests begin, all steps together. */
  public Duration duration() {
    return duration;
  }

  /** The Job. */
  public KubeJob job() {
    return job.get();
  }

  /** The emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link LoadTest}. */
  public static final class Builder extends LoadOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a load test, in the namespace of its server unless said otherwise. */
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
    public LoadTest build() {
      return create(LoadTest::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
