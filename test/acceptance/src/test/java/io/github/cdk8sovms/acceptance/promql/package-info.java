/** Emitted queries and rules, evaluated by promtool on synthetic series. */
@NullMarked
package io.github.cdk8sovms.acceptance.promql;

import org.jspecify.annotations.NullMarked;
