package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * The Prometheus Adapter, which serves the custom metrics API for autoscalers.
 *
 * <p>Emits ServiceAccount, ClusterRole, two ClusterRoleBindings, a RoleBinding in {@code
 * kube-system}, ConfigMap, Deployment of two replicas, Service, PodDisruptionBudget,
 * NetworkPolicies for itself and for its access to Prometheus, and the APIServices of {@code
 * custom.metrics.k8s.io}, which can have only one owner in a cluster; with {@link
 * AdapterTls#certManager()} also Certificates and Issuers. It never modifies {@code
 * metrics.k8s.io}. If another adapter serves custom metrics already, use {@link ExistingAdapter}.
 *
 * <pre>{@code
 * MetricsAdapter adapter = MetricsAdapter.Builder.create(chart, "adapter")
 *     .prometheus(prometheus)
 *     .tls(AdapterTls.certManager())
 *     .build();
 * }</pre>
 *
 * <pre>{@code
 * MetricsAdapter adapter = MetricsAdapter.Builder.create(chart, "adapter")
 *     .prometheus(prometheus)
 *     .tls(AdapterTls.certManager())
 *     .build();
 * }</pre>
 *
 * @see <a href="https://github.com/kubernetes-sigs/prometheus-adapter">Prometheus Adapter</a>
 */
public final class MetricsAdapter extends PrometheusAdapter {
  private final boolean verifiedByCertManager;

  private MetricsAdapter(MetricsAdapterSpec spec) {
    super(spec.placement(), spec.prometheus(), spec.rules(), new MetricsAdapterManifest(spec));
    this.verifiedByCertManager = spec.tls() instanceof CertManagerTls;
  }

  /** Returns whether cert-manager injects the CA into its APIService. */
  public boolean isVerifiedByCertManager() {
    return verifiedByCertManager;
  }

  /** Returns all values of a Helm release that is equivalent to this adapter. */
  @Override
  public String helmValues() {
    return HelmValues.ofRelease(prometheus(), rules());
  }

  @Override
  void checkReplaced(ServedRule rule, Findings findings, String option) {}

  /** Builds a {@link MetricsAdapter}; see there for an example. */
  public static final class Builder extends PodComponentBuilder<Builder> {
    private static final Resources DEFAULT_RESOURCES = Resources.cpu("250m").memory("256Mi");
    private static final int DEFAULT_PORT = 6443;
    private static final int LOWEST_PORT = 1024;

    /** The name of the objects of the upstream installations. */
    private static final String WELL_KNOWN_NAME = "prometheus-adapter";

    private final RuleChoices rules = new RuleChoices();
    private @Nullable AdapterTls tls;
    private ImageReference image = PinnedImages.PROMETHEUS_ADAPTER;
    private Resources resources = DEFAULT_RESOURCES;
    private int port = DEFAULT_PORT;

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
     * Sets the Prometheus that the adapter queries. Required. Its namespace is the default for the
     * adapter, unless it is one of the platform, {@code openshift-*} or {@code kube-*}: then the
     * default is that of the chart.
     */
    public Builder prometheus(Prometheus queried) {
      rules.prometheus(Required.nonNull(queried));
      return this;
    }

    /**
     * Sets how the API server verifies the adapter. Required: no choice is both safe and without
     * prerequisites, so there is no default.
     */
    public Builder tls(AdapterTls certificate) {
      this.tls = Required.nonNull(certificate);
      return this;
    }

    /**
     * Adds a rule for a metric other than those of the autoscalers, which are added automatically.
     */
    public Builder rule(AdapterRule rule) {
      rules.rule(Required.nonNull(rule));
      return this;
    }

    /**
     * Adds rules from a file, such as the {@link PrometheusAdapter#rulesFragment()} of another
     * repository: a cluster has one adapter with one file for all of them.
     */
    public Builder rules(AdapterConfiguration file) {
      rules.file(Required.nonNull(file));
      return this;
    }

    /** Sets the image. Default: 0.12.0, the last release. */
    public Builder image(String adapter) {
      Required.nonNull(adapter);
      this.image = ImageReference.of(adapter);
      return this;
    }

    /** Sets CPU and memory of a pod. Default: 250m and 256Mi. */
    public Builder resources(Resources perPod) {
      this.resources = Required.nonNull(perPod);
      return this;
    }

    /**
     * Sets the port on which the pods serve the metrics API; the Service keeps 443. Default: 6443.
     * A private GKE cluster admits its control plane to 443 and 10250 without a firewall rule, so
     * {@code .port(10250)} needs none there.
     */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /**
     * Creates the adapter.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public MetricsAdapter build() {
      return create(this::spec, MetricsAdapter::new);
    }

    private MetricsAdapterSpec spec() {
      Prometheus queried = rules.prometheus().orElseThrow();
      return new MetricsAdapterSpec(
          placement("prometheus-adapter", "metrics-adapter"),
          queried,
          rules.resolved(queried),
          Required.nonNull(tls, "tls"),
          image,
          resources,
          port);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      image.check(findings, "image");
      ResourceAmounts.of(resources).check(findings, "resources");
      findings.require(
          port >= LOWEST_PORT && port <= 65_535,
          FindingCode.INVALID_PORT,
          "port",
          quote(port)
              + " is not a port for a process without root rights; it must be "
              + LOWEST_PORT
              + " to 65535",
          "Set .port(10250), or leave it out for 6443.");
      rules.check(findings);
      checkRegistration(findings);
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
      rules
          .prometheus()
          .ifPresent(
              queried -> checkAccess(findings, PrometheusLink.of(queried).endpoint().access()));
      ownerInAnotherChart("APIService", MetricsAdapterManifest.REGISTRATION)
          .ifPresent(
              other ->
                  findings.add(
                      FindingCode.TWO_ADAPTERS,
                      "scope",
                      quote(other)
                          + " installs an adapter too, and a cluster can have only one: the later"
                          + " one takes over the metrics API",
                      "Use that adapter for the autoscalers of this chart too:"
                          + " .metrics(adapter). From another repository, give it the rules: an"
                          + " ExistingAdapter here and"
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
    protected String defaultNamespace() {
      return rules.namespace().orElseGet(super::defaultNamespace);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
