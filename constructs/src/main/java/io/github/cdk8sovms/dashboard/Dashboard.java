package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.validation.internal.Required;
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
 * <pre>{@code
 * Dashboard dashboard = Dashboard.Builder.create(chart, "dashboard")
 *     .autoscaler(autoscaler)
 *     .folder("Model servers")
 *     .build();
 * }</pre>
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
  private final Prometheus prometheus;
  private final ObjectRef<? extends ApiObject> object;

  /**
   * The location of the dashboard, for {@link Grafana}.
   *
   * @param configMap the ConfigMap with the file; empty with the Grafana Operator
   * @param folder the folder in Grafana; empty for none
   */
  record Source(Optional<String> configMap, String namespace, String name, String folder) {}

  private Dashboard(DashboardSpec spec) {
    this(spec, spec.placement().objects());
  }

  private Dashboard(DashboardSpec spec, ApiObjects definitions) {
    this(
        spec,
        definitions,
        spec.delivery()
            .create(
                definitions,
                spec.placement().identity().name(),
                spec.file(),
                spec.json(),
                spec.folder()));
  }

  private Dashboard(
      DashboardSpec spec, ApiObjects definitions, ObjectRef<? extends ApiObject> object) {
    super(spec.placement(), definitions);
    this.uid = spec.uid();
    this.json = spec.json();
    this.object = object;
    this.prometheus = spec.prometheus();
    String name = spec.placement().identity().name();
    this.source =
        new Source(
            spec.delivery() instanceof Delivery.Sidecar ? Optional.of(name) : Optional.empty(),
            spec.placement().identity().namespace(),
            name,
            spec.folder());
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

  Prometheus prometheus() {
    return prometheus;
  }

  /** Builds a {@link Dashboard}; see there for an example. */
  public static final class Builder extends ComponentBuilder<Builder> {
    private final DashboardChoices choices = new DashboardChoices();

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
     * Adds an autoscaler: a separate row with signal and target, replicas, and throughput. The rows
     * for all servers include its server. At least one is required; all must use one Prometheus.
     */
    public Builder autoscaler(RatioAutoscaler shown) {
      choices.autoscalers.add(Required.nonNull(shown));
      return this;
    }

    /** Sets the title in Grafana. Default: {@code OpenVINO Model Server}. */
    public Builder title(String text) {
      choices.title = Required.nonNull(text);
      return this;
    }

    /**
     * Sets the folder in Grafana. Default: none. A sidecar uses it only if it is installed with
     * {@code folderAnnotation}.
     */
    public Builder folder(String name) {
      choices.folder = Required.nonNull(name);
      return this;
    }

    /**
     * Sets the UID, which is part of the URL and unique in Grafana. Default: derived from namespace
     * and name, so that it is stable.
     *
     * @param text up to 40 letters, digits, '-' and '_'
     */
    public Builder uid(String text) {
      choices.uid = Required.nonNull(text);
      return this;
    }

    /**
     * Sets the label of the ConfigMap, which the sidecar selects. Default: {@code
     * grafana_dashboard} with {@code "1"}, which kube-prometheus-stack selects in every namespace;
     * Grafana's own chart searches only its namespace, unless configured with {@code
     * searchNamespace: ALL}.
     */
    public Builder sidecar(String label, String value) {
      choices.sidecar =
          new Delivery.Sidecar(
              Required.nonNull(label, "label"),
              Required.nonNull(value, "value"),
              choices.sidecar.folderAnnotation());
      choices.sidecarOptions.add("sidecar");
      return this;
    }

    /**
     * Sets the annotation from which the sidecar reads the folder. Default: {@code grafana_folder}.
     */
    public Builder folderAnnotation(String key) {
      choices.sidecar =
          new Delivery.Sidecar(
              choices.sidecar.label(), choices.sidecar.value(), Required.nonNull(key));
      choices.sidecarOptions.add("folderAnnotation");
      return this;
    }

    /**
     * Emits a GrafanaDashboard instead, for the Grafana Operator from 5.0 on, which must be
     * installed. It may be in another namespace than its Grafana.
     *
     * @param label a label of the Grafana objects to select, such as {@code dashboards}
     * @param value its value, such as {@code grafana}
     */
    public Builder grafanaOperator(String label, String value) {
      choices.operator =
          new Delivery.Operator(Required.nonNull(label, "label"), Required.nonNull(value, "value"));
      return this;
    }

    /**
     * Sets the base URL of the runbooks, to which panels link, as for {@link
     * Alerts.Builder#runbookBase}. Default: the runbooks of this project.
     */
    public Builder runbookBase(String url) {
      choices.runbookBase = Required.nonNull(url);
      return this;
    }

    /** Adds the row of graphs even if no autoscaler scales on them, for example next to models. */
    public Builder graphs() {
      choices.graphs = true;
      return this;
    }

    /**
     * Declares that Prometheus also scrapes the kubelet's container metrics, and adds a row of CPU
     * and memory. Only for an existing Prometheus: one that this library creates scrapes model
     * servers.
     */
    public Builder containerMetrics() {
      choices.containerMetrics = true;
      return this;
    }

    /**
     * Creates the dashboard.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public Dashboard build() {
      return create(
          findings ->
              DashboardSpec.resolve(placement("grafana-dashboard", "dashboard"), choices, findings),
          Dashboard::new);
    }

    @Override
    protected String defaultNamespace() {
      if (choices.autoscalers.isEmpty()) {
        return super.defaultNamespace();
      }
      Prometheus prometheus = choices.autoscalers.get(0).settings().prometheus();
      return prometheus.isOfPlatform() ? super.defaultNamespace() : prometheus.namespace();
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
