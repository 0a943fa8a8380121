/** Values that Kubernetes and Prometheus read from text: quantities, durations, labels, images. */
@NullMarked
package io.github.cdk8sovms.internal.values;

import org.jspecify.annotations.NullMarked;
