/** The configuration of prometheus-adapter, as the adapter interprets it. */
@NullMarked
package io.github.cdk8sovms.internal.adapter;

import org.jspecify.annotations.NullMarked;
