package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.kubernetes.PinnedImages;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** Options of an adapter, with defaults and validation. */
abstract sealed class AdapterOptions extends ComponentBuilder<MetricsAdapter.Builder>
    permits MetricsAdapter.Builder {
  private static final Resources DEFAULT_RESOURCES = Resources.cpu("250m").memory("256Mi");

  private static final int DEFAULT_PORT = 6443;
  private static final int LOWEST_PORT = 1024;

  /** The name of the objects of the upstream installations. */
  private static final String WELL_KNOWN_NAME = "prometheus-adapter";

  private List<AdapterRule> rules = new ArrayList<>();
  private Set<String> ofOurAdapter = new LinkedHashSet<>();
  private @Nullable PrometheusStack prometheus;
  private List<AdapterConfiguration> ruleFiles = new ArrayList<>();
  private @Nullable AdapterTls tls;
  private @Nullable ExistingAdapter existing;
  private boolean existingTwice;
  private ImageReference image = PinnedImages.PROMETHEUS_ADAPTER;
  private Resources resources = DEFAULT_RESOURCES;
  private int port = DEFAULT_PORT;

  AdapterOptions(Construct scope, String id) {
    super(scope, id);
  }

  /**
   * Sets the Prometheus that the adapter queries. Required. Its namespace is the default for the
   * adapter, unless it is one of the platform, {@code openshift-*} or {@code kube-*}: then the
   * default is that of the chart.
   */
  public MetricsAdapter.Builder prometheus(PrometheusStack stack) {
    this.prometheus = Required.nonNull(stack);
    return self();
  }

  /**
   * Uses an existing adapter with another owner. Nothing of it is emitted: its file contains the
   * rules of others, and with {@code resourceRules} the metrics of CPU and memory. The owner must
   * add {@link MetricsAdapter#rulesFragment()} or {@link MetricsAdapter#helmValues()}, which is a
   * warning.
   *
   * <p>Not needed for an adapter that only serves {@code metrics.k8s.io}, like that of
   * kube-prometheus: install one for custom metrics next to it.
   */
  public MetricsAdapter.Builder existing() {
    return existing(new UnknownAdapter());
  }

  /**
   * Uses an existing adapter with the given configuration: emits its ConfigMap with all its
   * content, and the library's rules. A plain file becomes a ConfigMap with the name of the
   * construct. Replaced rules are warnings.
   */
  public MetricsAdapter.Builder existing(AdapterConfiguration current) {
    return existing((ExistingAdapter) Required.nonNull(current));
  }

  /**
   * Uses an existing adapter of a Helm release with the given values: emits nothing of it; {@link
   * MetricsAdapter#helmValues()} returns the values with the library's rules added.
   */
  public MetricsAdapter.Builder existing(HelmRelease release) {
    return existing((ExistingAdapter) Required.nonNull(release));
  }

  private MetricsAdapter.Builder existing(ExistingAdapter adapter) {
    existingTwice |= existing != null;
    existing = adapter;
    return self();
  }

  /**
   * Adds rules from a file, such as the {@link MetricsAdapter#rulesFragment()} of another
   * repository: a cluster has one adapter with one file for all of them.
   */
  public MetricsAdapter.Builder rules(AdapterConfiguration file) {
    ruleFiles.add(Required.nonNull(file));
    return self();
  }

  /**
   * Sets how the API server verifies the adapter. Required, except for an existing adapter: no
   * choice is both safe and without prerequisites, so there is no default.
   */
  public MetricsAdapter.Builder tls(AdapterTls certificate) {
    this.tls = Required.nonNull(certificate);
    ofOurAdapter.add("tls");
    return self();
  }

  /**
   * Adds a rule for a metric other than those of the autoscalers, which are added automatically.
   */
  public MetricsAdapter.Builder rule(AdapterRule rule) {
    rules.add(Required.nonNull(rule));
    return self();
  }

  /** Sets the image. Default: 0.12.0, the last release. */
  public MetricsAdapter.Builder image(String adapter) {
    Required.nonNull(adapter);
    this.image = ImageReference.of(adapter);
    ofOurAdapter.add("image");
    return self();
  }

  /** Sets CPU and memory of a pod. Default: 250m and 256Mi. */
  public MetricsAdapter.Builder resources(Resources perPod) {
    this.resources = Required.nonNull(perPod);
    ofOurAdapter.add("resources");
    return self();
  }

  /**
   * Sets the port on which the pods serve the metrics API; the Service keeps 443. Default: 6443. A
   * private GKE cluster admits its control plane to 443 and 10250 without a firewall rule, so
   * {@code .port(10250)} needs none there.
   */
  public MetricsAdapter.Builder port(int number) {
    this.port = number;
    ofOurAdapter.add("port");
    return self();
  }

  final int port() {
    return port;
  }

  @Override
  protected void detach() {
    super.detach();
    rules = new ArrayList<>(rules);
    ruleFiles = new ArrayList<>(ruleFiles);
    ofOurAdapter = new LinkedHashSet<>(ofOurAdapter);
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    image.check(findings, "image");
    resources.check(findings, "resources");
    findings.require(
        port >= LOWEST_PORT && port <= 65_535,
        FindingCode.INVALID_PORT,
        "port",
        quote(port)
            + " is not a port for a process without root rights; it must be "
            + LOWEST_PORT
            + " to 65535",
        "Set .port(10250), or leave it out for 6443.");
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
    checkRuleFiles(findings);
    if (existing == null) {
      checkRegistration(findings);
    } else {
      checkExisting(findings, existing);
    }
  }

  private void checkExisting(Findings findings, ExistingAdapter adapter) {
    ofOurAdapter.forEach(option -> addNoEffect(findings, option, "an existing adapter"));
    findings.require(
        !existingTwice,
        FindingCode.NO_EFFECT,
        "existing",
        "an existing adapter is set twice, and only the last is used",
        "Keep one .existing(..).");
    if (prometheus != null) {
      adapter.check(findings, this);
      rules.forEach(rule -> adapter.checkReplaced(ServedRule.of(rule, labels()), findings, "rule"));
    }
  }

  private void checkRuleFiles(Findings findings) {
    ruleFiles.forEach(file -> file.checkRules(findings, "rules"));
    Map<String, Object> byMetric = new HashMap<>();
    rules.forEach(rule -> byMetric.putIfAbsent(rule.metric(), rule.toConfig(labels())));
    for (Map<String, Object> rule : rulesOfFiles()) {
      ExistingAdapter.metricOf(rule)
          .ifPresent(
              metric ->
                  findings.require(
                      rule.equals(byMetric.computeIfAbsent(metric, key -> rule)),
                      FindingCode.RULE_CONFLICT,
                      "rules",
                      quote(metric) + " has two rules with different queries",
                      "Use another window with .over(..) for one of the signals, which"
                          + " changes its metric name."));
    }
  }

  private List<Map<String, Object>> rulesOfFiles() {
    return ruleFiles.stream().flatMap(file -> file.rules().stream()).toList();
  }

  /**
   * The adapter sends headers, but supports no cloud identity and drops query parameters of the
   * URL.
   */
  private void checkAccess(Findings findings, PrometheusAccess access) {
    access
        .podIdentity()
        .ifPresent(
            identity ->
                findings.add(
                    FindingCode.ACCESS,
                    "prometheus",
                    quote(identity.kedaProvider())
                        + " is an identity that only KEDA supports; the adapter has none",
                    "Scale with .metrics(Keda.with(prometheus)), or use the address of a"
                        + " proxy in front of the store that adds the identity."));
    findings.require(
        access.queryParameters().isEmpty(),
        FindingCode.ACCESS,
        "prometheus",
        quote(access.queryParameters().keySet())
            + " are query parameters of a URL, which the adapter replaces by its own",
        "Scale with .metrics(Keda.with(prometheus)), or leave .queryParameter(..) out.");
  }

  private void checkRegistration(Findings findings) {
    findings.require(
        !name().equals(WELL_KNOWN_NAME) || makesNamespace(namespace()),
        FindingCode.WELL_KNOWN_NAME,
        "name",
        quote(name())
            + " is also the name of the adapter of kube-prometheus and the Helm chart; if one of"
            + " them is in "
            + quote(namespace())
            + ", its Deployment and Service are overwritten, and with kube-prometheus the"
            + " metrics of CPU and memory are lost",
        "Write .name(\"ovms-adapter\"), or use another .namespace(..).");
    if (prometheus != null) {
      checkAccess(findings, prometheus.endpoint().access());
    }
    ownerInAnotherChart("APIService", InstalledAdapter.REGISTRATION)
        .ifPresent(
            other ->
                findings.add(
                    FindingCode.TWO_ADAPTERS,
                    "existing",
                    quote(other)
                        + " installs an adapter too, and a cluster can have only one: the later"
                        + " one takes over the metrics API",
                    "Use that adapter for the autoscalers of this chart too:"
                        + " .metrics(adapter). From another repository, give it the rules:"
                        + " .existing() here and"
                        + " .rules(AdapterConfiguration.of(adapter.rulesFragment())) there. Ignore"
                        + " this if the charts are for two clusters."));
    if (tls == null) {
      findings.add(
          FindingCode.MISSING,
          "tls",
          "no verification of the adapter by the API server is given; its responses"
              + " determine the number of pods",
          "Add .tls(AdapterTls.certManager()), .tls(AdapterTls.secret(name, caBundle)), or, where"
              + " the network is trusted, .tls(AdapterTls.selfSigned()).");
    } else {
      tls.check(findings);
    }
  }

  @Override
  protected Optional<String> podless() {
    return existing != null ? Optional.of("an existing adapter") : Optional.empty();
  }

  @Override
  protected String defaultNamespace() {
    Optional<String> known = existing == null ? Optional.empty() : existing.namespace();
    return known.orElseGet(
        () ->
            prometheus == null || prometheus.isOfPlatform()
                ? super.defaultNamespace()
                : prometheus.namespace());
  }

  final Placement placement() {
    return placement("prometheus-adapter", "metrics-adapter");
  }

  final Identity identity() {
    return placement().identity();
  }

  /** Returns the existing adapter of another owner, if set. */
  final Optional<ExistingAdapter> existingAdapter() {
    return Optional.ofNullable(existing);
  }

  final PrometheusStack prometheus() {
    if (prometheus == null) {
      throw new IllegalStateException("Prometheus of an adapter read before validation");
    }
    return prometheus;
  }

  final AdapterRules rules() {
    return new AdapterRules(
        rules,
        rulesOfFiles(),
        prometheus().scrapeInterval().averagingWindow(),
        labels(),
        prometheus().endpoint().matchers());
  }

  private SeriesLabels labels() {
    return prometheus == null ? SeriesLabels.STANDARD : prometheus.endpoint().labels();
  }

  final AdapterObjects objects(AdapterRules all) {
    return existing == null ? new InstalledAdapter(this, all) : existing.objects(this, all);
  }

  final AdapterTls tls() {
    if (tls == null) {
      throw new IllegalStateException("TLS of an adapter read before validation");
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
