package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.MeshRules;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.monitoring.internal.PrometheusEndpoint;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RulePlacement;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final String name;
  private final String namespace;
  private final ScrapeInterval scrapeInterval;
  private final ScrapedServers servers;
  private final PrometheusManifest manifest;
  private final Map<String, RuleFile> ruleFiles = new LinkedHashMap<>();
  private final List<ObjectRef<? extends ApiObject>> objects;
  private final Set<NetworkPeer> allowedClients;
  private final Mesh mesh;

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
    this.scrapeInterval = scrapes.interval();
    this.servers = scrapes.servers();
    this.mesh = scrapes.placement().pods().mesh();
    this.allowedClients = new HashSet<>(clients);
    this.manifest = manifest;
    this.objects = List.copyOf(objects);
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
    return endpoint().url();
  }

  /** Returns its query endpoint. */
  public final PrometheusEndpoint endpoint() {
    return manifest.endpoint();
  }

  /** Returns the scrape interval, and the times derived from it. */
  public final ScrapeInterval scrapeInterval() {
    return scrapeInterval;
  }

  /** Returns whether it scrapes a server. */
  public final boolean scrapes(ModelServer server) {
    Required.nonNull(server);
    return servers.contains(server);
  }

  /** Returns its own metrics, scraped once it has rules; empty for an existing Prometheus. */
  public final Optional<SelfMonitoring> ownSeries() {
    return manifest.ownSeries();
  }

  /** Returns whether alerts are sent to an Alertmanager; assumed for an existing Prometheus. */
  public abstract boolean hasAlertmanager();

  /** Returns whether it scrapes only the configured servers and itself. */
  public boolean scrapesOnlyItsServers() {
    return false;
  }

  /** Checks, for the given option of another construct, that a rule file can be added. */
  public final void checkCanEvaluate(RuleFile file, Findings findings, String option) {
    Required.nonNull(file, "file");
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    findings.require(
        !ruleFiles.containsKey(file.name()),
        FindingCode.ALERTS_TWICE,
        option,
        quote(file.name()) + " is the name of existing rules of this Prometheus",
        "Set another name for one of them.");
    PrometheusManifest.Room room = manifest.roomFor(file);
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
  public final List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file) {
    Required.nonNull(objects, "objects");
    Required.nonNull(file, "file");
    return manifest.defineRules(objects, file);
  }

  /** Returns where rules are placed, and which series they see. */
  public final RulePlacement rulePlacement() {
    return manifest.rulePlacement();
  }

  /** Adds a rule file, whose objects exist, to be evaluated. */
  public final void evaluate(RuleFile file) {
    Required.nonNull(file);
    ruleFiles.put(file.name(), file);
    manifest.evaluate(file);
  }

  /**
   * Defines the NetworkPolicy that allows ingress from a client, among the objects of the client's
   * construct; none if this Prometheus is not isolated, or an existing policy allows the client.
   *
   * @param name of the client, used for the name of the policy
   */
  public final List<ObjectRef<? extends ApiObject>> allowIngressFrom(
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
  public final List<ObjectRef<? extends ApiObject>> openToOutsider(
      NetworkPeer caller, String name, ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> opened =
        new ArrayList<>(allowIngressFrom(caller, name, objects));
    if (!allowedClients.contains(caller)) {
      opened.addAll(
          MeshRules.of(mesh)
              .acceptPlainText(
                  objects.inNamespace(namespace),
                  "PrometheusPlainText",
                  name() + "-from-" + name,
                  endpoint().podLabels(),
                  PrometheusEndpoint.PORT));
    }
    return opened;
  }

  /** Records that a construct has emitted the NetworkPolicy that allows a client. */
  public final void recordAllowed(NetworkPeer caller) {
    Required.nonNull(caller);
    allowedClients.add(caller);
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public final List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }
}
