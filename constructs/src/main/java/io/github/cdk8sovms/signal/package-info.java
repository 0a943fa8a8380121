/** Load signals of a server. */
@NullMarked
package io.github.cdk8sovms.signal;

import org.jspecify.annotations.NullMarked;
