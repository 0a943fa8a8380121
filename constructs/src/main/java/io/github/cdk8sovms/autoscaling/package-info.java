/** The autoscaler: target load per pod, replica range and scaling behavior. */
@NullMarked
package io.github.cdk8sovms.autoscaling;

import org.jspecify.annotations.NullMarked;
