/** Checks each hop of a metric from a pod to its autoscaler, in a running cluster. */
@NullMarked
package io.github.cdk8sovms.cli.doctor;

import org.jspecify.annotations.NullMarked;
