package io.github.cdk8sovms.headroom;

import io.github.cdk8sovms.kubernetes.internal.Placement;

/**
 * A resolved capacity buffer.
 *
 * @param placement where it is
 * @param reservation what it reserves
 */
record CapacityBufferSpec(Placement placement, Reservation reservation) {}
