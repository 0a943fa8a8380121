package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An existing Prometheus, or a store with its API (Thanos, Mimir, Cortex, VictoriaMetrics): the
 * query endpoint, the scraper, and the rule evaluator, which may be three separate processes.
 *
 * <p>Immutable: each method returns a changed copy.
 */
public final class ExistingPrometheus {
  /** No existing Prometheus. */
  static final ExistingPrometheus NONE =
      new ExistingPrometheus("", null, StoredSeries.DEFAULT, false, false);

  /** Either the name and namespace of a Service, or a host in a domain. */
  private static final Pattern TWO_NAMES = Pattern.compile("[a-zA-Z0-9-]+\\.[a-zA-Z0-9-]+");

  private static final String OPENSHIFT_QUERIES =
      "https://thanos-querier.openshift-monitoring.svc:9091";
  private static final String OPENSHIFT_SCRAPERS = "openshift-user-workload-monitoring";

  private final String url;
  private final @Nullable NetworkPeer scraper;
  private final StoredSeries series;
  private final boolean rulesAtScraper;
  private final boolean userWorkloads;

  private ExistingPrometheus(
      String url,
      @Nullable NetworkPeer scraper,
      StoredSeries series,
      boolean rulesAtScraper,
      boolean userWorkloads) {
    this.url = url;
    this.scraper = scraper;
    this.series = series;
    this.rulesAtScraper = rulesAtScraper;
    this.userWorkloads = userWorkloads;
  }

  /**
   * Returns the Prometheus or store at an address.
   *
   * @param url such as {@code "http://prometheus.monitoring.svc:9090"} or {@code
   *     "https://mimir.example.com/prometheus"}: the part before {@code /api/v1/query}
   */
  public static ExistingPrometheus at(String url) {
    return new ExistingPrometheus(Required.nonNull(url), null, StoredSeries.DEFAULT, false, false);
  }

  /**
   * Returns OpenShift's user workload monitoring, which must be enabled: queries go to {@code
   * thanos-querier.openshift-monitoring.svc:9091}, pods are scraped from {@code
   * openshift-user-workload-monitoring} by PodMonitors, and rules are evaluated in the namespace of
   * the servers. Clients need a token of a service account with the ClusterRole {@code
   * cluster-monitoring-view} and the service CA: see {@code docs/openshift.md}.
   *
   * @see <a
   *     href="https://docs.redhat.com/en/documentation/monitoring_stack_for_red_hat_openshift">Monitoring
   *     on OpenShift</a>
   */
  public static ExistingPrometheus openShift() {
    return new ExistingPrometheus(
        OPENSHIFT_QUERIES,
        NetworkPeer.namespace(OPENSHIFT_SCRAPERS),
        StoredSeries.DEFAULT,
        false,
        true);
  }

  /**
   * Sets the namespace of the scraper, for the NetworkPolicies of servers. Default: the namespace
   * of the query endpoint.
   */
  public ExistingPrometheus scrapedFrom(String namespace) {
    return scrapedFrom(NetworkPeer.namespace(Required.nonNull(namespace)));
  }

  /** Sets the scraper of the pods, for the NetworkPolicies of servers. */
  public ExistingPrometheus scrapedFrom(NetworkPeer collector) {
    return new ExistingPrometheus(
        url, Required.nonNull(collector), series, rulesAtScraper, userWorkloads);
  }

  /**
   * Adds a label that all series of this cluster have in the store, such as the external label
   * {@code cluster}. It is added to every query of KEDA, the adapter, alerts and dashboards, except
   * queries that you write. Without it, a store for several clusters sums pods with the same name.
   */
  public ExistingPrometheus matcher(String label, String value) {
    Required.nonNull(label, "label");
    Required.nonNull(value, "value");
    return of(series.with(series.matchers().and(label, value)));
  }

  /**
   * Sets the labels that identify the pod in series of model servers, {@code up} included, for a
   * store in which these are not {@code namespace} and {@code pod}. They are used in every query of
   * KEDA, the adapter, alerts and dashboards, and in the rules that map series to pods in the
   * adapter. Default: {@link SeriesLabels#STANDARD}.
   *
   * <p>Not allowed with monitors, which set {@code namespace} and {@code pod} (OVMS318).
   */
  public ExistingPrometheus labels(SeriesLabels podLabels) {
    return of(series.labelled(Required.nonNull(podLabels)));
  }

