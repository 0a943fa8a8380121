package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/** Fractions of requests, such as thresholds and quantiles: they are written with six digits. */
public final class Shares {
  private static final double LOWEST = 0.000_001;
  private static final double HIGHEST = 0.999_999;

  private Shares() {}

  /**
   * Returns whether a number is a fraction between 0 and 1, exclusive, also when rounded to six
   * digits.
   */
  public static boolean isBetween(double value) {
    return value >= LOWEST && value <= HIGHEST;
  }

  /** Checks that a number is such a fraction. */
  public static void check(
      Findings findings, FindingCode code, String option, double value, String fix) {
    findings.require(
        isBetween(value),
        code,
        option,
        quote(value) + " is not a fraction of the requests; it must be 0.000001 to 0.999999",
        fix);
  }
}
