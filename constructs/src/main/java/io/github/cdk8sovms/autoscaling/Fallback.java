package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * KEDA's fallback while the metric is unavailable.
 *
 * @param failureThreshold number of consecutive failed queries before the fallback applies
 * @param replicas the minimum number of pods then
 */
record Fallback(int failureThreshold, int replicas) {
  static final String OPTION = "metrics.fallback";

  private static final int MOST_FAILURES = 1_000;

  /** The HPA queries every 15 seconds, and KEDA before 2.21 also polls every 30 seconds. */
  private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(10);

  void check(Findings findings, Optional<ReplicaRange> range, Optional<Duration> startTime) {
    findings.require(
        failureThreshold >= 1 && failureThreshold <= MOST_FAILURES,
        FindingCode.FALLBACK,
        OPTION,
        quote(failureThreshold) + " is not a failure threshold; it must be 1 to " + MOST_FAILURES,
        "Write .fallback(8, 2).");
    int most = range.map(ReplicaRange::max).orElse(Integer.MAX_VALUE);
    findings.require(
        replicas >= 1 && replicas <= most,
        FindingCode.FALLBACK,
        OPTION,
        quote(replicas)
            + " is not a number of fallback pods; it must be 1 to the maximum of the autoscaler"
            + range.map(it -> ", " + quote(it.max())).orElse(""),
        "Write .fallback(8, 2).");
    startTime
        .filter(time -> time.compareTo(shortest()) > 0)
        .ifPresent(time -> addTooSoon(findings, time));
  }

  private void addTooSoon(Findings findings, Duration startTime) {
    long needed = startTime.dividedBy(BETWEEN_FAILURES) + 1;
    findings.add(
        FindingCode.FALLBACK_TOO_SOON,
        OPTION,
        quote(failureThreshold)
            + " failures can occur within "
            + shortest().toSeconds()
            + " s, but the first pod takes "
            + startTime.toSeconds()
            + " s to have a value, so each first start would create "
            + replicas
            + " pods",
        "Write .fallback(" + needed + ", " + replicas + "), or a higher number.");
  }

  private Duration shortest() {
    return BETWEEN_FAILURES.multipliedBy(failureThreshold);
  }

  Map<String, Object> toSpec() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("failureThreshold", failureThreshold);
    spec.put("replicas", replicas);
    spec.put("behavior", "currentReplicasIfHigher");
    return spec;
  }
}
