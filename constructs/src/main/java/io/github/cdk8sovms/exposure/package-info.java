/**
 * Access from outside the cluster: routes of the Gateway API, Ingress, and canaries.
 *
 * <p>Read first: {@link io.github.cdk8sovms.exposure.Exposure} and {@link
 * io.github.cdk8sovms.exposure.GatewayRef}.
 */
@NullMarked
package io.github.cdk8sovms.exposure;

import org.jspecify.annotations.NullMarked;
