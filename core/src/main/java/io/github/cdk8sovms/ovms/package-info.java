/** Releases of OpenVINO Model Server, and what differs between them. */
@NullMarked
package io.github.cdk8sovms.ovms;

import org.jspecify.annotations.NullMarked;
