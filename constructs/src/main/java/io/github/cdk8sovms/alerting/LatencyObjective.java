package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Shares;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;

/**
 * How many of the requests are to be answered within which time.
 *
 * @param share of the requests
 * @param limit the time
 */
record LatencyObjective(double share, Duration limit) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  void check(Findings findings) {
    Shares.check(
        findings,
        FindingCode.ALERT_THRESHOLD,
        "latencyObjective",
        share,
        "Write .latencyObjective(0.99, Duration.ofMillis(500)).");
    findings.require(
        limit.compareTo(SHORTEST) >= 0 && limit.compareTo(LONGEST) <= 0,
        FindingCode.ALERT_THRESHOLD,
        "latencyObjective",
        quote(limit) + " is not a time for a request; it must be a millisecond to an hour",
        "Write .latencyObjective(0.99, Duration.ofMillis(500)).");
  }

  /** The signal whose value, over all pods, has to stay within the limit. */
  LoadSignal signal() {
    return LoadSignal.latency(share);
  }

  /** The limit in the unit of that signal. */
  String milliseconds() {
    return Numbers.text(limit.toNanos() / 1e6);
  }

  /** The promise in words. */
  @Override
  public String toString() {
    return Numbers.text(share * 100)
        + " % within "
        + (limit.toMillis() % 1000 == 0 ? Durations.text(limit) : limit.toMillis() + "ms");
  }
}
