package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** What can be said about an adapter, its defaults, and the rules for it. */
abstract sealed class AdapterOptions extends ComponentBuilder<MetricsAdapter.Builder>
    permits MetricsAdapter.Builder {
  private static final ImageReference DEFAULT_IMAGE =
      ImageReference.of("registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0");
  private static final Resources DEFAULT_RESOURCES = Resources.cpu("250m").memory("256Mi");

  private final List<AdapterRule> rules = new ArrayList<>();
  private final Set<String> ofOurAdapter = new LinkedHashSet<>();
  private @Nullable PrometheusStack prometheus;
  private boolean existing;
  private ImageReference image = DEFAULT_IMAGE;
  private Resources resources = DEFAULT_RESOURCES;

  AdapterOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Sets the Prometheus that answers the adapter's queries. Required. */
  public MetricsAdapter.Builder prometheus(PrometheusStack stack) {
    this.prometheus = Objects.requireNonNull(stack, "prometheus");
    return self();
  }

  /**
   * Configures an adapter that is installed already: emits only its ConfigMap, named like the
   * construct. For an installation by Helm see {@link MetricsAdapter#helmValues()}.
   */
  public MetricsAdapter.Builder existing() {
    this.existing = true;
    return self();
  }

  /**
   * Adds a rule for another metric than those of the autoscalers, whose rules come by themselves.
   */
  public MetricsAdapter.Builder rule(AdapterRule rule) {
    rules.add(Objects.requireNonNull(rule, "rule"));
    return self();
  }

  /** Sets the image. Default: 0.12.0, the last release. */
  public MetricsAdapter.Builder image(String adapter) {
    this.image = ImageReference.of(adapter);
    ofOurAdapter.add("image");
    return self();
  }

  /** Sets CPU and memory of a pod. Default: 250m and 256Mi. */
  public MetricsAdapter.Builder resources(Resources perPod) {
    this.resources = Objects.requireNonNull(perPod, "resources");
    ofOurAdapter.add("resources");
    return self();
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    image.check(findings, "image");
    resources.check(findings, "resources");
    findings.require(
        prometheus != null,
        FindingCode.MISSING,
        "prometheus",
        "no Prometheus is given; the adapter has no metrics of its own",
        "Add .prometheus(prometheus).");
    Set<String> metrics = new HashSet<>();
    for (AdapterRule rule : rules) {
      rule.check(findings.within("rule[" + rule.metric() + "]"));
      findings.require(
          metrics.add(rule.metric()),
          FindingCode.RULE_CONFLICT,
          "rule",
          quote(rule.metric())
              + " is the metric of two rules; the adapter would use only the later",
          "Give one of them another name.");
    }
    if (existing) {
      ofOurAdapter.forEach(
          option -> addNoEffect(findings, option, "an adapter that exists already"));
    } else {
      checkRegistration(findings);
    }
  }

  private void checkRegistration(Findings findings) {
    ownerInAnotherChart("APIService", InstalledAdapter.REGISTRATION)
        .ifPresent(
            other ->
                findings.add(
                    FindingCode.TWO_ADAPTERS,
                    "existing",
                    quote(other)
                        + " installs an adapter too, and a cluster has room for one: the later one"
                        + " takes over the metrics API",
                    "Share one adapter, or say .existing() on the other, unless the charts are for"
                        + " two clusters."));
    findings.add(
        FindingCode.ADAPTER_NOT_VERIFIED,
        "apiService",
        "the API server does not verify the adapter's certificate, which the adapter signs itself",
        "Keep the cluster's network between API server and pods trusted; the traffic is encrypted,"
            + " but not authenticated.");
  }

  @Override
  protected String defaultNamespace() {
    return prometheus == null ? super.defaultNamespace() : prometheus.namespace();
  }

  final Placement placement() {
    return placement("prometheus-adapter", "metrics-adapter");
  }

  final PrometheusStack prometheus() {
    if (prometheus == null) {
      throw new IllegalStateException(
          "asked for the Prometheus of an adapter that was not checked");
    }
    return prometheus;
  }

  final AdapterRules rules() {
    return new AdapterRules(rules, prometheus().scrapeInterval().averagingWindow());
  }

  final AdapterObjects objects(AdapterRules all) {
    return existing ? new ExistingAdapter(name(), all) : new InstalledAdapter(this, all);
  }

  final OptionalInt user(int ofImage) {
    return userId(ofImage);
  }

  final ImageReference image() {
    return image;
  }

  final Resources resources() {
    return resources;
  }
}