  /**
   * Sets the labels that identify the object in series of kube-state-metrics and the kubelet's
   * container metrics. Default: {@link SeriesLabels#STANDARD}, which these export themselves; a
   * scrape without {@code honor_labels} renames them to {@code exported_namespace} and {@code
   * exported_pod} if it adds labels with the same names.
   */
  public ExistingPrometheus exporterLabels(SeriesLabels objectLabels) {
    return of(series.exportersLabelled(Required.nonNull(objectLabels)));
  }

  private ExistingPrometheus of(StoredSeries other) {
    return new ExistingPrometheus(url, scraper, other, rulesAtScraper, userWorkloads);
  }

  /**
   * Evaluates rules at the scraper, for example a Prometheus of the operator that writes to a store
   * for several clusters: its local series do not have the external labels that it adds on remote
   * write, so rules have no matchers. Default: rules are evaluated at the query endpoint.
   */
  public ExistingPrometheus rulesAtScraper() {
    return new ExistingPrometheus(url, scraper, series, true, userWorkloads);
  }

  String url() {
    return url;
  }

  Optional<NetworkPeer> scraper() {
    return Optional.ofNullable(scraper);
  }

  SeriesMatchers matchers() {
    return series.matchers();
  }

  SeriesLabels labels() {
    return series.labels();
  }

  SeriesLabels exporterLabels() {
    return series.exporterLabels();
  }

  /** Returns the matchers of rules. */
  SeriesMatchers matchersOfRules() {
    return rulesAtScraper ? SeriesMatchers.NONE : matchers();
  }

  /** Returns whether rules see only series of their namespace. */
  boolean isOfUserWorkloads() {
    return userWorkloads;
  }

  void check(Findings findings, PrometheusAccess access) {
    Urls.checkHttp(findings, "existing", url, "http://prometheus.monitoring.svc:9090");
    series.check(findings, "existing");
    scraper().ifPresent(collector -> collector.check(findings, "existing.scrapedFrom"));
    if (Urls.isHttp(url)) {
      new QueryAddress(URI.create(url)).check(findings, access, !matchers().isEmpty());
    }
  }

  /** Checks that monitors, which set the standard labels, are not combined with other labels. */
  void checkMonitors(Findings findings, Monitors monitors) {
    findings.require(
        series.labels().isStandard() || monitors == Monitors.NONE,
        FindingCode.SERIES_LABELS_OF_OURS,
        "existing.labels",
        quote(series.labels().names())
            + " are not the labels that "
            + quote(monitors)
            + " sets, which are "
            + SeriesLabels.STANDARD.names(),
        "Leave .labels(..) out, or .monitors(..) if another configuration scrapes the servers.");
  }

  /**
   * Checks that the scraper's namespace is known, because the servers' NetworkPolicies admit it.
   */
  void checkScraper(Findings findings, ScrapedServers servers, Monitors monitors) {
    findings.require(
        scraper != null
            || monitors.collectors().isPresent()
            || !isOutside()
            || !servers.isAnyIsolated(),
        FindingCode.MISSING,
        "namespace",
        quote(url)
            + " is outside the cluster, and the NetworkPolicies of the servers do not admit its"
            + " scraper, whose namespace is not known",
        host().filter(TWO_NAMES.asMatchPredicate()).isPresent()
            ? "If it is a Service of the cluster, write it with .svc, such as"
                + " \"http://prometheus.monitoring.svc:9090\"; otherwise add"
                + " .namespace(\"monitoring\"), the namespace of the scraper."
            : "Add .namespace(\"monitoring\"), the namespace of the scraper.");
  }

  /** Returns the namespace of its Service, if the URL is in the cluster and contains it. */
  Optional<String> namespace() {
    return host().flatMap(Urls::serviceNamespace);
  }

  /** Returns whether the URL is certainly no Service of the cluster. */
  private boolean isOutside() {
    return host().isPresent() && !Urls.isLocalService(host().get()) && namespace().isEmpty();
  }

  private Optional<String> host() {
    try {
      return Optional.ofNullable(new URI(url).getHost());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
