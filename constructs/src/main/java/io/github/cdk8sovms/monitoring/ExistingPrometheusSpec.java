package io.github.cdk8sovms.monitoring;

/**
 * A Prometheus that exists already.
 *
 * @param scrapes the servers
 * @param queried where queries go, and what its series have in common
 * @param access how clients verify it and authenticate
 * @param monitors that configure its scrapes, if any
 */
record ExistingPrometheusSpec(
    ScrapeSpec scrapes, QueriedPrometheus queried, PrometheusAccess access, MonitorSpec monitors) {}
