/** Prometheus: standalone, run by its operator, or existing; and its scrapes and rules. */
@NullMarked
package io.github.cdk8sovms.monitoring;

import org.jspecify.annotations.NullMarked;
