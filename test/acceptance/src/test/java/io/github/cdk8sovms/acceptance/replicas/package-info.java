/** Replica counts, computed by the code of the HPA controller. */
@NullMarked
package io.github.cdk8sovms.acceptance.replicas;

import org.jspecify.annotations.NullMarked;
