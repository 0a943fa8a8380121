package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.Prometheus;

/**
 * An adapter of another owner.
 *
 * @param placement its place in the construct tree, and its names
 * @param prometheus that it queries
 * @param rules known so far; autoscalers add theirs
 * @param configuration of its owner
 */
record ExistingAdapterSpec(
    Placement placement,
    Prometheus prometheus,
    AdapterRules rules,
    OwnersConfiguration configuration) {}
