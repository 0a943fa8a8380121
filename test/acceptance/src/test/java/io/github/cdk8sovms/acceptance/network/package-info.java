/** Connections that the emitted NetworkPolicies allow. */
@NullMarked
package io.github.cdk8sovms.acceptance.network;

import org.jspecify.annotations.NullMarked;
