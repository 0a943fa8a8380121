package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.validation.Required;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import software.constructs.Construct;

/**
 * A Grafana dashboard of autoscalers and their servers.
 *
 * <p>Emits one ConfigMap, which the sidecar of Grafana's Helm charts selects by its label, and
 * which {@link Grafana} mounts; with {@code grafanaOperator(..)} one GrafanaDashboard. Without a
 * Grafana it has no effect.
 *
 * <p>Contains one row per autoscaler: its signal for each pod with the target, replicas with their
 * range, and throughput. Then, for all servers: latency, requests and failures, streams, graphs if
 * there are any, and scraping. Panels whose series no server exports are omitted.
 *
 * @see <a
 *     href="https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards">Sidecar
 *     for dashboards</a>
 * @see <a href="https://grafana.github.io/grafana-operator/docs/dashboards/">Grafana Operator</a>
 */
public final class Dashboard extends Component {
  private final String uid;
  private final String json;
  private final Source source;
  private final PrometheusStack prometheus;
  private final ObjectRef<? extends ApiObject> object;

  /**
   * The location of the dashboard, for {@link Grafana}.
   *
   * @param configMap the ConfigMap with the file; empty with the Grafana Operator
   * @param folder the folder in Grafana; empty for none
   */
  record Source(Optional<String> configMap, String namespace, String name, String folder) {}

  private Dashboard(
      DashboardOptions options,
      Placement placement,
      ApiObjects objects,
      String json,
      ObjectRef<? extends ApiObject> object) {
    super(placement, objects);
    this.uid = options.uid();
    this.json = json;
    this.object = object;
    this.prometheus = options.settings().get(0).prometheus();
    String name = placement.identity().name();
    this.source =
        new Source(
            options.delivery() instanceof Delivery.Sidecar ? Optional.of(name) : Optional.empty(),
            placement.identity().namespace(),
            name,
            options.folder());
  }

  private static Dashboard of(DashboardOptions options) {
    Placement placement = options.placement();
    ApiObjects objects = placement.objects();
    String json = options.json();
    ObjectRef<? extends ApiObject> object =
        options
            .delivery()
            .create(objects, placement.identity().name(), options.file(), json, options.folder());
    return new Dashboard(options, placement, objects, json, object);
  }

  /** Returns the UID, which is part of the URL: {@code https://grafana.example.com/d/<uid>}. */
  public String uid() {
    return uid;
  }

  /** Returns the dashboard JSON, which Grafana can import. */
  public String json() {
    return json;
  }

  /** Returns the ConfigMap; empty with the Grafana Operator. */
  public Optional<KubeConfigMap> configMap() {
    return source.configMap().map(name -> (KubeConfigMap) object.get());
  }

  /** Returns the GrafanaDashboard; empty without the Grafana Operator. */
  public Optional<ApiObject> grafanaDashboard() {
    return source.configMap().isPresent() ? Optional.empty() : Optional.of(object.get());
  }

  Source source() {
    return source;
  }

  PrometheusStack prometheus() {
    return prometheus;
  }

  /** Builds a {@link Dashboard}. */
  public static final class Builder extends DashboardOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder; the default namespace is that of the Prometheus. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the dashboard.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public Dashboard build() {
      return create(Dashboard::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
