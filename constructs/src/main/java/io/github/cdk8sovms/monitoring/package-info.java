/**
 * Prometheus: standalone, run by its operator, or existing; and its scrapes and rules.
 *
 * <p>Read first: {@link io.github.cdk8sovms.monitoring.PrometheusStack}; for a Prometheus of
 * another team or a cloud service {@link io.github.cdk8sovms.monitoring.ExistingPrometheus} and
 * {@link io.github.cdk8sovms.monitoring.PrometheusAccess}.
 */
@NullMarked
package io.github.cdk8sovms.monitoring;

import org.jspecify.annotations.NullMarked;
