package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Argument;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import software.constructs.Construct;

/**
 * The Prometheus Adapter, which serves the custom metrics API for autoscalers.
 *
 * <p>Emits ServiceAccount, ClusterRole, two ClusterRoleBindings, a RoleBinding in {@code
 * kube-system}, ConfigMap, Deployment of two replicas, Service, PodDisruptionBudget,
 * NetworkPolicies for itself and for its access to Prometheus, and the APIServices of {@code
 * custom.metrics.k8s.io}, which can have only one owner in a cluster; with {@link
 * AdapterTls#certManager()} also Certificates and Issuers. It never modifies {@code
 * metrics.k8s.io}.
 *
 * <p>An existing adapter and its file have another owner: {@code existing()} only emits the
 * NetworkPolicy that admits it to the library's Prometheus, and its rules are returned by {@link
 * #rulesFragment()} and {@link #helmValues()}; {@code existing(AdapterConfiguration)} emits the
 * given ConfigMap with the library's rules added.
 *
 * <p>Its rules are derived from the autoscalers that use it.
 *
 * @see <a href="https://github.com/kubernetes-sigs/prometheus-adapter">Prometheus Adapter</a>
 */
public final class MetricsAdapter extends Component {
  /** The API group that it serves. */
  public static final String API_GROUP = "custom.metrics.k8s.io";

  private final Identity identity;
  private final PrometheusStack prometheus;
  private final boolean verifiedByCertManager;
  private final Optional<ExistingAdapter> existing;
  private final AdapterRules rules;
  private final AdapterObjects adapter;
  private final List<ObjectRef<? extends ApiObject>> objects;

  private MetricsAdapter(
      AdapterOptions options,
      Placement placement,
      ApiObjects definitions,
      AdapterRules rules,
      AdapterObjects adapter,
      List<ObjectRef<? extends ApiObject>> objects) {
    super(placement, definitions);
    this.prometheus = options.prometheus();
    this.verifiedByCertManager = options.isVerifiedByCertManager();
    this.existing = options.existingAdapter();
    this.identity = options.identity();
    this.rules = rules;
    this.adapter = adapter;
    this.objects = List.copyOf(objects);
  }

  private static MetricsAdapter of(AdapterOptions options) {
    Placement placement = options.placement();
    ApiObjects definitions = placement.objects();
    AdapterRules rules = options.rules();
    AdapterObjects adapter = options.objects(rules);
    return new MetricsAdapter(
        options, placement, definitions, rules, adapter, adapter.create(definitions));
  }

  /** Returns the namespace of the adapter. */
  public String namespace() {
    return identity.namespace();
  }

  /** Returns the Prometheus that it queries. */
  public PrometheusStack prometheus() {
    return prometheus;
  }

