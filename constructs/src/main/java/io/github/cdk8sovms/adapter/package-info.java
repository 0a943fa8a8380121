/** The custom metrics API: the Prometheus Adapter and its rules. */
@NullMarked
package io.github.cdk8sovms.adapter;

import org.jspecify.annotations.NullMarked;
