package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An existing Prometheus or store: where queries go, what scrapes, and where rules are evaluated.
 *
 * @param query the URL of the query endpoint; null if not given
 * @param collector the scraper of the pods; null for the namespace of the query endpoint
 * @param series what its series have in common
 * @param rulesAtScraper whether rules are evaluated at the scraper
 * @param isOfUserWorkloads whether rules see only series of their namespace, as on OpenShift
 */
record QueriedPrometheus(
    @Nullable String query,
    @Nullable NetworkPeer collector,
    StoredSeries series,
    boolean rulesAtScraper,
    boolean isOfUserWorkloads) {
  /** Nothing is known yet. */
  static final QueriedPrometheus UNKNOWN =
      new QueriedPrometheus(null, null, StoredSeries.DEFAULT, false, false);

  /** Either the name and namespace of a Service, or a host in a domain. */
  private static final Pattern TWO_NAMES = Pattern.compile("[a-zA-Z0-9-]+\\.[a-zA-Z0-9-]+");

  private static final String OPENSHIFT_QUERIES =
      "https://thanos-querier.openshift-monitoring.svc:9091";
  private static final String OPENSHIFT_SCRAPERS = "openshift-user-workload-monitoring";

  QueriedPrometheus at(String url) {
    return new QueriedPrometheus(url, collector, series, rulesAtScraper, isOfUserWorkloads);
  }

  QueriedPrometheus ofOpenShift() {
    return new QueriedPrometheus(
        OPENSHIFT_QUERIES, NetworkPeer.namespace(OPENSHIFT_SCRAPERS), series, rulesAtScraper, true);
  }

  QueriedPrometheus scrapedFrom(NetworkPeer scraper) {
    return new QueriedPrometheus(query, scraper, series, rulesAtScraper, isOfUserWorkloads);
  }

  QueriedPrometheus matcher(String label, String value) {
    return of(series.with(series.matchers().and(label, value)));
  }

  QueriedPrometheus labels(SeriesLabels podLabels) {
    return of(series.labelled(podLabels));
  }

  QueriedPrometheus exporterLabels(SeriesLabels objectLabels) {
    return of(series.exportersLabelled(objectLabels));
  }

  private QueriedPrometheus of(StoredSeries other) {
    return new QueriedPrometheus(query, collector, other, rulesAtScraper, isOfUserWorkloads);
  }

  QueriedPrometheus withRulesAtScraper() {
    return new QueriedPrometheus(query, collector, series, true, isOfUserWorkloads);
  }

  /** Returns whether the query endpoint is given. */
  boolean isKnown() {
    return query != null;
  }

  String url() {
    if (query == null) {
      throw new IllegalStateException("URL of an existing Prometheus read before validation");
    }
    return query;
  }

  Optional<NetworkPeer> scraper() {
    return Optional.ofNullable(collector);
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

  void check(Findings findings, PrometheusAccess access) {
    if (isKnown()) {
      Urls.checkHttp(findings, "url", url(), "http://prometheus.monitoring.svc:9090");
    }
    series.check(findings);
    scraper().ifPresent(peer -> Peer.of(peer).check(findings, "scrapedFrom"));
    if (isKnown() && Urls.isHttp(url())) {
      new QueryAddress(URI.create(url())).check(findings, access, !matchers().isEmpty());
    }
  }

  /** Checks that monitors, which set the standard labels, are not combined with other labels. */
  void checkMonitors(Findings findings, Monitors monitors) {
    findings.require(
        series.labels().isStandard() || monitors == Monitors.NONE,
        FindingCode.SERIES_LABELS_OF_OURS,
        "seriesLabels",
        quote(series.labels().names())
            + " are not the labels that "
            + quote(monitors)
            + " sets, which are "
            + SeriesLabels.STANDARD.names(),
        "Leave .seriesLabels(..) out, or .monitors(..) if another configuration scrapes the servers.");
  }

  /**
   * Checks that the scraper's namespace is known, because the servers' NetworkPolicies admit it.
   */
  void checkScraper(Findings findings, ScrapedServers servers, Monitors monitors) {
    findings.require(
        collector != null
            || monitors.collectors().isPresent()
            || !isOutside()
            || !servers.isAnyIsolated(),
        FindingCode.MISSING,
        "namespace",
        quote(url())
            + (isOfTwoNames() ? " may be" : " is")
            + " outside the cluster, and the NetworkPolicies of the servers do not admit its"
            + " scraper, whose namespace is not known",
        isOfTwoNames()
            ? "If it is a Service of the cluster, write it with .svc, such as"
                + " \"http://prometheus.monitoring.svc:9090\"; otherwise add"
                + " .namespace(\"monitoring\"), the namespace of the scraper."
            : "Add .namespace(\"monitoring\"), the namespace of the scraper.");
  }

  /** Returns the namespace of its Service, if the URL is in the cluster and contains it. */
  Optional<String> namespace() {
    return host().flatMap(Urls::serviceNamespace);
  }

  private boolean isOfTwoNames() {
    return host().filter(TWO_NAMES.asMatchPredicate()).isPresent();
  }

  /** Returns whether the URL is certainly no Service of the cluster. */
  private boolean isOutside() {
    return host().filter(name -> !Urls.isOwnPod(name)).isPresent()
        && !Urls.isLocalService(host().get())
        && namespace().isEmpty();
  }

  private Optional<String> host() {
    if (query == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new URI(query).getHost());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
