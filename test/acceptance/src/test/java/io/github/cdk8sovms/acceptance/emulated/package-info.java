/** Emitted servers, as the OVMS emulator runs them. */
@NullMarked
package io.github.cdk8sovms.acceptance.emulated;

import org.jspecify.annotations.NullMarked;
