/** Dashboards: valid for Grafana, with queries that have data. */
@NullMarked
package io.github.cdk8sovms.acceptance.dashboards;

import org.jspecify.annotations.NullMarked;
