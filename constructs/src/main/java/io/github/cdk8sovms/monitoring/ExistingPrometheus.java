package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * A Prometheus that is installed already, or a store with its API (Thanos, Mimir, Cortex,
 * VictoriaMetrics): the query endpoint, the scraper, and the rule evaluator, which may be three
 * separate processes.
 *
 * <p>Emits nothing of it: only the NetworkPolicies of the servers that admit its scraper, and
 * monitors if requested.
 *
 * <pre>{@code
 * ExistingPrometheus prometheus = ExistingPrometheus.Builder.create(chart, "prometheus")
 *     .url("http://prometheus.monitoring.svc:9090")
 *     .scrape(resnet)
 *     .build();
 * }</pre>
 */
public final class ExistingPrometheus extends Prometheus {

  private ExistingPrometheus(ExistingPrometheusSpec spec) {
    super(spec.scrapes(), new ExistingPrometheusManifest(spec), List.of());
  }

  /** Returns true: it is assumed to send alerts. */
  @Override
  public boolean hasAlertmanager() {
    return true;
  }

  /** Builds an {@link ExistingPrometheus}; see there for an example. */
  public static final class Builder extends ComponentBuilder<Builder> {
    private final ScrapeChoices scrapes = new ScrapeChoices(ScrapeInterval.EXISTING);
    private final Set<String> addresses = new LinkedHashSet<>();
    private QueriedPrometheus queried = QueriedPrometheus.UNKNOWN;
    private PrometheusAccess access = PrometheusAccess.open();
    private @Nullable Monitors monitors;
    private @Nullable String release;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Sets the query endpoint. Required, unless {@link #openShift()} is used.
     *
     * @param query such as {@code "http://prometheus.monitoring.svc:9090"} or {@code
     *     "https://mimir.example.com/prometheus"}: the part before {@code /api/v1/query}
     */
    public Builder url(String query) {
      this.queried = queried.at(Required.nonNull(query));
      addresses.add("url");
      return this;
    }

    /**
     * Uses OpenShift's user workload monitoring, which must be enabled: queries go to {@code
     * thanos-querier.openshift-monitoring.svc:9091}, pods are scraped from {@code
     * openshift-user-workload-monitoring} by PodMonitors, and rules are evaluated in the namespace
     * of the servers. Clients need a token of a service account with the ClusterRole {@code
     * cluster-monitoring-view} and the service CA: see {@code docs/openshift.md}.
     *
     * @see <a
     *     href="https://docs.redhat.com/en/documentation/monitoring_stack_for_red_hat_openshift">Monitoring
     *     on OpenShift</a>
     */
    public Builder openShift() {
      this.queried = queried.ofOpenShift();
      addresses.add("openShift");
      return this;
    }

    /**
     * Adds a server that it scrapes. Needed even if scrapes are configured already: the servers'
     * NetworkPolicies admit no other client.
     */
    public Builder scrape(ModelServer server) {
      scrapes.server(Required.nonNull(server));
      return this;
    }

    /**
     * Sets the scrape interval of monitors; without monitors, declares it. Default: 15 seconds.
     * Timeouts and windows are derived from it. With 5 seconds, the default of a Prometheus that
     * this library creates, decisions take about 10 seconds less, for three times the samples.
     */
    public Builder scrapeInterval(Duration interval) {
      scrapes.interval(Required.nonNull(interval));
      return this;
    }

    /**
     * Sets the namespace of the scraper, for the NetworkPolicies of servers. Default: the namespace
     * of the query endpoint.
     */
    public Builder scrapedFrom(String namespaceOfScraper) {
      return scrapedFrom(NetworkPeer.namespace(Required.nonNull(namespaceOfScraper)));
    }

    /** Sets the scraper of the pods, for the NetworkPolicies of servers. */
    public Builder scrapedFrom(NetworkPeer scraper) {
      this.queried = queried.scrapedFrom(Required.nonNull(scraper));
      return this;
    }

    /**
     * Adds a label that all series of this cluster have in the store, such as the external label
     * {@code cluster}. It is added to every query of KEDA, the adapter, alerts and dashboards,
     * except queries that you write. Without it, a store for several clusters sums pods with the
     * same name.
     */
    public Builder matcher(String label, String value) {
      this.queried =
          queried.matcher(Required.nonNull(label, "label"), Required.nonNull(value, "value"));
      keyed().add("matcher", label, value);
      return this;
    }

    /**
     * Sets the labels that identify the pod in series of model servers, {@code up} included, for a
     * store in which these are not {@code namespace} and {@code pod}. They are used in every query
     * of KEDA, the adapter, alerts and dashboards, and in the rules that map series to pods in the
     * adapter. Default: {@link SeriesLabels#STANDARD}.
     *
     * <p>Not allowed with monitors, which set {@code namespace} and {@code pod} (OVMS318).
     */
    public Builder seriesLabels(SeriesLabels podLabels) {
      this.queried = queried.labels(Required.nonNull(podLabels));
      return this;
    }

    /**
     * Sets the labels that identify the object in series of kube-state-metrics and the kubelet's
     * container metrics. Default: {@link SeriesLabels#STANDARD}, which these export themselves; a
     * scrape without {@code honor_labels} renames them to {@code exported_namespace} and {@code
     * exported_pod} if it adds labels with the same names.
     */
    public Builder exporterLabels(SeriesLabels objectLabels) {
      this.queried = queried.exporterLabels(Required.nonNull(objectLabels));
      return this;
    }

    /**
     * Evaluates rules at the scraper, for example a Prometheus of the operator that writes to a
     * store for several clusters: its local series do not have the external labels that it adds on
     * remote write, so rules have no matchers. Default: rules are evaluated at the query endpoint.
     */
    public Builder rulesAtScraper() {
      this.queried = queried.withRulesAtScraper();
      return this;
    }

    /** Sets how clients verify it and authenticate. Default: {@link PrometheusAccess#open()}. */
    public Builder access(PrometheusAccess secrets) {
      this.access = Required.nonNull(secrets);
      return this;
    }

    /**
     * Sets the kind of monitors. Default: {@link Monitors#NONE}, its scrapes are configured
     * already; on OpenShift {@link Monitors#POD_MONITOR}.
     */
    public Builder monitors(Monitors kind) {
      this.monitors = Required.nonNull(kind);
      return this;
    }

    /**
     * Labels the monitors with the Helm release of kube-prometheus-stack, which by default selects
     * only monitors with this label.
     */
    public Builder release(String helmRelease) {
      this.release = Required.nonNull(helmRelease);
      return this;
    }

    /**
     * Creates the Prometheus.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public ExistingPrometheus build() {
      return create(this::spec, ExistingPrometheus::new);
    }

    private ExistingPrometheusSpec spec() {
      return new ExistingPrometheusSpec(
          scrapes.at(placement(PrometheusManifest.SOFTWARE, "monitoring")),
          queried,
          access,
          monitorSpec());
    }

    private MonitorSpec monitorSpec() {
      Monitors byDefault = queried.isOfUserWorkloads() ? Monitors.POD_MONITOR : Monitors.NONE;
      return MonitorSpec.of(monitors == null ? byDefault : monitors, release);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      MonitorSpec monitoring = monitorSpec();
      scrapes.check(findings, monitoring.kind() == Monitors.NONE);
      monitoring.check(findings);
      findings.requireOneOf(addresses, "where queries go");
      findings.require(
          queried.isKnown(),
          FindingCode.MISSING,
          "url",
          "no address is given, and queries of the autoscalers go there",
          "Add .url(\"http://prometheus.monitoring.svc:9090\"), or .openShift().");
      queried.check(findings, access);
      access.check(findings);
      if (queried.isKnown()) {
        access.checkFor(queried.url(), findings);
        if (!isNamespaceGiven()) {
          queried.checkScraper(findings, scrapes.servers(), monitoring.kind());
        }
      }
      queried.checkMonitors(findings, monitoring.kind());
      findings.require(
          !queried.isOfUserWorkloads()
              || monitoring.kind().areOfOperator()
              || monitoring.kind() == Monitors.NONE,
          FindingCode.MONITORS,
          "monitors",
          quote(monitoring.kind()) + " is read by a collector that OpenShift does not have",
          "Leave .monitors(..) out, or write Monitors.SERVICE_MONITOR.");
    }

    /** Returns the namespace of the Service. */
    @Override
    protected String defaultNamespace() {
      return queried.namespace().orElseGet(super::defaultNamespace);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
