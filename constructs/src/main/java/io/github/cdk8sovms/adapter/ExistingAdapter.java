package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;
import software.constructs.Construct;

/**
 * A Prometheus Adapter of another owner, which serves custom metrics already.
 *
 * <p>Emits nothing of it, only the NetworkPolicy that admits it to the library's Prometheus: its
 * file contains rules of other owners, and with {@code resourceRules} the metrics of CPU and
 * memory. The owner must add {@link #rulesFragment()} or {@link #helmValues()}, which is a warning.
 * With {@link Builder#configuration} it emits the given ConfigMap with the library's rules added.
 *
 * <p>Not needed beside an adapter that only serves {@code metrics.k8s.io}, like that of
 * kube-prometheus: install a {@link MetricsAdapter} next to it.
 *
 * <pre>{@code
 * ExistingAdapter adapter = ExistingAdapter.Builder.create(chart, "adapter")
 *     .prometheus(prometheus)
 *     .release(HelmRelease.read(Path.of("values.yaml")))
 *     .build();
 * }</pre>
 */
public final class ExistingAdapter extends PrometheusAdapter {
  private final OwnersConfiguration configuration;

  private ExistingAdapter(ExistingAdapterSpec spec) {
    super(spec.placement(), spec.prometheus(), spec.rules(), manifest(spec));
    this.configuration = spec.configuration();
  }

  private static AdapterManifest manifest(ExistingAdapterSpec spec) {
    return spec.configuration() instanceof AdapterConfiguration current
        ? new MergedConfigurationManifest(spec, current)
        : new ExistingAdapterManifest(spec);
  }

  /**
   * Returns values for the Helm chart. If the values of the release are given: these with the
   * library's rules at the end of {@code rules.custom}. Otherwise only the library's rules in
   * {@code rules.custom}; Helm replaces lists, so they must be appended to those of the release.
   */
  @Override
  public String helmValues() {
    return configuration.helmValues(rules());
  }

  @Override
  void checkReplaced(ServedRule rule, Findings findings, String option) {
    configuration.checkReplaced(rule, findings, option);
  }

  /** Builds an {@link ExistingAdapter}; see there for an example. */
  public static final class Builder extends ComponentBuilder<Builder> {
    private final RuleChoices rules = new RuleChoices();
    private OwnersConfiguration configuration = new UnknownConfiguration();
    private boolean isGivenTwice;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an adapter; its namespace defaults to that of its configuration or Prometheus. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the Prometheus that the adapter queries. Required. */
    public Builder prometheus(Prometheus queried) {
      rules.prometheus(Required.nonNull(queried));
      return this;
    }

    /**
     * Gives its current configuration: emits its ConfigMap with all its content, and the library's
     * rules. A plain file becomes a ConfigMap with the name of the construct. Replaced rules are
     * warnings.
     */
    public Builder configuration(AdapterConfiguration current) {
      return known(Required.nonNull(current));
    }

    /**
     * Gives the values of its Helm release: emits nothing of it; {@link
     * ExistingAdapter#helmValues()} returns the values with the library's rules added.
     */
    public Builder release(HelmRelease values) {
      return known(Required.nonNull(values));
    }

    private Builder known(OwnersConfiguration current) {
      isGivenTwice |= !(configuration instanceof UnknownConfiguration);
      configuration = current;
      return this;
    }

    /**
     * Adds a rule for a metric other than those of the autoscalers, which are added automatically.
     */
    public Builder rule(AdapterRule rule) {
      rules.rule(Required.nonNull(rule));
      return this;
    }

    /** Adds rules from a file, such as a {@link PrometheusAdapter#rulesFragment()}. */
    public Builder rules(AdapterConfiguration file) {
      rules.file(Required.nonNull(file));
      return this;
    }

    /**
     * Creates the construct.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public ExistingAdapter build() {
      return create(this::spec, ExistingAdapter::new);
    }

    private ExistingAdapterSpec spec() {
      Prometheus queried = rules.prometheus().orElseThrow();
      return new ExistingAdapterSpec(
          placement("prometheus-adapter", "metrics-adapter"),
          queried,
          rules.resolved(queried),
          configuration);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      rules.check(findings);
      findings.require(
          !isGivenTwice,
          FindingCode.CONTRADICTION,
          "configuration",
          "the configuration of the adapter is given twice",
          "Keep one .configuration(..) or .release(..).");
      rules
          .prometheus()
          .ifPresent(
              queried -> {
                configuration.check(
                    findings,
                    placement("prometheus-adapter", "metrics-adapter").identity(),
                    queried);
                rules
                    .rules()
                    .forEach(
                        rule ->
                            configuration.checkReplaced(
                                ServedRule.of(rule, rules.labels()), findings, "rule"));
              });
    }

    @Override
    protected String defaultNamespace() {
      Optional<String> known = configuration.namespace().or(rules::namespace);
      return known.orElseGet(super::defaultNamespace);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
