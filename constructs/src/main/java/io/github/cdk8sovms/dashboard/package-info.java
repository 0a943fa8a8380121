/**
 * A Grafana dashboard of autoscaled model servers, and an optional Grafana.
 *
 * <p>Read first: {@link io.github.cdk8sovms.dashboard.Dashboard}.
 */
@NullMarked
package io.github.cdk8sovms.dashboard;

import org.jspecify.annotations.NullMarked;
