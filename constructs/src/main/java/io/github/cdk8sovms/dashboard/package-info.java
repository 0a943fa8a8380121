/** A Grafana dashboard of autoscaled model servers, and an optional Grafana. */
@NullMarked
package io.github.cdk8sovms.dashboard;

import org.jspecify.annotations.NullMarked;
