package io.github.cdk8sovms.internal.hpa;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How many pods one metric proposes.
 *
 * <p>Source: pkg/controller/podautoscaler/replica_calculator.go of Kubernetes 1.37.
 */
final class ReplicaCalculator {
  private final double toleranceUp;
  private final double toleranceDown;

  ReplicaCalculator(double toleranceUp, double toleranceDown) {
    this.toleranceUp = toleranceUp;
    this.toleranceDown = toleranceDown;
  }

  OptionalInt ofPods(Map<String, Double> values, long target, Fleet fleet) {
    Map<String, Long> metrics = new HashMap<>();
    values.forEach((pod, value) -> metrics.put(pod, thousandths(value)));
    Set<String> unready = new HashSet<>();
    Set<String> missing = new HashSet<>();
    int counted = 0;
    for (Fleet.Pod pod : fleet.pods()) {
      if (pod.terminating()) {
        metrics.remove(pod.name());
      } else if (pod.phase() == Fleet.Phase.PENDING) {
        unready.add(pod.name());
        metrics.remove(pod.name());
      } else if (metrics.containsKey(pod.name())) {
        counted++;
      } else {
        missing.add(pod.name());
      }
    }
    if (metrics.isEmpty() || fleet.pods().isEmpty()) {
      return OptionalInt.empty();
    }
    double ratio = ratio(metrics, target);
    if (missing.isEmpty() && (unready.isEmpty() || ratio <= 1.0)) {
      return OptionalInt.of(
          isWithinTolerance(ratio) ? fleet.specReplicas() : ceil(ratio * counted));
    }
    assume(metrics, ratio, target, unready, missing);
    return OptionalInt.of(ofAssumed(metrics, ratio, target, fleet.specReplicas()));
  }

  /** Pods without a value are assumed to have one that makes the change smaller. */
  private static void assume(
      Map<String, Long> metrics,
      double ratio,
      long target,
      Set<String> unready,
      Set<String> missing) {
    if (ratio < 1.0) {
      missing.forEach(pod -> metrics.put(pod, target));
    } else if (ratio > 1.0) {
      missing.forEach(pod -> metrics.put(pod, 0L));
      unready.forEach(pod -> metrics.put(pod, 0L));
    }
  }

  private int ofAssumed(Map<String, Long> metrics, double before, long target, int current) {
    double ratio = ratio(metrics, target);
    boolean turns = before < 1.0 && ratio > 1.0 || before > 1.0 && ratio < 1.0;
    if (isWithinTolerance(ratio) || turns) {
      return current;
    }
    int replicas = ceil(ratio * metrics.size());
    boolean contradicts = ratio < 1.0 && replicas > current || ratio > 1.0 && replicas < current;
    return contradicts ? current : replicas;
  }

  int ofTotal(double total, long target, int statusReplicas) {
    double load = roundedThousandths(total);
    if (isWithinTolerance(load / ((double) target * statusReplicas))) {
      return statusReplicas;
    }
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(load / target));
  }

  private boolean isWithinTolerance(double ratio) {
    return 1.0 - toleranceDown <= ratio && ratio <= 1.0 + toleranceUp;
  }

  /** The mean of all values, cut to thousandths, for each thousandth of the target. */
  private static double ratio(Map<String, Long> metrics, long target) {
    long sum = 0;
    for (long value : metrics.values()) {
      sum += value;
    }
    return (double) (sum / metrics.size()) / target;
  }

  /** Overflows as Go's conversion to int32 does on amd64. */
  private static int ceil(double value) {
    return (int) (long) Math.ceil(value);
  }

  /** As the adapter writes a value: NaN is 0, and what is below a thousandth is cut off. */
  private static long thousandths(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    double scaled = value * 1000;
    // Go on amd64 gives the lowest number for what does not fit.
    return scaled >= 0x1p63 || scaled < -0x1p63 ? Long.MIN_VALUE : (long) scaled;
  }

  /**
   * As KEDA writes a value: rounded, and 0 if it is negative or not a number.
   *
   * <p>Source: quantityFromFloat64 in pkg/scalers/scaler.go of KEDA 2.21.
   */
  static long roundedThousandths(double value) {
    if (!Double.isFinite(value) || value < 0) {
      return 0;
    }
    return new BigDecimal(value)
        .setScale(3, RoundingMode.HALF_EVEN)
        .movePointRight(3)
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .longValue();
  }
}
