/**
 * Summary of the output of a synthesis.
 *
 * <p>Read first: {@link io.github.cdk8sovms.synthesis.SynthesisSummary}.
 */
@NullMarked
package io.github.cdk8sovms.synthesis;

import org.jspecify.annotations.NullMarked;
