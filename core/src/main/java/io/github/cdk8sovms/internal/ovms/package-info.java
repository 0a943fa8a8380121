/** Releases of OpenVINO Model Server, and what differs between them. */
@NullMarked
package io.github.cdk8sovms.internal.ovms;

import org.jspecify.annotations.NullMarked;
