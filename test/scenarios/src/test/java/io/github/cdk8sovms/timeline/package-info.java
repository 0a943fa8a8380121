/** Pictures of what happened in a scenario, from the file of samples that it wrote. */
@NullMarked
package io.github.cdk8sovms.timeline;

import org.jspecify.annotations.NullMarked;
