package io.github.cdk8sovms.planning.manifest;

import java.util.List;

/**
 * An autoscaler, as its controller reads it.
 *
 * @param ref its identity
 * @param target what it scales
 * @param targetGroup the API group of the target
 * @param behavior {@code spec.behavior} of its HPA
 */
record Autoscaler(
    ObjectRef ref,
    ObjectRef target,
    String targetGroup,
    int minReplicas,
    int maxReplicas,
    Node behavior,
    List<MetricSource> metrics) {}
