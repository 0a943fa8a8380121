/**
 * The HorizontalPodAutoscaler: what its controller decides, with the same algorithm.
 *
 * <p>Read first: {@link io.github.cdk8sovms.internal.hpa.Hpa}, one autoscaler with its memory.
 */
@NullMarked
package io.github.cdk8sovms.internal.hpa;

import org.jspecify.annotations.NullMarked;
