/** The autoscaler: what load a pod should carry, how many pods there may be, and how fast. */
@NullMarked
package io.github.cdk8sovms.autoscaling;

import org.jspecify.annotations.NullMarked;
