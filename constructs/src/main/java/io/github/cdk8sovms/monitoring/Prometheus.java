package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import org.cdk8s.ApiObject;

/**
 * A Prometheus that scrapes model servers: {@link PrometheusStack} runs one without an operator,
 * {@link OperatorPrometheus} with the Prometheus Operator, and {@link ExistingPrometheus} stands
 * for one that is installed already, or a store with its API.
 *
 * <p>Rules can be added, as {@code Alerts} does; a Prometheus that is created here then scrapes
 * itself, too.
 */
public abstract sealed class Prometheus extends Component
    permits PrometheusStack, OperatorPrometheus, ExistingPrometheus {
  static {
    PrometheusLink.LINK.provide(construct -> ((Prometheus) construct).link);
  }

  private final String name;
  private final String namespace;
  private final ScrapedServers servers;
  private final List<ObjectRef<? extends ApiObject>> objects;
  private final PrometheusLink link;

  /**
   * Creates the objects.
   *
   * @param clients allowed from the start
   */
  Prometheus(ScrapeSpec scrapes, PrometheusManifest manifest, List<NetworkPeer> clients) {
    this(scrapes, manifest, clients, scrapes.placement().objects());
  }

  private Prometheus(
      ScrapeSpec scrapes,
      PrometheusManifest manifest,
      List<NetworkPeer> clients,
      ApiObjects definitions) {
    this(scrapes, manifest, clients, definitions, manifest.create(definitions));
  }

  private Prometheus(
      ScrapeSpec scrapes,
      PrometheusManifest manifest,
      List<NetworkPeer> clients,
      ApiObjects definitions,
      List<ObjectRef<? extends ApiObject>> objects) {
    super(scrapes.placement(), definitions);
    this.name = scrapes.placement().identity().name();
    this.namespace = scrapes.placement().identity().namespace();
    this.servers = scrapes.servers();
    this.objects = List.copyOf(objects);
    this.link = new LinkedPrometheus(scrapes, manifest, clients);
  }

  /** Returns the name. */
  public final String name() {
    return name;
  }

  /** Returns its namespace; for an existing Prometheus, the configured one. */
  public final String namespace() {
    return namespace;
  }

  /** Returns whether its namespace is reserved for the platform. */
  public final boolean isOfPlatform() {
    return namespace.startsWith("openshift-") || namespace.startsWith("kube-");
  }

  /** Returns the URL of its API inside the cluster. */
  public final String url() {
    return link.endpoint().url();
  }

  /** Returns whether it scrapes a server. */
  public final boolean scrapes(ModelServer server) {
    Required.nonNull(server);
    return servers.contains(server);
  }

  /** Returns whether alerts are sent to an Alertmanager; assumed for an existing Prometheus. */
  public abstract boolean hasAlertmanager();

  /** Returns whether it scrapes only the configured servers and itself. */
  public boolean scrapesOnlyItsServers() {
    return false;
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public final List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }
}
