package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/** minReplicas and maxReplicas. */
record ReplicaRange(int min, int max) {

  /**
   * Checks the range.
   *
   * @param mayBeEmpty whether the backend can scale up from zero
   */
  void check(Findings findings, boolean mayBeEmpty) {
    findings.require(
        min >= (mayBeEmpty ? 0 : 1),
        FindingCode.REPLICA_RANGE,
        "replicas.min",
        quote(min)
            + " pods have no load to measure, so the first would never start; it must be 1 or more",
        "Write .replicas(1, 3), or add .scaleToZero(..), here or of Keda.");
    findings.require(
        max >= min,
        FindingCode.REPLICA_RANGE,
        "replicas.max",
        quote(max) + " is less than the minimum of " + quote(min),
        "Write the smaller number first: .replicas(1, 3).");
    findings.require(
        max != 0 || min != 0 || !mayBeEmpty,
        FindingCode.REPLICA_RANGE,
        "replicas.max",
        quote(max) + " pods at most would never serve requests",
        "Write .replicas(0, 3).");
  }
}
