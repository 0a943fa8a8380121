/** Reads what a plan simulates from the objects of a manifest. */
@NullMarked
package io.github.cdk8sovms.planning.manifest;

import org.jspecify.annotations.NullMarked;
