package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;

/** What the builders of every kind of Prometheus take: servers, and the scrape interval. */
final class ScrapeChoices {
  private final ScrapedServers servers = new ScrapedServers();
  private ScrapeInterval interval;

  ScrapeChoices(ScrapeInterval byDefault) {
    this.interval = byDefault;
  }

  void server(ModelServer server) {
    servers.add(server);
  }

  void interval(Duration between) {
    this.interval = new ScrapeInterval(between);
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
    interval.check(findings);
    servers.check(findings, mayBeNone);
  }

  ScrapeSpec at(Placement placement) {
    return new ScrapeSpec(placement, servers.copy(), interval);
  }
}
