/**
 * Load tests for model servers and their autoscalers.
 *
 * <p>Read first: {@link io.github.cdk8sovms.load.LoadTest}, then {@link
 * io.github.cdk8sovms.load.Step} and {@link io.github.cdk8sovms.load.Tensor}.
 */
@NullMarked
package io.github.cdk8sovms.load;

import org.jspecify.annotations.NullMarked;
