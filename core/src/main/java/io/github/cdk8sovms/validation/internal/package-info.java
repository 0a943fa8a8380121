/**
 * What other packages of this library use of {@code validation}. Users do not call it; it may
 * change at any time.
 */
@NullMarked
package io.github.cdk8sovms.validation.internal;

import org.jspecify.annotations.NullMarked;
