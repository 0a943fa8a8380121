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
 * A load test for a model server, to exercise its autoscaler: an open-loop load with a given
 * request rate per step, independent of responses, like that of many independent users.
 *
 * <p>Emits a Job that runs <a href="https://grafana.com/docs/k6/latest/">k6</a>, its ConfigMap and
 * ServiceAccount without token, a NetworkPolicy for it, and one that admits it to the server. It
 * starts when applied, and always ends: after the last step and the last response, or at the Job's
 * deadline. It is not repeated. At the end, the Job is complete if all expectations were met, and
 * failed otherwise; its log contains the results of each step.
 *
 * <p>Put it into a separate chart: a GitOps tool would run it again after the finished Job is
 * deleted.
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

  /** Returns the total duration of all steps. */
  public Duration duration() {
    return duration;
  }

  /** Returns the Job. */
  public KubeJob job() {
    return job.get();
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link LoadTest}. */
  public static final class Builder extends LoadOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a load test; its namespace defaults to that of its server. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the load test.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
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
