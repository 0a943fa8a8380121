package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.Prometheus;

/**
 * An adapter that this library installs.
 *
 * @param placement its place in the construct tree, and its names
 * @param prometheus that it queries
 * @param rules known so far; autoscalers add theirs
 * @param tls how the API server verifies it
 * @param image of its pods
 * @param resources CPU and memory of a pod
 * @param port on which its pods serve the metrics API
 */
record MetricsAdapterSpec(
    Placement placement,
    Prometheus prometheus,
    AdapterRules rules,
    AdapterTls tls,
    ImageReference image,
    Resources resources,
    int port) {}
