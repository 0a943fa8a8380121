/**
 * Shared types of all constructs: namespaces, resources, scheduling, networks, patches.
 *
 * <p>Read first: {@link io.github.cdk8sovms.kubernetes.ComponentBuilder}, which has the options of
 * every construct, then {@link io.github.cdk8sovms.kubernetes.Namespace}, {@link
 * io.github.cdk8sovms.kubernetes.Resources}, {@link io.github.cdk8sovms.kubernetes.Scheduling} and
 * {@link io.github.cdk8sovms.kubernetes.Patch}.
 */
@NullMarked
package io.github.cdk8sovms.kubernetes;

import org.jspecify.annotations.NullMarked;
