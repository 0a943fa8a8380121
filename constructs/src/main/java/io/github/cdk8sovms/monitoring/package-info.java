/** Prometheus: installed by us, by its operator, or there already; and what it scrapes. */
@NullMarked
package io.github.cdk8sovms.monitoring;

import org.jspecify.annotations.NullMarked;
