package io.github.cdk8sovms.monitoring;

import java.util.Optional;

/**
 * A Prometheus without an operator.
 *
 * @param scrapes the servers
 * @param pod its pod
 * @param alertmanager to which it sends alerts
 */
record PrometheusStackSpec(
    ScrapeSpec scrapes, PrometheusPod pod, Optional<AlertmanagerAddress> alertmanager) {}
