package io.github.cdk8sovms.signal.internal;

/**
 * The sensible targets of a signal.
 *
 * @param low below it, pods are added at almost no load
 * @param high above it, requests queue too long before a pod is added
 * @param standard the default target; 0 if a target is required
 */
public record TargetRange(double low, double high, double standard) {
  /** Returns whether a target is within the range. */
  public boolean contains(double target) {
    return target >= low && target <= high;
  }
}
