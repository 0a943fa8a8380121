package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;

/**
 * Startup, shutdown and connection age of a pod.
 *
 * @param startup time limit for downloading and loading the models
 * @param maxRequestDuration maximum duration of an accepted request
 * @param maxConnectionAge maximum age of gRPC connections; zero for none
 * @param probes timings of readiness and liveness probes
 */
record Lifecycle(
    Duration startup, Duration maxRequestDuration, Duration maxConnectionAge, Probes probes) {
  static final Lifecycle DEFAULT =
      new Lifecycle(
          Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofMinutes(1), Probes.DEFAULT);

  /** A response of 1,000 tokens at 10 tokens per second takes 100 seconds. */
  static final Duration OF_GENERATION = Duration.ofMinutes(2);

  /**
   * preStop sleep: a terminating pod accepts requests until its removal from the endpoints has
   * propagated to all nodes and ingresses. Otherwise requests sent to it in this time would fail.
   */
  static final Duration PAUSE_BEFORE_STOP = Duration.ofSeconds(10);

  /** Even if requests are short, many of them may be queued. */
  private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

  /** Time for the server to shut down after the last response. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  Lifecycle startup(Duration budget) {
    return new Lifecycle(budget, maxRequestDuration, maxConnectionAge, probes);
  }

  Lifecycle maxRequestDuration(Duration duration) {
    return new Lifecycle(startup, duration, maxConnectionAge, probes);
  }

  Lifecycle maxConnectionAge(Duration age) {
    return new Lifecycle(startup, maxRequestDuration, age, probes);
  }

  Lifecycle probes(Probes timings) {
    return new Lifecycle(startup, maxRequestDuration, maxConnectionAge, timings);
  }

  Duration terminationGrace() {
    return PAUSE_BEFORE_STOP.plus(maxRequestDuration).plus(CLOSING);
  }

  /**
   * Returns the timeout of liveness probes: a probe queues behind the requests of all HTTP
   * connections.
   */
  Duration patience() {
    Duration twoRequests = maxRequestDuration.multipliedBy(2);
    return twoRequests.compareTo(LEAST_PATIENCE) > 0 ? twoRequests : LEAST_PATIENCE;
  }

  /**
   * Returns the progress deadline: a rollout must not fail while pods still load; Kubernetes'
   * default is 10 minutes.
   */
  Duration progressDeadline() {
    return startup.plusMinutes(2);
  }

  void check(Findings findings) {
    probes.check(findings, maxRequestDuration);
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
            + " never closes gRPC connections, so existing clients never use a new pod",
        "Leave .maxConnectionAge(..) out, unless a proxy between clients and pods balances calls.");
  }
}
