/** Reserved room on nodes, so that added pods start without waiting for a node. */
@NullMarked
package io.github.cdk8sovms.headroom;

import org.jspecify.annotations.NullMarked;
