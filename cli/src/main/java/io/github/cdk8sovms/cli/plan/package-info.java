/** Inputs and outputs of {@code plan}. */
@NullMarked
package io.github.cdk8sovms.cli.plan;

import org.jspecify.annotations.NullMarked;
