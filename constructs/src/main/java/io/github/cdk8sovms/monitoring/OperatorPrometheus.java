package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.NamedPort;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.kubernetes.ResourceType;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.PolicyRule;
import org.cdk8s.plus34.k8s.ServiceSpec;

/** A Prometheus run by the Prometheus Operator, and its monitors. */
final class OperatorPrometheus implements PrometheusObjects {
  private static final ResourceType PROMETHEUS =
      new ResourceType(MonitorObjects.API_VERSION, "Prometheus");
  private static final List<String> READ = List.of("get", "list", "watch");

  /** The prefix of the operator's StatefulSet. */
  static final String OPERATOR_PREFIX = "prometheus-";

  /** The user of the image; the volume must be writable for its group. */
  private static final int PROMETHEUS_USER = 65534;

  private final PrometheusOptions options;
  private final PrometheusPod prometheus;
  private final Identity identity;
  private final PrometheusNetwork network;
  private boolean monitored;

  OperatorPrometheus(PrometheusOptions options) {
    this.options = options;
    this.identity = options.placement().identity();
    this.prometheus = options.pod();
    this.network = new PrometheusNetwork(options, podLabels());
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    objects.reserve("StatefulSet", OPERATOR_PREFIX + identity.name());
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    objects.serviceAccount(true).ifPresent(created::add);
    String account = options.placement().serviceAccountName();
    String role = identity.qualifiedName();
    created.add(objects.clusterRole("ClusterRole", role, rules()));
    created.add(objects.clusterRoleBinding("ClusterRoleBinding", role, role, account));
    created.add(
        objects.customResource(ApiObjects.MAIN, PROMETHEUS, identity.name(), Map.of(), spec()));
    created.add(objects.service("Service", identity.name(), service()));
    created.addAll(MonitorObjects.create(objects, options));
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
        options.ownSeries(MonitorObjects.jobOf(identity.namespace(), identity.name())));
  }

  /**
   * Defines no NetworkPolicy for the self-scrape: a NetworkPolicy cannot block a pod from itself.
   */
  @Override
  public List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file) {
    List<ObjectRef<? extends ApiObject>> defined = new ArrayList<>();
    defined.add(MonitorObjects.rules(objects, options, file));
    if (!monitored) {
      defined.add(MonitorObjects.self(objects, options, podLabels()));
    }
    return defined;
  }

  @Override
  public RulePlacement rulePlacement() {
    return new RulePlacement(
        options.monitorScope() == MonitorScope.ALL_NAMESPACES
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

  @Override
  public boolean scrapes(OvmsModelServer server) {
    return options.scrapes(server);
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
    Map<String, Object> podMetadata = options.placement().podTemplates().customMetadata();
    if (!podMetadata.isEmpty()) {
      spec.put("podMetadata", podMetadata);
    }
    spec.put("image", prometheus.image().reference().text());
    spec.put("imagePullPolicy", options.placement().pods().pullPolicy());
    prometheus.image().version().ifPresent(version -> spec.put("version", version));
    if (!options.imagePullSecrets().isEmpty()) {
      spec.put("imagePullSecrets", options.imagePullSecrets());
    }
    spec.put("replicas", 1);
    spec.put("serviceAccountName", options.placement().serviceAccountName());
    spec.putAll(options.placement().podTemplates().customScheduling(podLabels()));
    spec.put("serviceDiscoveryRole", "EndpointSlice");
    spec.put("scrapeInterval", Durations.text(options.scrapeInterval().interval()));
    spec.put("evaluationInterval", Durations.text(options.scrapeInterval().interval()));
    for (String selected : List.of("serviceMonitor", "podMonitor", "rule")) {
      // An empty selector selects everything, a missing one nothing; a missing namespace selector
      // selects the namespace of the Prometheus.
      spec.put(selected + "Selector", Map.of());
      if (options.monitorScope() == MonitorScope.ALL_NAMESPACES) {
        spec.put(selected + "NamespaceSelector", Map.of());
      }
    }
    options
        .alertmanager()
        .ifPresent(
            address ->
                spec.put(
                    "alerting",
                    Map.of("alertmanagers", List.of(address.toSpec(identity.namespace())))));
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
    resources.put("requests", amounts(prometheus.resources().requests()));
    resources.put("limits", amounts(prometheus.resources().limits()));
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
    options
        .placement()
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
    return NamedPort.service(podLabels(), PORT);
  }

  private Map<String, String> podLabels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", SOFTWARE);
    labels.put("operator.prometheus.io/name", identity.name());
    return labels;
  }
}
