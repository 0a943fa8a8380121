/** Load tests for model servers and their autoscalers. */
@NullMarked
package io.github.cdk8sovms.load;

import org.jspecify.annotations.NullMarked;
