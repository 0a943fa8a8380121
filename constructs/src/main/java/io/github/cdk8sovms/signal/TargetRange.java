package io.github.cdk8sovms.signal;

/**
 * The targets that make sense for a signal.
 *
 * @param low below it, pods are added for next to no load
 * @param high above it, requests wait too long before a pod is added
 * @param standard the target if none is said; 0 if it must be said
 */
public record TargetRange(double low, double high, double standard) {
  /** Whether a target is within the range. */
  public boolean contains(double target) {
    return target >= low && target <= high;
  }
}
