/** Summary of the output of a synthesis. */
@NullMarked
package io.github.cdk8sovms.synthesis;

import org.jspecify.annotations.NullMarked;
