package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;

/**
 * How a pod starts and ends, and how long clients stay with it.
 *
 * @param startup how long it may take to fetch and load the models
 * @param maxRequestDuration how long a request may take that has been accepted
 * @param maxConnectionAge after how long a gRPC client is asked to connect anew; zero for never
 */
record Lifecycle(Duration startup, Duration maxRequestDuration, Duration maxConnectionAge) {
  static final Lifecycle DEFAULT =
      new Lifecycle(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofMinutes(1));

  /**
   * How long a pod that is to end goes on taking requests: until every node and ingress has learned
   * that it is gone from the Service. Requests sent to it in this time would fail otherwise.
   */
  static final Duration PAUSE_BEFORE_STOP = Duration.ofSeconds(10);

  /** Also where requests are short, many of them may wait. */
  private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

  /** For the server itself to close, once the last request is answered. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  Lifecycle startup(Duration budget) {
    return new Lifecycle(budget, maxRequestDuration, maxConnectionAge);
  }

  Lifecycle maxRequestDuration(Duration duration) {
    return new Lifecycle(startup, duration, maxConnectionAge);
  }

  Lifecycle maxConnectionAge(Duration age) {
    return new Lifecycle(startup, maxRequestDuration, age);
  }

  Duration terminationGrace() {
    return PAUSE_BEFORE_STOP.plus(maxRequestDuration).plus(CLOSING);
  }

  /**
   * How long a pod may take to answer that it lives: the question waits behind the requests of all
   * connections over HTTP.
   */
  Duration patience() {
    Duration twoRequests = maxRequestDuration.multipliedBy(2);
    return twoRequests.compareTo(LEAST_PATIENCE) > 0 ? twoRequests : LEAST_PATIENCE;
  }

  /** A rollout must not be given up while pods still load: Kubernetes gives it 10 minutes. */
  Duration progressDeadline() {
    return startup.plusMinutes(2);
  }

  void check(Findings findings) {
    Durations.check(findings, "startup", startup, Duration.ofSeconds(5), Duration.ofHours(24));
    Durations.check(
        findings,
        "maxRequestDuration",
        maxRequestDuration,
        Duration.ofSeconds(1),
        Duration.ofHours(2));
    Durations.check(
        findings, "maxConnectionAge", maxConnectionAge, Duration.ZERO, Duration.ofHours(24));
    findings.require(
        !maxConnectionAge.isZero(),
        FindingCode.CONNECTIONS_STAY,
        "maxConnectionAge",
        quote(Durations.text(maxConnectionAge))
            + " never asks gRPC clients to connect anew, so those there are never use a new pod",
        "Leave .maxConnectionAge(..) out, unless something between clients and pods balances calls.");
  }
}
