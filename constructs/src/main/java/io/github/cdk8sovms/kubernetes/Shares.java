package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;

/** Shares of requests, as thresholds and quantiles: they are written with six digits. */
public final class Shares {
  private static final double LOWEST = 0.000_001;
  private static final double HIGHEST = 0.999_999;

  private Shares() {}

  /**
   * Whether a number is a share that is neither none nor all of the requests, and stays so when it
   * is written.
   */
  public static boolean isBetween(double value) {
    return value >= LOWEST && value <= HIGHEST;
  }

  /** Checks that a number is such a share. */
  public static void check(
      Findings findings, FindingCode code, String option, double value, String fix) {
    findings.require(
        isBetween(value),
        code,
        option,
        quote(value)
            + " is not a share of the requests; it must be 0.000001 to 0.999999, between none and"
            + " all",
        fix);
  }
}
