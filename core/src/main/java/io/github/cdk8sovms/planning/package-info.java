/**
 * Plans: what clients would see of a server that is scaled as in its manifest, by a simulation of
 * discrete events.
 *
 * <p>Read first: {@link io.github.cdk8sovms.planning.Plan}, then {@link
 * io.github.cdk8sovms.planning.PlanSpec} and {@link io.github.cdk8sovms.planning.PlanResult}.
 */
@NullMarked
package io.github.cdk8sovms.planning;

import org.jspecify.annotations.NullMarked;
