package io.github.cdk8sovms.planning;

/**
 * A part of the timeline.
 *
 * @param seconds from the start of the traffic to the start of this part
 * @param length of this part, in seconds
 * @param arrivals requests that were sent in it
 * @param late requests that were answered in it, after the limit of the promise
 * @param refused requests that were refused or lost in it
 * @param desired most replicas that the workload was set to in it
 * @param ready pods that were ready, on average
 */
public record Point(
    double seconds,
    double length,
    long arrivals,
    long late,
    long refused,
    int desired,
    double ready) {}
