/** Who may connect to whom under the emitted NetworkPolicies. */
@NullMarked
package io.github.cdk8sovms.acceptance.network;

import org.jspecify.annotations.NullMarked;
