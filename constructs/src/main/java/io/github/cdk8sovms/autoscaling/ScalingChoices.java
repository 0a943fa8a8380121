package io.github.cdk8sovms.autoscaling;

import java.time.Duration;
import java.util.Optional;

/**
 * What a backend and further metrics are checked against.
 *
 * @param signal the main load signal, with its target
 * @param behavior how fast the autoscaler follows the load
 * @param replicas the range; empty if it is missing, which is reported elsewhere
 * @param longestStart the longest time until a new pod is ready, if known
 */
record ScalingChoices(
    SignalTarget signal,
    Behavior behavior,
    Optional<ReplicaRange> replicas,
    Optional<Duration> longestStart) {}
