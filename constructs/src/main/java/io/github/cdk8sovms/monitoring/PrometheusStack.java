package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import software.constructs.Construct;

/**
 * A Prometheus that needs no operator.
 *
 * <p>Emits ServiceAccount, a Role and RoleBinding in each namespace with servers, ConfigMap,
 * StatefulSet with a volume, two Services, a NetworkPolicy for Prometheus, and one per server that
 * allows scrapes.
 *
 * <pre>{@code
 * PrometheusStack prometheus = PrometheusStack.Builder.create(chart, "prometheus")
 *     .namespace("monitoring")
 *     .scrape(resnet)
 *     .build();
 * }</pre>
 *
 * <pre>{@code
 * PrometheusStack prometheus = PrometheusStack.Builder.create(chart, "prometheus")
 *     .namespace("monitoring")
 *     .scrape(resnet)
 *     .build();
 * }</pre>
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/">Prometheus
 *     configuration</a>
 */
public final class PrometheusStack extends Prometheus {
  /** The suffix of a StatefulSet's name in the label controller-revision-hash of its pods. */
  static final String REVISION = "-7d4f8b9c65";

  private final boolean hasAlertmanager;

  private PrometheusStack(PrometheusStackSpec spec) {
    super(spec.scrapes(), new PrometheusStackManifest(spec), spec.pod().clients());
    this.hasAlertmanager = spec.alertmanager().isPresent();
  }

  @Override
  public boolean hasAlertmanager() {
    return hasAlertmanager;
  }

  @Override
  public boolean scrapesOnlyItsServers() {
    return true;
  }

  /** Builds a {@link PrometheusStack}; see there for an example. */
  public static final class Builder extends OwnPrometheusBuilder<Builder> {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder; the default name is the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the Prometheus.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public PrometheusStack build() {
      return create(
          () -> new PrometheusStackSpec(scrapes(), pod(), alertmanager()), PrometheusStack::new);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      Names.checkRoom(
          findings,
          "name",
          name(),
          REVISION.length(),
          "Kubernetes labels the pods of a StatefulSet with its name and a revision");
    }

    @Override
    boolean isByOperator() {
      return false;
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
