/**
 * PromQL on samples in memory: the queries that autoscalers send, with the results of Prometheus.
 *
 * <p>Read first: {@link io.github.cdk8sovms.internal.promql.Query}, and {@link
 * io.github.cdk8sovms.internal.promql.SeriesStore}, which it reads.
 */
@NullMarked
package io.github.cdk8sovms.internal.promql;

import org.jspecify.annotations.NullMarked;
