package io.github.cdk8sovms.gitops;

import io.github.cdk8sovms.kubernetes.internal.Placement;
import org.cdk8s.Chart;

/**
 * An Argo CD Application.
 *
 * @param placement its place in the construct tree, and its names
 * @param chart that it applies
 * @param repository of the manifest
 * @param revision branch, tag or commit
 * @param directory in the repository
 * @param project of Argo CD
 * @param cluster its API server
 * @param automated whether it syncs by itself
 */
record ArgoApplicationSpec(
    Placement placement,
    Chart chart,
    String repository,
    String revision,
    String directory,
    String project,
    String cluster,
    boolean automated) {}
