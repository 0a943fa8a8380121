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
  private @Nullable AdapterTls tls;
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
   * Says how the API server knows the adapter. Required, except for an adapter that is installed
   * already: there is no choice that is both safe and without a prerequisite, so it must be made.
   */
  public MetricsAdapter.Builder tls(AdapterTls certificate) {
    this.tls = Objects.requireNonNull(certificate, "tls");
    ofOurAdapter.add("tls");
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
      checkAuthorization(findings);
    } else {
      checkRegistration(findings);
    }
  }

  private void checkAuthorization(Findings findings) {
    findings.require(
        prometheus == null || prometheus.endpoint().access().authorization().isEmpty(),
        FindingCode.ACCESS,
        "prometheus",
        "an Authorization header is given by the environment, for which the adapter's Helm chart has"
            + " no value",
        "Use .bearerToken(..), or have the adapter installed here: leave .existing() out.");
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
    if (tls == null) {
      findings.add(
          FindingCode.MISSING,
          "tls",
          "it is not said how the API server knows the adapter, whose answers decide how many pods"
              + " there are",
          "Add .tls(AdapterTls.certManager()), .tls(AdapterTls.secret(name, caBundle)), or, where"
              + " the network is trusted, .tls(AdapterTls.selfSigned()).");
    } else {
      tls.check(findings);
    }
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
    return existing ? new ExistingAdapter(this, name(), all) : new InstalledAdapter(this, all);
  }

  final AdapterTls tls() {
    if (tls == null) {
      throw new IllegalStateException("asked for the TLS of an adapter that was not checked");
    }
    return tls;
  }

  final boolean isVerifiedByCertManager() {
    return tls instanceof CertManagerTls;
  }

  final ImageReference image() {
    return image;
  }

  final Resources resources() {
    return resources;
  }
}
