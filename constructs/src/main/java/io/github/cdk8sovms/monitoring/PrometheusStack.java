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
 * A Prometheus that reads the metrics of model servers.
 *
 * <p>Emits, unless said otherwise, a Prometheus that needs no operator: ServiceAccount, a Role and
 * RoleBinding in each namespace with servers, ConfigMap, StatefulSet with a volume, and Service.
 * With {@code operator()}: ServiceAccount, ClusterRole, ClusterRoleBinding, Prometheus, Service and
 * a monitor for each server. With {@code existing(url)}: monitors, if they are asked for. In each
 * case a NetworkPolicy for itself, if it is ours, and one by which each server lets it in.
 *
 * <p>It may be given rules, as {@code Alerts} does; one of our own then scrapes itself, too.
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

  /** Its name. */
  public String name() {
    return name;
  }

  /** The namespace it runs in; for an existing one, the namespace it was said to run in. */
  public String namespace() {
    return namespace;
  }

  /** Whether its namespace is one of the platform's own, into which nothing else belongs. */
  public boolean isOfPlatform() {
    return namespace.startsWith("openshift-") || namespace.startsWith("kube-");
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
    Required.nonNull(server);
    return prometheus.scrapes(server);
  }

  /** What it tells about itself once it has rules; empty for one that is there already. */
  public Optional<SelfMonitoring> ownSeries() {
    return prometheus.ownSeries();
  }

  /** Whether somebody is told of alerts; of one that is there already it is assumed. */
  public boolean hasAlertmanager() {
    return hasAlertmanager;
  }

  /** Whether nothing but what it was told here, and itself, is scraped. */
  public boolean scrapesOnlyItsServers() {
    return scrapesOnlyItsServers;
  }

  /** Checks, for the given option of another construct, that a file of rules can be added. */
  public void checkCanEvaluate(RuleFile file, Findings findings, String option) {
    Required.nonNull(file, "file");
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    findings.require(
        !ruleFiles.containsKey(file.name()),
        FindingCode.ALERTS_TWICE,
        option,
        quote(file.name()) + " is the name of rules that the Prometheus has already",
        "Give one of them another name.");
    PrometheusObjects.Room room = prometheus.roomFor(file);
    findings.require(
        room.bytes() <= room.most(),
        FindingCode.TOO_MANY_RULES,
        option,
        quote(room.bytes())
            + " bytes do not fit into "
            + room.what()
            + " for "
            + quote(name)
            + ", which may have "
            + room.most(),
        "Spread the autoscalers over several "
            + room.spread()
            + ", or leave alerts out with .without(..).");
  }

  /**
   * Defines the objects, if any, by which a file of rules gets to this Prometheus, among those of
   * the construct that has the rules: a PrometheusRule for the operator, which also gets a
   * PodMonitor of Prometheus itself the first time, or a ConfigMap for one that is there already.
   */
  public List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file) {
    Required.nonNull(objects, "objects");
    Required.nonNull(file, "file");
    return prometheus.defineRules(objects, file);
  }

  /** Where rules for it go, and what they see. */
  public RulePlacement rulePlacement() {
    return prometheus.rulePlacement();
  }

  /** Has a file of rules worked out, whose objects exist. */
  public void evaluate(RuleFile file) {
    Required.nonNull(file);
    ruleFiles.put(file.name(), file);
    prometheus.evaluate(file);
  }

  /**
   * Defines the NetworkPolicy that lets a caller in, among the objects of the construct that calls;
   * none if this Prometheus keeps nobody out, or one that exists lets the caller in already.
   *
   * @param name of the caller, for that of the policy
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
   * The same for a caller that is in no mesh, whatever this Prometheus is in: where the mesh
   * refuses plain text, also what makes an exception for the port.
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

  /** Notes that a construct has emitted the NetworkPolicy that lets a caller in. */
  public void recordAllowed(NetworkPeer caller) {
    Required.nonNull(caller);
    allowedClients.add(caller);
  }

  /** The emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link PrometheusStack}. */
  public static final class Builder extends PrometheusOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a Prometheus; its name is the id unless said otherwise. */
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
    public PrometheusStack build() {
      return create(PrometheusStack::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
