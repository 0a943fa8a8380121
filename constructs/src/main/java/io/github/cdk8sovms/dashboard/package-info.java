/** The dashboard of model servers that scale, and a Grafana that shows it. */
@NullMarked
package io.github.cdk8sovms.dashboard;

import org.jspecify.annotations.NullMarked;
