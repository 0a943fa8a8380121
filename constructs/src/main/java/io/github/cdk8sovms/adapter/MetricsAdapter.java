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
 * The Prometheus Adapter, which answers the custom metrics API that autoscalers ask.
 *
 * <p>Emits ServiceAccount, ClusterRole, two ClusterRoleBindings, a RoleBinding in {@code
 * kube-system}, ConfigMap, Deployment of two replicas, Service, PodDisruptionBudget,
 * NetworkPolicies for itself and for Prometheus to let it in, and the APIServices of {@code
 * custom.metrics.k8s.io}, of which a cluster can have one owner; with {@link
 * AdapterTls#certManager()} also Certificates and Issuers. It never touches {@code metrics.k8s.io}.
 *
 * <p>An adapter that exists already has another owner, and so has its file: {@code existing()}
 * emits no more than the NetworkPolicy by which a Prometheus of ours lets it in, and gives its
 * rules by {@link #rulesFragment()} and {@link #helmValues()}; {@code
 * existing(AdapterConfiguration)} emits its ConfigMap as it was given, with our rules added.
 *
 * <p>Its rules come from the autoscalers that use it.
 *
 * @see <a href="https://github.com/kubernetes-sigs/prometheus-adapter">Prometheus Adapter</a>
 */
public final class MetricsAdapter extends Component {
  /** The group of the API that it answers. */
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

  /** The namespace of the adapter. */
  public String namespace() {
    return identity.namespace();
  }

  /** The Prometheus that answers its queries. */
  public PrometheusStack prometheus() {
    return prometheus;
  }

  /** Whether cert-manager writes into its registration how the API server knows it. */
  public boolean isVerifiedByCertManager() {
    return verifiedByCertManager;
  }

  /** The emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /**
   * Serves a signal; autoscalers that use this adapter call it. A second time changes nothing.
   *
   * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if a rule of another query
   *     has the metric's name
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
   * Checks, for the given option of another construct, that a signal can be served, and warns of
   * the rule of another owner that it would replace.
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
            + " bytes with the rule for this autoscaler, and a ConfigMap takes 1 MiB",
        "Give autoscalers the same signals and windows, since one rule serves all servers; or use"
            + " .metrics(Keda.with(prometheus)), which needs no rule.");
  }

  private void checkConflict(LoadSignal signal, Findings findings, String option) {
    findings.require(
        !rules.conflictsWith(signal),
        FindingCode.RULE_CONFLICT,
        option,
        quote(signal.metricName())
            + " is served already by a rule of the adapter with another query",
        "Remove that .rule(..), or give its metric another name.");
  }

  /**
   * The adapter's configuration file as it is emitted, with the rules served so far. Of one that
   * exists already and whose file is not known there is none: then it is {@link #rulesFragment()}.
   */
  public String config() {
    return adapter.content();
  }

  /**
   * The rules served so far, as a part of an adapter's configuration file, for the owner of an
   * adapter that exists already. Comments in it say how to add them.
   */
  public String rulesFragment() {
    return RulesFragment.of(identity, rules);
  }

  /**
   * Values for the Helm chart prometheus-community/prometheus-adapter with the rules served so far.
   *
   * <p>For one that exists already: with its values given, those with our rules at the end of
   * {@code rules.custom}; else a part with nothing but our rules in {@code rules.custom}. Helm
   * replaces lists, so a part must not be given to a release beside other rules. Otherwise: all
   * values of a release that does what this adapter does.
   */
  public String helmValues() {
    return existing.map(owners -> owners.helmValues(rules)).orElseGet(this::valuesOfRelease);
  }

  private String valuesOfRelease() {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("url", Argument.of(prometheus.url()).emitted());
    // The address has its port already; the chart would append another.
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

    /** Starts an adapter, in the namespace of its Prometheus unless said otherwise. */
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
    public MetricsAdapter build() {
      return create(MetricsAdapter::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
