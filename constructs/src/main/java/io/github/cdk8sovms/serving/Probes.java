package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.Optional;

/**
 * Timings of the readiness and liveness probes of a server. Both are requests over HTTP, which wait
 * behind those of clients while all workers are busy.
 *
 * <pre>{@code
 * OvmsModelServer.Builder.create(chart, "resnet")
 *     .probes(Probes.create().readiness(Duration.ofSeconds(2), Duration.ofSeconds(5), 2));
 * }</pre>
 *
 * <p>Default: readiness every 5 seconds with a timeout of 10 seconds, three times; liveness every
 * 10 seconds, three times, with a timeout of twice {@code maxRequestDuration} and at least a
 * minute, so that a busy pod is not restarted. The startup probe follows from {@code .startup(..)}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/">Probes</a>
 */
public final class Probes {
  static final Probes DEFAULT =
      new Probes(new Timing(Duration.ofSeconds(5), Duration.ofSeconds(10), 3), Optional.empty());

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_FAILURES = 100;

  private final Timing readiness;
  private final Optional<Timing> liveness;

  /**
   * When a probe is sent, and what counts as a failure.
   *
   * @param period between two probes
   * @param timeout of each
   * @param failures in a row
   */
  record Timing(Duration period, Duration timeout, int failures) {
    private void check(Findings findings, String option) {
      Durations.check(findings, option, period, Duration.ofSeconds(1), LONGEST);
      Durations.check(findings, option, timeout, Duration.ofSeconds(1), LONGEST);
      findings.require(
          failures >= 1 && failures <= MOST_FAILURES,
          FindingCode.PROBES,
          option,
          quote(failures) + " is not a number of failures in a row; it must be 1 to 100",
          "Write a number such as 3.");
    }

    /** The time after which a pod that does not answer has failed. */
    private Duration untilFailed() {
      return period.multipliedBy(Math.max(0, failures - 1L)).plus(timeout);
    }
  }

  private Probes(Timing readiness, Optional<Timing> liveness) {
    this.readiness = readiness;
    this.liveness = liveness;
  }

  /** Starts with the defaults. */
  public static Probes create() {
    return DEFAULT;
  }

  /**
   * Sets when a pod gets no more requests. A pod that is busy for longer leaves the Service, and
   * its requests go to the others.
   *
   * @param period between two probes, in whole seconds
   * @param timeout of each probe, in whole seconds
   * @param failures in a row, 1 to 100
   */
  public Probes readiness(Duration period, Duration timeout, int failures) {
    Required.nonNull(period, "period");
    Required.nonNull(timeout, "timeout");
    return new Probes(new Timing(period, timeout, failures), liveness);
  }

  /**
   * Sets when a pod is restarted. It must not be sooner than the longest request (OVMS256).
   *
   * @param period between two probes, in whole seconds
   * @param timeout of each probe, in whole seconds
   * @param failures in a row, 1 to 100
   */
  public Probes liveness(Duration period, Duration timeout, int failures) {
    Required.nonNull(period, "period");
    Required.nonNull(timeout, "timeout");
    return new Probes(readiness, Optional.of(new Timing(period, timeout, failures)));
  }

  Timing readiness() {
    return readiness;
  }

  /** Returns the timing of liveness probes, unless a longer one is configured. */
  Timing liveness(Duration patience) {
    return liveness.orElseGet(() -> new Timing(Duration.ofSeconds(10), patience, 3));
  }

  void check(Findings findings, Duration maxRequestDuration) {
    readiness.check(findings, "probes.readiness");
    liveness.ifPresent(
        timing -> {
          timing.check(findings, "probes.liveness");
          findings.require(
              timing.failures() < 1 || timing.untilFailed().compareTo(maxRequestDuration) >= 0,
              FindingCode.PROBES_OF_BUSY_PODS,
              "probes.liveness",
              quote(Durations.text(timing.untilFailed()))
                  + " without an answer restart a pod, and a probe may wait behind a request of "
                  + quote(Durations.text(maxRequestDuration)),
              "Allow longer timeouts, or leave .liveness(..) out.");
        });
  }
}