  /** Returns whether cert-manager injects the CA into its APIService. */
  public boolean isVerifiedByCertManager() {
    return verifiedByCertManager;
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /**
   * Serves a signal; called by autoscalers that use this adapter. Idempotent.
   *
   * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if a rule with another
   *     query has the metric's name
   */
  public void serve(LoadSignal signal) {
    Required.nonNull(signal);
    Findings findings = Findings.at(() -> getNode().getPath());
    checkConflict(signal, findings, "serve");
    findings.orThrow();
    if (rules.add(signal)) {
      adapter.update();
    }
  }

  /**
   * Checks, for the given option of another construct, that a signal can be served, and warns about
   * a rule of another owner that it would replace.
   */
  public void checkCanServe(LoadSignal signal, Findings findings, String option) {
    Required.nonNull(signal, "signal");
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    checkConflict(signal, findings, option);
    checkRoom(signal, findings, option);
    existing.ifPresent(owners -> owners.checkReplaced(rules.ruleOf(signal), findings, option));
  }

  private void checkRoom(LoadSignal signal, Findings findings, String option) {
    int bytes = adapter.bytesOfOthers() + rules.bytesWith(signal);
    findings.require(
        bytes <= ConfigText.MOST_BYTES,
        FindingCode.TOO_LARGE,
        option,
        quote(identity.name())
            + " would have a configuration of "
            + bytes
            + " bytes with the rule for this autoscaler, but a ConfigMap is limited to 1 MiB",
        "Use the same signals and windows for all autoscalers, since one rule serves all"
            + " servers; or use .metrics(Keda.with(prometheus)), which needs no rule.");
  }

  private void checkConflict(LoadSignal signal, Findings findings, String option) {
    findings.require(
        !rules.conflictsWith(signal),
        FindingCode.RULE_CONFLICT,
        option,
        quote(signal.metricName())
            + " is already served by a rule of the adapter with another query",
        "Remove that .rule(..), or give its metric another name.");
  }

  /**
   * Returns the adapter's emitted configuration file, with the rules served so far. For an existing
   * adapter with an unknown file, returns {@link #rulesFragment()}.
   */
  public String config() {
    return adapter.content();
  }

  /**
   * Returns the rules served so far, as a part of an adapter's configuration file, for the owner of
   * an existing adapter. Comments in it describe how to add them.
   */
  public String rulesFragment() {
    return RulesFragment.of(identity, rules);
  }

  /**
   * Returns values for the Helm chart prometheus-community/prometheus-adapter with the rules served
   * so far.
   *
   * <p>For an existing adapter with given values: these values with the library's rules at the end
   * of {@code rules.custom}; without given values: only the library's rules in {@code
   * rules.custom}. Helm replaces lists, so the latter must not be used for a release with other
   * rules. Otherwise: all values of a release equivalent to this adapter.
   */
  public String helmValues() {
    return existing.map(owners -> owners.helmValues(rules)).orElseGet(this::valuesOfRelease);
  }

  private String valuesOfRelease() {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("url", Argument.of(prometheus.url()).emitted());
    // The address already contains the port; the chart would append another.
    server.put("port", 0);
    Map<String, Object> chartRules = new LinkedHashMap<>();
    chartRules.put("custom", rules.toConfig());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("prometheus", server);
    values.put(
        "metricsRelistInterval", Durations.text(prometheus.scrapeInterval().relistInterval()));
    UpstreamSecrets upstream = new UpstreamSecrets(prometheus.endpoint().access());
    List<Argument> arguments = new ArrayList<>();
    arguments.add(
        Argument.of(
            "--metrics-max-age=" + Durations.text(prometheus.scrapeInterval().metricsMaxAge())));
    arguments.addAll(upstream.arguments());
    values.put("extraArguments", Argument.emitted(arguments));
    if (!upstream.mounted().isEmpty()) {
      values.put("extraVolumes", upstream.mounted().stream().map(MetricsAdapter::volume).toList());
      values.put(
          "extraVolumeMounts", upstream.mounted().stream().map(MetricsAdapter::mount).toList());
    }
    upstream.variable().ifPresent(variable -> values.put("env", List.of(variable)));
    values.put("rules", chartRules);
    return ConfigText.yaml(values);
  }

  private static Map<String, Object> volume(UpstreamSecrets.Mounted mounted) {
    Map<String, Object> volume = new LinkedHashMap<>();
    volume.put("name", mounted.name());
    if (mounted.isSecret()) {
      volume.put("secret", Map.of("secretName", mounted.source()));
    } else {
      volume.put("configMap", Map.of("name", mounted.source()));
    }
    return volume;
  }

  private static Map<String, Object> mount(UpstreamSecrets.Mounted secret) {
    Map<String, Object> mount = new LinkedHashMap<>();
    mount.put("name", secret.name());
    mount.put("mountPath", secret.directory());
    mount.put("readOnly", true);
    return mount;
  }

  /** Builds a {@link MetricsAdapter}. */
  public static final class Builder extends AdapterOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an adapter; its namespace defaults to that of its Prometheus. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the adapter.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public MetricsAdapter build() {
      return create(MetricsAdapter::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
