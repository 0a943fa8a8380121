package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * A Prometheus run by the Prometheus Operator, which must be installed; it is not emitted.
 *
 * <p>Emits ServiceAccount, ClusterRole, ClusterRoleBinding, Prometheus, Service, a NetworkPolicy
 * for Prometheus, and per server a monitor and a NetworkPolicy that allows scrapes.
 *
 * <pre>{@code
 * OperatorPrometheus prometheus = OperatorPrometheus.Builder.create(chart, "prometheus")
 *     .namespace("monitoring")
 *     .scrape(resnet)
 *     .build();
 * }</pre>
 *
 * @see <a href="https://prometheus-operator.dev/docs/api-reference/api/">API of the operator</a>
 */
public final class OperatorPrometheus extends Prometheus {
  private final boolean hasAlertmanager;

  private OperatorPrometheus(OperatorPrometheusSpec spec) {
    super(spec.scrapes(), new OperatorPrometheusManifest(spec), spec.pod().clients());
    this.hasAlertmanager = spec.alertmanager().isPresent();
  }

  @Override
  public boolean hasAlertmanager() {
    return hasAlertmanager;
  }

  /** Builds an {@link OperatorPrometheus}; see there for an example. */
  public static final class Builder extends OwnPrometheusBuilder<Builder> {
    private Monitors monitors = Monitors.POD_MONITOR;
    private MonitorScope monitorScope = MonitorScope.ALL_NAMESPACES;
    private @Nullable String release;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder; the default name is the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the kind of monitors. Default: {@link Monitors#POD_MONITOR}. */
    public Builder monitors(Monitors kind) {
      this.monitors = Required.nonNull(kind);
      return this;
    }

    /** Labels the monitors with a Helm release, for other Prometheus that select by it. */
    public Builder release(String helmRelease) {
      this.release = Required.nonNull(helmRelease);
      return this;
    }

    /** Sets which monitors are selected. Default: {@link MonitorScope#ALL_NAMESPACES}. */
    public Builder monitorScope(MonitorScope scope) {
      this.monitorScope = Required.nonNull(scope);
      return this;
    }

    /**
     * Creates the Prometheus.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public OperatorPrometheus build() {
      return create(
          () -> new OperatorPrometheusSpec(scrapes(), pod(), alertmanager(), monitorSpec()),
          OperatorPrometheus::new);
    }

    private MonitorSpec monitorSpec() {
      return new MonitorSpec(monitors, Optional.ofNullable(release), monitorScope);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      Names.checkRoom(
          findings,
          "name",
          name(),
          OperatorPrometheusManifest.OPERATOR_PREFIX.length() + PrometheusStack.REVISION.length(),
          "the operator adds the prefix \"prometheus-\", and Kubernetes labels pods with that"
              + " name and a revision");
      monitorSpec().check(findings);
      monitorSpec().checkSelected(findings, namespace(), servers());
      runtimeClass()
          .ifPresent(
              runtime ->
                  findings.add(
                      FindingCode.NO_EFFECT,
                      "scheduling.runtimeClass",
                      quote(runtime) + " has no field in a Prometheus of the Prometheus Operator",
                      "Leave .runtimeClass(..) out here."));
    }

    @Override
    boolean isByOperator() {
      return true;
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
