package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.Emitted;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cdk8s.ApiObject;
import software.constructs.Construct;

/**
 * A Prometheus that reads the metrics of model servers.
 *
 * <p>Emits, unless said otherwise, a Prometheus that needs no operator: ServiceAccount, a Role and
 * RoleBinding in each namespace with servers, ConfigMap, StatefulSet with a volume, and Service.
 * With {@code operator()}: ServiceAccount, ClusterRole, ClusterRoleBinding, Prometheus, Service and
 * a monitor for each server. With {@code existing(url)}: monitors, if they are asked for. In each
 * case a NetworkPolicy for itself, if it is ours, and one by which each server lets it in.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/">Prometheus
 *     configuration</a>
 */
public final class PrometheusStack extends Component {
  private final String name;
  private final String namespace;
  private final ScrapeInterval scrapeInterval;
  private final PrometheusObjects prometheus;
  private final List<Emitted<? extends ApiObject>> objects;
  private final List<Finding> warnings;
  private final Set<NetworkPeer> letIn;
  private final boolean scrapesOthers;

  private PrometheusStack(
      PrometheusOptions options,
      Placement placement,
      ApiObjects definitions,
      PrometheusObjects prometheus,
      List<Emitted<? extends ApiObject>> objects,
      List<Finding> warnings) {
    super(placement, definitions);
    this.name = placement.identity().name();
    this.namespace = placement.identity().namespace();
    this.scrapeInterval = options.scrapeInterval();
    this.warnings = warnings;
    this.letIn = new HashSet<>(options.clients());
    this.scrapesOthers = options.scrapesOthers();
    this.prometheus = prometheus;
    this.objects = List.copyOf(objects);
  }

  private static PrometheusStack of(PrometheusOptions options, List<Finding> warnings) {
    Placement placement = options.placement();
    ApiObjects definitions = placement.objects();
    PrometheusObjects prometheus = options.objects();
    return new PrometheusStack(
        options, placement, definitions, prometheus, prometheus.create(definitions), warnings);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The namespace it runs in; for an existing one, the namespace it was said to run in. */
  public String namespace() {
    return namespace;
  }

  /** The address of its API inside the cluster. */
  public String url() {
    return endpoint().url();
  }

  /** Where it answers queries. */
  public PrometheusEndpoint endpoint() {
    return prometheus.endpoint();
  }

  /** How often it reads metrics, and the times that follow from it. */
  public ScrapeInterval scrapeInterval() {
    return scrapeInterval;
  }

  /** Whether it reads the metrics of a server. */
  public boolean scrapes(OvmsModelServer server) {
    return prometheus.scrapes(server);
  }

  /** Whether it may read the metrics of other software, such as an ingress, too. */
  public boolean scrapesOthers() {
    return scrapesOthers;
  }

  /** Whether a caller needs a NetworkPolicy of its own so that it is let in. */
  public boolean isClosedTo(NetworkPeer caller) {
    return endpoint().isolated() && !letIn.contains(caller);
  }

  /** Notes that a construct has emitted the NetworkPolicy that lets a caller in. */
  public void markOpenTo(NetworkPeer caller) {
    letIn.add(caller);
  }

  /** Warnings; they did not stop synthesis. */
  public List<Finding> findings() {
    return warnings;
  }

  /** The emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(Emitted::get).toList();
  }

  /** Builds a {@link PrometheusStack}. */
  public static final class Builder extends PrometheusOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a Prometheus; its name is the id unless said otherwise. */
    public static Builder create(Construct scope, String id) {
      return new Builder(scope, id);
    }

    /**
     * Creates it.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if anything is wrong; it
     *     lists all of it, and nothing has been created
     */
    public PrometheusStack build() {
      return create(warnings -> of(this, warnings));
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
