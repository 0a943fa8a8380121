/** Generated manifests on a real control plane. */
@NullMarked
package io.github.cdk8sovms.controlplane;

import org.jspecify.annotations.NullMarked;
