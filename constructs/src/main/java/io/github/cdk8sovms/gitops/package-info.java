/**
 * GitOps: Argo CD Applications for charts.
 *
 * <p>Read first: {@link io.github.cdk8sovms.gitops.ArgoApplication}, and {@link
 * io.github.cdk8sovms.kubernetes.ArgoCd} for sync waves.
 */
@NullMarked
package io.github.cdk8sovms.gitops;

import org.jspecify.annotations.NullMarked;
