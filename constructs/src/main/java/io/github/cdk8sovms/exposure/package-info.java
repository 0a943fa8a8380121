/** Access from outside the cluster: routes of the Gateway API, Ingress, and canaries. */
@NullMarked
package io.github.cdk8sovms.exposure;

import org.jspecify.annotations.NullMarked;
