/** Emitted servers, as the stand-in for OVMS runs them. */
@NullMarked
package io.github.cdk8sovms.acceptance.emulated;

import org.jspecify.annotations.NullMarked;
