package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.adapter.internal.AdapterLink;
import io.github.cdk8sovms.adapter.internal.NamespaceMetric;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import org.cdk8s.ApiObject;

/**
 * A Prometheus Adapter, which serves the custom metrics API for autoscalers: {@link MetricsAdapter}
 * installs one, and {@link ExistingAdapter} stands for one of another owner.
 *
 * <p>Its rules are derived from the autoscalers that use it.
 *
 * @see <a href="https://github.com/kubernetes-sigs/prometheus-adapter">Prometheus Adapter</a>
 */
public abstract sealed class PrometheusAdapter extends Component
    permits MetricsAdapter, ExistingAdapter {
  static {
    AdapterLink.LINK.provide(construct -> new Linked((PrometheusAdapter) construct));
  }

  /** The API group that it serves. */
  public static final String API_GROUP = "custom.metrics.k8s.io";

  private final Identity identity;
  private final Prometheus prometheus;
  private final AdapterRules rules;
  private final AdapterManifest manifest;
  private final List<ObjectRef<? extends ApiObject>> objects;

  PrometheusAdapter(
      Placement placement, Prometheus prometheus, AdapterRules rules, AdapterManifest manifest) {
    this(placement, prometheus, rules, manifest, placement.objects());
  }

  private PrometheusAdapter(
      Placement placement,
      Prometheus prometheus,
      AdapterRules rules,
      AdapterManifest manifest,
      ApiObjects definitions) {
    this(placement, prometheus, rules, manifest, definitions, manifest.create(definitions));
  }

  private PrometheusAdapter(
      Placement placement,
      Prometheus prometheus,
      AdapterRules rules,
      AdapterManifest manifest,
      ApiObjects definitions,
      List<ObjectRef<? extends ApiObject>> objects) {
    super(placement, definitions);
    this.identity = placement.identity();
    this.prometheus = prometheus;
    this.rules = rules;
    this.manifest = manifest;
    this.objects = List.copyOf(objects);
  }

  /** Returns the namespace of the manifest. */
  public final String namespace() {
    return identity.namespace();
  }

  /** Returns the Prometheus that it queries. */
  public final Prometheus prometheus() {
    return prometheus;
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public final List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /**
   * Serves a signal; called by autoscalers that use this manifest. Idempotent.
   *
   * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if a rule with another
   *     query has the metric's name
   */
  public final void serve(LoadSignal signal) {
    serve(rules.ruleOf(Required.nonNull(signal)));
  }

  private void serve(ServedRule rule) {
    Findings findings = Findings.at(() -> getNode().getPath());
    checkConflict(rule, findings, "serve");
    findings.orThrow();
    if (rules.add(rule)) {
      manifest.update();
    }
  }

  private void checkCanServe(ServedRule rule, Findings findings, String option) {
    checkConflict(rule, findings, option);
    checkRoom(rule, findings, option);
    checkReplaced(rule, findings, option);
  }

  private void checkRoom(ServedRule rule, Findings findings, String option) {
    int bytes = manifest.bytesOfOthers() + rules.bytesWith(rule);
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

  private void checkConflict(ServedRule rule, Findings findings, String option) {
    findings.require(
        !rules.conflictsWith(rule),
        FindingCode.RULE_CONFLICT,
        option,
        quote(rule.metric()) + " is already served by a rule of the adapter with another query",
        "Remove that .rule(..), or give its metric another name.");
  }

  /**
   * Returns the adapter's emitted configuration file, with the rules served so far. For an existing
   * adapter with an unknown file, returns {@link #rulesFragment()}.
   */
  public final String config() {
    return manifest.content();
  }

  /**
   * Returns the rules served so far, as a part of an adapter's configuration file, for the owner of
   * an existing manifest. Comments in it describe how to add them.
   */
  public final String rulesFragment() {
    return RulesFragment.of(identity, rules);
  }

  /**
   * Returns values for the Helm chart prometheus-community/prometheus-adapter with the rules served
   * so far.
   */
  public abstract String helmValues();

  /** Warns about a rule of another owner that is replaced. */
  abstract void checkReplaced(ServedRule rule, Findings findings, String option);

  final AdapterRules rules() {
    return rules;
  }

  /** An adapter for the autoscalers. */
  private record Linked(PrometheusAdapter adapter) implements AdapterLink {
    @Override
    public void serve(NamespaceMetric metric) {
      adapter.serve(adapter.rules.ruleOf(metric));
    }

    @Override
    public void checkCanServe(LoadSignal signal, Findings findings, String option) {
      adapter.checkCanServe(adapter.rules.ruleOf(signal), findings, option);
    }

    @Override
    public void checkCanServe(NamespaceMetric metric, Findings findings, String option) {
      adapter.checkCanServe(adapter.rules.ruleOf(metric), findings, option);
    }
  }
}
