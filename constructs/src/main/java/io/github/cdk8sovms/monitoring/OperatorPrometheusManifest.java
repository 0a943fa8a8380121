package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.DisruptionBudgets;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NamedPort;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.monitoring.internal.PrometheusEndpoint;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RulePlacement;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.PolicyRule;
import org.cdk8s.plus34.k8s.ServiceSpec;

/** A Prometheus run by the Prometheus Operator, and its monitors. */
final class OperatorPrometheusManifest implements PrometheusManifest {
  private static final ResourceType PROMETHEUS =
      new ResourceType(MonitorObjects.API_VERSION, "Prometheus");
  private static final List<String> READ = List.of("get", "list", "watch");

  /** The prefix of the operator's StatefulSet. */
  static final String OPERATOR_PREFIX = "prometheus-";

  /** The user of the image; the volume must be writable for its group. */
  private static final int PROMETHEUS_USER = 65534;

  private final OperatorPrometheusSpec spec;
  private final PrometheusPod prometheus;
  private final MonitorObjects monitors;
  private final Placement placement;
  private final Identity identity;
  private final PrometheusNetwork network;
  private boolean monitored;

  OperatorPrometheusManifest(OperatorPrometheusSpec spec) {
    this.spec = spec;
    this.prometheus = spec.pod();
    this.monitors = new MonitorObjects(spec.scrapes(), spec.monitors());
    this.placement = spec.scrapes().placement();
    this.identity = placement.identity();
    this.network =
        new PrometheusNetwork(spec.scrapes(), podLabels(), prometheus, spec.alertmanager(), true);
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    objects.reserve("StatefulSet", OPERATOR_PREFIX + identity.name());
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    objects.serviceAccount(true).ifPresent(created::add);
    String account = placement.serviceAccountName();
    String role = identity.qualifiedName();
    created.add(objects.clusterRole("ClusterRole", role, rules()));
    created.add(objects.clusterRoleBinding("ClusterRoleBinding", role, role, account));
    created.add(
        objects.customResource(ApiObjects.MAIN, PROMETHEUS, identity.name(), Map.of(), spec()));
    created.add(objects.service("Service", identity.name(), service()));
    if (prometheus.isReplicated()) {
      created.add(
          objects.disruptionBudget(
              "DisruptionBudget",
              identity.name(),
              DisruptionBudgets.oneAtATime(
                  LabelSelector.builder().matchLabels(podLabels()).build())));
    }
    created.addAll(monitors.create(objects));
    created.addAll(network.create(objects));
    return created;
  }

  @Override
  public PrometheusEndpoint endpoint() {
    return network.endpoint();
  }

  @Override
  public Optional<SelfMonitoring> ownSeries() {
    return Optional.of(
        prometheus.ownSeries(
            MonitorObjects.jobOf(identity.namespace(), identity.name()),
            placement.pods().isolated()));
  }

