package io.github.cdk8sovms.planning;

/**
 * A minute in which the promise was not kept.
 *
 * @param seconds from the start of the traffic to the start of the minute
 * @param share of the requests answered or refused in the minute that were late or refused
 * @param cause of most of the late requests
 */
public record Violation(double seconds, double share, Cause cause) {}
