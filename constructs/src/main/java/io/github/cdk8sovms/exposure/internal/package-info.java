/**
 * What other packages of this library use of {@code exposure}. Users do not call it; it may change
 * at any time.
 */
@NullMarked
package io.github.cdk8sovms.exposure.internal;

import org.jspecify.annotations.NullMarked;
