package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;

/**
 * How a pod starts and ends.
 *
 * @param startup how long it may take to fetch and load the models
 * @param longestRequest how long a request may take that has been accepted
 */
record Lifecycle(Duration startup, Duration longestRequest) {
  static final Lifecycle DEFAULT = new Lifecycle(Duration.ofMinutes(10), Duration.ofSeconds(30));

  /**
   * How long a pod that is to end goes on taking requests: until every node and ingress has learned
   * that it is gone from the Service. Requests sent to it in this time would fail otherwise.
   */
  static final Duration PAUSE_BEFORE_STOP = Duration.ofSeconds(10);

  /** For the server itself to close, once the last request is answered. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  Duration terminationGrace() {
    return PAUSE_BEFORE_STOP.plus(longestRequest).plus(CLOSING);
  }

  /** A rollout must not be given up while pods still load: Kubernetes gives it 10 minutes. */
  Duration progressDeadline() {
    return startup.plusMinutes(2);
  }

  void check(Findings findings) {
    Durations.check(findings, "startup", startup, Duration.ofSeconds(5), Duration.ofHours(24));
    Durations.check(
        findings, "longestRequest", longestRequest, Duration.ofSeconds(1), Duration.ofHours(2));
  }
}
