/**
 * The custom metrics API: the Prometheus Adapter and its rules.
 *
 * <p>Read first: {@link io.github.cdk8sovms.adapter.MetricsAdapter} and {@link
 * io.github.cdk8sovms.adapter.AdapterTls}; for an installed adapter {@link
 * io.github.cdk8sovms.adapter.AdapterConfiguration} and {@link
 * io.github.cdk8sovms.adapter.HelmRelease}.
 */
@NullMarked
package io.github.cdk8sovms.adapter;

import org.jspecify.annotations.NullMarked;
