/**
 * Load signals: what an autoscaler scales on.
 *
 * <p>Read first: {@link io.github.cdk8sovms.signal.LoadSignal}, which has a factory for each signal
 * and describes what it measures.
 */
@NullMarked
package io.github.cdk8sovms.signal;

import org.jspecify.annotations.NullMarked;