  /**
   * Defines no NetworkPolicy for the self-scrape: a NetworkPolicy cannot block a pod from itself.
   */
  @Override
  public List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file) {
    List<ObjectRef<? extends ApiObject>> defined = new ArrayList<>();
    defined.add(monitors.rules(objects, file));
    if (!monitored) {
      defined.add(monitors.self(objects, podLabels()));
    }
    return defined;
  }

  @Override
  public RulePlacement rulePlacement() {
    return new RulePlacement(
        spec.monitors().scope() == MonitorScope.ALL_NAMESPACES
            ? RulePlacement.Where.WITH_PROMETHEUS
            : RulePlacement.Where.ONLY_WITH_PROMETHEUS,
        false,
        SeriesMatchers.NONE);
  }

  @Override
  public Room roomFor(RuleFile file) {
    return Room.ofRules(file.bytes());
  }

  @Override
  public void evaluate(RuleFile file) {
    monitored = true;
  }

  private static List<PolicyRule> rules() {
    return List.of(
        PolicyRule.builder()
            .apiGroups(List.of(""))
            .resources(List.of("pods", "services", "endpoints"))
            .verbs(READ)
            .build(),
        PolicyRule.builder()
            .apiGroups(List.of("discovery.k8s.io"))
            .resources(List.of("endpointslices"))
            .verbs(READ)
            .build());
  }

  private Map<String, Object> spec() {
    Map<String, Object> spec = new LinkedHashMap<>();
    Map<String, Object> podMetadata = placement.podTemplates().customMetadata();
    if (!podMetadata.isEmpty()) {
      spec.put("podMetadata", podMetadata);
    }
    spec.put("image", prometheus.image().reference().text());
    spec.put("imagePullPolicy", placement.pods().pullPolicy());
    prometheus.image().version().ifPresent(version -> spec.put("version", version));
    if (!placement.pullSecrets().isEmpty()) {
      spec.put("imagePullSecrets", placement.pullSecrets());
    }
    spec.put("replicas", prometheus.replicas());
    spec.put("serviceAccountName", placement.serviceAccountName());
    spec.putAll(placement.podTemplates().customScheduling(podLabels()));
    spec.put("serviceDiscoveryRole", "EndpointSlice");
    spec.put("scrapeInterval", Durations.text(this.spec.scrapes().interval().interval()));
    spec.put(
        "evaluationInterval", Durations.text(this.spec.scrapes().interval().evaluationInterval()));
    for (String selected : List.of("serviceMonitor", "podMonitor", "rule")) {
      // An empty selector selects everything, a missing one nothing; a missing namespace selector
      // selects the namespace of the Prometheus.
      spec.put(selected + "Selector", Map.of());
      if (this.spec.monitors().scope() == MonitorScope.ALL_NAMESPACES) {
        spec.put(selected + "NamespaceSelector", Map.of());
      }
    }
    this.spec
        .alertmanager()
        .ifPresent(
            address ->
                spec.put(
                    "alerting",
                    Map.of("alertmanagers", List.of(address.toSpec(identity.namespace())))));
    if (!prometheus.remote().labels().isEmpty()) {
      spec.put("externalLabels", prometheus.remote().escapedLabels());
    }
    if (!prometheus.remote().writes().isEmpty()) {
      spec.put(
          "remoteWrite", prometheus.remote().writes().stream().map(RemoteWrite::toSpec).toList());
    }
    spec.put("retention", Durations.text(prometheus.storage().retention()));
    spec.put("retentionSize", prometheus.storage().retentionSize());
    spec.put("storage", storage());
    spec.put("resources", resources());
    spec.put("securityContext", securityContext());
    return spec;
  }

  private Map<String, Object> storage() {
    if (prometheus.storage().ephemeral()) {
      return Map.of("emptyDir", Map.of("sizeLimit", prometheus.storage().size().canonical()));
    }
    Map<String, Object> claim = new LinkedHashMap<>();
    prometheus.storage().storageClass().ifPresent(name -> claim.put("storageClassName", name));
    claim.put("accessModes", List.of("ReadWriteOnce"));
    claim.put(
        "resources",
        Map.of("requests", Map.of("storage", prometheus.storage().size().canonical())));
    return Map.of("volumeClaimTemplate", Map.of("spec", claim));
  }

  private Map<String, Object> resources() {
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("requests", amounts(ResourceAmounts.of(prometheus.resources()).requests()));
    resources.put("limits", amounts(ResourceAmounts.of(prometheus.resources()).limits()));
    return resources;
  }

  private static Map<String, Object> amounts(Map<String, Quantity> resources) {
    Map<String, Object> amounts = new LinkedHashMap<>();
    resources.forEach((resource, amount) -> amounts.put(resource, amount.canonical()));
    return amounts;
  }

  /** Returns the security context of the pod; the operator sets only those of containers. */
  private Map<String, Object> securityContext() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("runAsNonRoot", true);
    placement
        .pods()
        .user(PROMETHEUS_USER)
        .ifPresent(
            user ->
                List.of("runAsUser", "runAsGroup", "fsGroup").forEach(id -> context.put(id, user)));
    context.put("seccompProfile", Map.of("type", "RuntimeDefault"));
    return context;
  }

  /** Returns a separate Service: the operator's one selects every Prometheus of the namespace. */
  private ServiceSpec service() {
    return prometheus.isReplicated()
        ? NamedPort.builder(podLabels(), PORT).type("ClusterIP").sessionAffinity("ClientIP").build()
        : NamedPort.service(podLabels(), PORT);
  }

  private Map<String, String> podLabels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", SOFTWARE);
    labels.put("operator.prometheus.io/name", identity.name());
    return labels;
  }
}
