/** What a synthesis has written, for the one who runs it. */
@NullMarked
package io.github.cdk8sovms.synthesis;

import org.jspecify.annotations.NullMarked;
