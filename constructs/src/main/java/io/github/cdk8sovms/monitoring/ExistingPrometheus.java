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
 * A Prometheus that is there already, or a store that answers like one (Thanos, Mimir, Cortex,
 * VictoriaMetrics): what is asked, what scrapes for it, and what evaluates its rules, which are
 * three places where it is more than one process.
 *
 * <p>Immutable: each method gives a changed copy.
 */
public final class ExistingPrometheus {
  /** The address of none. */
  static final ExistingPrometheus NONE =
      new ExistingPrometheus("", null, StoredSeries.USUAL, false, false);

  /** May be the name and namespace of a Service, or a host of a domain. */
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
   * What answers queries at an address.
   *
   * @param url such as {@code "http://prometheus.monitoring.svc:9090"} or {@code
   *     "https://mimir.example.com/prometheus"}: what comes before {@code /api/v1/query}
   */
  public static ExistingPrometheus at(String url) {
    return new ExistingPrometheus(Required.nonNull(url), null, StoredSeries.USUAL, false, false);
  }

  /**
   * OpenShift's monitoring of user workloads, which must be enabled: queries go to {@code
   * thanos-querier.openshift-monitoring.svc:9091}, pods are scraped from {@code
   * openshift-user-workload-monitoring} by PodMonitors, and rules are evaluated in the namespace of
   * the servers. Callers need a token of a service account with the ClusterRole {@code
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
        StoredSeries.USUAL,
        false,
        true);
  }

  /**
   * Sets the namespace from which pods are scraped, for the NetworkPolicies of servers. Default:
   * the namespace of what is asked.
   */
  public ExistingPrometheus scrapedFrom(String namespace) {
    return scrapedFrom(NetworkPeer.namespace(Required.nonNull(namespace)));
  }

  /** Sets what scrapes the pods, for the NetworkPolicies of servers. */
  public ExistingPrometheus scrapedFrom(NetworkPeer collector) {
    return new ExistingPrometheus(
        url, Required.nonNull(collector), series, rulesAtScraper, userWorkloads);
  }

  /**
   * Adds a label that all series of this cluster have in what is asked, such as the external label
   * {@code cluster}. It goes into every query of KEDA, the adapter, alerts and dashboards, except
   * into those that you write. Without it, a store for several clusters adds up pods of one name.
   */
  public ExistingPrometheus matcher(String label, String value) {
    Required.nonNull(label, "label");
    Required.nonNull(value, "value");
    return of(series.with(series.matchers().and(label, value)));
  }

  /**
   * Sets the labels by which the series of model servers, {@code up} included, say of which pod
   * they are, for a store in which these are not {@code namespace} and {@code pod}. They go into
   * every query of KEDA, the adapter, alerts and dashboards, and into the rules by which the
   * adapter finds pods. Default: {@link SeriesLabels#STANDARD}.
   *
   * <p>Refused with monitors, which write {@code namespace} and {@code pod} (OVMS318).
   */
  public ExistingPrometheus labels(SeriesLabels ofServers) {
    return of(series.labelled(Required.nonNull(ofServers)));
  }

  /**
   * Sets the labels by which series of kube-state-metrics and of the kubelet's containers say of
   * which object they are. Default: {@link SeriesLabels#STANDARD}, which these export themselves; a
   * scrape without {@code honor_labels} makes {@code exported_namespace} and {@code exported_pod}
   * of them where it adds labels of the same names.
   */
  public ExistingPrometheus exporterLabels(SeriesLabels ofExporters) {
    return of(series.exportersLabelled(Required.nonNull(ofExporters)));
  }

  private ExistingPrometheus of(StoredSeries other) {
    return new ExistingPrometheus(url, scraper, other, rulesAtScraper, userWorkloads);
  }

  /**
   * Has rules evaluated by what scrapes, as where a Prometheus of the operator writes to a store
   * for several clusters: its own series do not have the labels that it adds when it sends them, so
   * rules go without the matchers. Default: rules are evaluated by what is asked.
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

  /** The matchers of rules. */
  SeriesMatchers matchersOfRules() {
    return rulesAtScraper ? SeriesMatchers.NONE : matchers();
  }

  /** Whether rules see only series of their own namespace. */
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

  /** Monitors make a scrape write the usual labels, so others would select nothing. */
  void checkMonitors(Findings findings, Monitors monitors) {
    findings.require(
        series.labels().isStandard() || monitors == Monitors.NONE,
        FindingCode.SERIES_LABELS_OF_OURS,
        "existing.labels",
        quote(series.labels().names())
            + " are not the labels that "
            + quote(monitors)
            + " writes, which are "
            + SeriesLabels.STANDARD.names(),
        "Leave .labels(..) out, or .monitors(..) if another configuration scrapes the servers.");
  }

  /** The servers let in the namespace of whatever reads their metrics, so it must be known. */
  void checkReader(Findings findings, ScrapedServers servers, Monitors monitors) {
    findings.require(
        scraper != null
            || monitors.collectors().isPresent()
            || !isOutside()
            || !servers.isAnyIsolated(),
        FindingCode.MISSING,
        "namespace",
        quote(url)
            + " is outside the cluster, and the network of the servers is closed to whatever reads"
            + " their metrics for it",
        host().filter(TWO_NAMES.asMatchPredicate()).isPresent()
            ? "If it is a Service of the cluster, write it with .svc, such as"
                + " \"http://prometheus.monitoring.svc:9090\"; else add"
                + " .namespace(\"monitoring\"), the namespace of what scrapes the pods."
            : "Add .namespace(\"monitoring\"), the namespace of what scrapes the pods.");
  }

  /** The namespace of its Service, if it is in the cluster and says so. */
  Optional<String> namespace() {
    return host().flatMap(Urls::serviceNamespace);
  }

  /** Whether it is known to be no Service of the cluster. */
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
