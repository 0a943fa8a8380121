package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;

/**
 * A step of a load: requests that start at a constant rate, independent of responses.
 *
 * @param requests the number of requests per unit of time
 * @param unit the unit of time, one second to one hour
 * @param duration the duration of the step
 */
public record Step(int requests, Duration unit, Duration duration) {
  /**
   * A client opens one connection per HTTP request, and its local port stays in TIME_WAIT for a
   * minute: of Linux' 28,232 ephemeral ports, 470 become free per second.
   */
  static final int MOST_PER_SECOND = 400;

  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofHours(2);
  private static final Duration LONGEST_UNIT = Duration.ofHours(1);

  /** Takes no null. */
  public Step {
    Required.nonNull(unit, "unit");
    Required.nonNull(duration, "duration");
  }

  /**
   * Returns a step with a rate per second.
   *
   * @param perSecond 1 to 400
   * @param duration one second to two hours, in whole seconds
   */
  public static Step of(int perSecond, Duration duration) {
    Required.nonNull(duration, "duration");
    return new Step(perSecond, Duration.ofSeconds(1), duration);
  }

  /**
   * Returns a step with a rate per minute, for models that take seconds.
   *
   * @param perMinute 1 to 24000
   * @param duration one second to two hours, in whole seconds
   */
  public static Step perMinute(int perMinute, Duration duration) {
    Required.nonNull(duration, "duration");
    return new Step(perMinute, Duration.ofMinutes(1), duration);
  }

  void check(Findings findings) {
    findings.require(
        requests >= 1 && perSecond() <= MOST_PER_SECOND,
        FindingCode.LOAD_STEP,
        "step",
        quote(requests + " in " + Durations.text(unit))
            + " is not a rate; it must be 1 or more, and at most "
            + MOST_PER_SECOND
            + " per second, because one pod cannot open more connections",
        "Write .step(Step.of(20, Duration.ofMinutes(2))); for more, add a second LoadTest.");
    Durations.check(findings, FindingCode.LOAD_STEP, "step", duration, SHORTEST, LONGEST);
    Durations.check(findings, FindingCode.LOAD_STEP, "step", unit, SHORTEST, LONGEST_UNIT);
  }

  double perSecond() {
    return (double) requests / unit.toSeconds();
  }

  /** Returns the maximum number of concurrent requests, if each ends within this time. */
  long mostAtOnce(Duration maxRequestDuration) {
    return (long) Math.ceil(perSecond() * maxRequestDuration.toSeconds()) + 1;
  }
}
