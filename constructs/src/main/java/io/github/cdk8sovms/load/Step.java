package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;

/**
 * A part of a load: requests that begin at equal distances, whether or not earlier ones were
 * answered.
 *
 * @param requests how many begin in each unit of time
 * @param unit the unit of time, one second to one hour
 * @param duration how long it lasts
 */
public record Step(int requests, Duration unit, Duration duration) {
  /**
   * A client opens a connection for each request over HTTP, and its side of the connection stays
   * taken for a minute: of the 28,232 ports that Linux gives out, 470 become free each second.
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
   * Requests each second.
   *
   * @param perSecond 1 to 400
   * @param duration one second to two hours, in whole seconds
   */
  public static Step of(int perSecond, Duration duration) {
    Required.nonNull(duration, "duration");
    return new Step(perSecond, Duration.ofSeconds(1), duration);
  }

  /**
   * Requests each minute, for models that take seconds.
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
            + " a second, because one pod has no more connections to give",
        "Write .step(Step.of(20, Duration.ofMinutes(2))); for more, add a second LoadTest.");
    Durations.check(findings, FindingCode.LOAD_STEP, "step", duration, SHORTEST, LONGEST);
    Durations.check(findings, FindingCode.LOAD_STEP, "step", unit, SHORTEST, LONGEST_UNIT);
  }

  double perSecond() {
    return (double) requests / unit.toSeconds();
  }

  /**
   * The most requests that can be under way at once, if each ends after this time at the latest.
   */
  long mostAtOnce(Duration maxRequestDuration) {
    return (long) Math.ceil(perSecond() * maxRequestDuration.toSeconds()) + 1;
  }
}
