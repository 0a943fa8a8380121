package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the builders of every kind of Prometheus take: servers, and the scrape interval. */
final class ScrapeChoices {
  private final ScrapedServers servers = new ScrapedServers();
  private final Set<String> intervals = new LinkedHashSet<>();
  private ScrapeInterval interval = ScrapeInterval.DEFAULT;

  void server(ModelServer server) {
    servers.add(server);
  }

  void interval(Duration between) {
    this.interval = new ScrapeInterval(between);
    intervals.add("scrapeInterval");
  }

  void fast() {
    this.interval = ScrapeInterval.FAST;
    intervals.add("fast");
  }

  ScrapedServers servers() {
    return servers;
  }

  /**
   * Checks servers and interval.
   *
   * @param mayBeNone whether scrapes may be configured elsewhere
   */
  void check(Findings findings, boolean mayBeNone) {
    findings.requireOneOf(intervals, "the scrape interval");
    interval.check(findings);
    servers.check(findings, mayBeNone);
  }

  ScrapeSpec at(Placement placement) {
    return new ScrapeSpec(placement, servers.copy(), interval);
  }
}
