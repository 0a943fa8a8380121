/** What differs between two sets of objects, and what that does to a cluster that runs them. */
@NullMarked
package io.github.cdk8sovms.cli.diff;

import org.jspecify.annotations.NullMarked;
