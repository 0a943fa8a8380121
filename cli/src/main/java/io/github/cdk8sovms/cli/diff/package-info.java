/** Differences of two sets of objects, and their effects on a cluster that runs the old ones. */
@NullMarked
package io.github.cdk8sovms.cli.diff;

import org.jspecify.annotations.NullMarked;
