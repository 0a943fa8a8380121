/**
 * The autoscaler: target load per pod, replica range and scaling behavior.
 *
 * <p>Read first: {@link io.github.cdk8sovms.autoscaling.RatioAutoscaler}, then {@link
 * io.github.cdk8sovms.autoscaling.Behavior}; for KEDA {@link io.github.cdk8sovms.autoscaling.Keda}.
 */
@NullMarked
package io.github.cdk8sovms.autoscaling;

import org.jspecify.annotations.NullMarked;
