package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cdk8s.ApiObject;
import software.constructs.Construct;

/**
 * A Prometheus that scrapes model servers.
 *
 * <p>Emits by default a Prometheus that needs no operator: ServiceAccount, a Role and RoleBinding
 * in each namespace with servers, ConfigMap, StatefulSet with a volume, and Service. With {@code
 * operator()}: ServiceAccount, ClusterRole, ClusterRoleBinding, Prometheus, Service and a monitor
 * for each server. With {@code existing(url)}: monitors, if configured. In each case one
 * NetworkPolicy for Prometheus, if it is created here, and one per server that allows scrapes.
 *
 * <p>Rules can be added, as {@code Alerts} does; a Prometheus that is created here then scrapes
 * itself, too.
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
  private final boolean hasAlertmanager;
  private final boolean scrapesOnlyItsServers;
  private final Map<String, RuleFile> ruleFiles = new LinkedHashMap<>();
  private final List<ObjectRef<? extends ApiObject>> objects;
  private final Set<NetworkPeer> allowedClients;
  private final Mesh mesh;

  private PrometheusStack(
      PrometheusOptions options,
      Placement placement,
      ApiObjects definitions,
      PrometheusObjects prometheus,
      List<ObjectRef<? extends ApiObject>> objects) {
    super(placement, definitions);
    this.name = placement.identity().name();
    this.namespace = placement.identity().namespace();
    this.scrapeInterval = options.scrapeInterval();
    this.scrapesOnlyItsServers = !options.isExisting() && !options.isByOperator();
    this.hasAlertmanager = options.isExisting() || options.alertmanager().isPresent();
    this.allowedClients = new HashSet<>(options.pod().clients());
    this.mesh = placement.pods().mesh();
    this.prometheus = prometheus;
    this.objects = List.copyOf(objects);
  }

  private static PrometheusStack of(PrometheusOptions options) {
    Placement placement = options.placement();
    ApiObjects definitions = placement.objects();
    PrometheusObjects prometheus = options.objects();
    return new PrometheusStack(
        options, placement, definitions, prometheus, prometheus.create(definitions));
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns its namespace; for an existing Prometheus, the configured one. */
  public String namespace() {
    return namespace;
  }

  /** Returns whether its namespace is reserved for the platform. */
  public boolean isOfPlatform() {
    return namespace.startsWith("openshift-") || namespace.startsWith("kube-");
  }

  /** Returns the URL of its API inside the cluster. */
  public String url() {
    return endpoint().url();
  }

  /** Returns its query endpoint. */
  public PrometheusEndpoint endpoint() {
    return prometheus.endpoint();
  }

  /** Returns the scrape interval, and the times derived from it. */
  public ScrapeInterval scrapeInterval() {
    return scrapeInterval;
  }

  /** Returns whether it scrapes a server. */
  public boolean scrapes(OvmsModelServer server) {
    Required.nonNull(server);
    return prometheus.scrapes(server);
  }

  /** Returns its own metrics, scraped once it has rules; empty for an existing Prometheus. */
  public Optional<SelfMonitoring> ownSeries() {
    return prometheus.ownSeries();
  }

  /** Returns whether alerts are sent to an Alertmanager; assumed for an existing Prometheus. */
  public boolean hasAlertmanager() {
    return hasAlertmanager;
  }

  /** Returns whether it scrapes only the configured servers and itself. */
  public boolean scrapesOnlyItsServers() {
    return scrapesOnlyItsServers;
  }

  /** Checks, for the given option of another construct, that a rule file can be added. */
  public void checkCanEvaluate(RuleFile file, Findings findings, String option) {
    Required.nonNull(file, "file");
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    findings.require(
        !ruleFiles.containsKey(file.name()),
        FindingCode.ALERTS_TWICE,
        option,
        quote(file.name()) + " is the name of existing rules of this Prometheus",
        "Set another name for one of them.");
    PrometheusObjects.Room room = prometheus.roomFor(file);
    findings.require(
        room.bytes() <= room.limit(),
        FindingCode.TOO_MANY_RULES,
        option,
        quote(room.bytes())
            + " bytes do not fit into "
            + room.what()
            + " for "
            + quote(name)
            + ", which is limited to "
            + room.limit(),
        "Spread the autoscalers over several "
            + room.spread()
            + ", or exclude alerts with .without(..).");
  }

  /**
   * Defines the objects, if any, that deliver a rule file to this Prometheus, among those of the
   * construct that contains the rules: a PrometheusRule for the operator, the first time with a
   * PodMonitor of Prometheus itself, or a ConfigMap for an existing Prometheus.
   */
  public List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file) {
    Required.nonNull(objects, "objects");
    Required.nonNull(file, "file");
    return prometheus.defineRules(objects, file);
  }

  /** Returns where rules are placed, and which series they see. */
  public RulePlacement rulePlacement() {
    return prometheus.rulePlacement();
  }

  /** Adds a rule file, whose objects exist, to be evaluated. */
  public void evaluate(RuleFile file) {
    Required.nonNull(file);
    ruleFiles.put(file.name(), file);
    prometheus.evaluate(file);
  }

  /**
   * Defines the NetworkPolicy that allows ingress from a client, among the objects of the client's
   * construct; none if this Prometheus is not isolated, or an existing policy allows the client.
   *
   * @param name of the client, used for the name of the policy
   */
  public List<ObjectRef<? extends ApiObject>> allowIngressFrom(
      NetworkPeer caller, String name, ApiObjects objects) {
    Required.nonNull(caller, "caller");
    Required.nonNull(name, "name");
    Required.nonNull(objects, "objects");
    if (!endpoint().isolated() || allowedClients.contains(caller)) {
      return List.of();
    }
    return List.of(
        objects
            .inNamespace(namespace)
            .networkPolicy(
                "PrometheusPolicy",
                name() + "-from-" + name,
                NetworkPolicies.also(
                    mesh, endpoint().podLabels(), Traffic.tcp(caller, PrometheusEndpoint.PORT))));
  }

  /**
   * Defines the same for a client outside of any mesh: if the mesh of this Prometheus rejects plain
   * text, also an exception for the port.
   */
  public List<ObjectRef<? extends ApiObject>> openToOutsider(
      NetworkPeer caller, String name, ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> opened =
        new ArrayList<>(allowIngressFrom(caller, name, objects));
    if (!allowedClients.contains(caller)) {
      opened.addAll(
          mesh.acceptPlainText(
              objects.inNamespace(namespace),
              "PrometheusPlainText",
              name() + "-from-" + name,
              endpoint().podLabels(),
              PrometheusEndpoint.PORT));
    }
    return opened;
  }

  /** Records that a construct has emitted the NetworkPolicy that allows a client. */
  public void recordAllowed(NetworkPeer caller) {
    Required.nonNull(caller);
    allowedClients.add(caller);
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link PrometheusStack}. */
  public static final class Builder extends PrometheusOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder; the default name is the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the Prometheus.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public PrometheusStack build() {
      return create(PrometheusStack::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
