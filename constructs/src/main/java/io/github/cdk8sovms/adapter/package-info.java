/** The custom metrics API: the adapter that answers it from Prometheus, and its rules. */
@NullMarked
package io.github.cdk8sovms.adapter;

import org.jspecify.annotations.NullMarked;
