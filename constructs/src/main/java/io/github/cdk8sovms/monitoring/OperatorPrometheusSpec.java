package io.github.cdk8sovms.monitoring;

import java.util.Optional;

/**
 * A Prometheus run by the Prometheus Operator.
 *
 * @param scrapes the servers
 * @param pod its pod
 * @param alertmanager to which it sends alerts
 * @param monitors that configure its scrapes
 */
record OperatorPrometheusSpec(
    ScrapeSpec scrapes,
    PrometheusPod pod,
    Optional<AlertmanagerAddress> alertmanager,
    MonitorSpec monitors) {}
