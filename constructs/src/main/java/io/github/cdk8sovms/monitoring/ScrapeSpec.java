package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;

/**
 * What every kind of Prometheus has.
 *
 * @param placement its place in the construct tree, and its names
 * @param servers that it scrapes
 * @param interval of the scrapes
 */
record ScrapeSpec(Placement placement, ScrapedServers servers, ScrapeInterval interval) {}
