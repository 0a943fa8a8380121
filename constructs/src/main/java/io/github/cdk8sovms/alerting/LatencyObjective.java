package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Shares;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;

/**
 * A latency objective: the share of requests that must complete within a limit.
 *
 * @param share of the requests
 * @param limit on the time of a request
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
        quote(limit) + " is not a valid limit; it must be between one millisecond and one hour",
        "Write .latencyObjective(0.99, Duration.ofMillis(500)).");
  }

  /** Returns the signal whose value over all pods must stay within the limit. */
  LoadSignal signal() {
    return LoadSignal.latency(share);
  }

  /** Returns the limit in milliseconds, the unit of the signal. */
  String milliseconds() {
    return Numbers.text(limit.toNanos() / 1e6);
  }

  /** Returns the objective as text. */
  @Override
  public String toString() {
    return Numbers.text(share * 100)
        + " % within "
        + (limit.toMillis() % 1000 == 0 ? Durations.text(limit) : limit.toMillis() + "ms");
  }
}
