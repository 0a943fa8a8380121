package io.github.cdk8sovms.alerting;

import java.math.BigDecimal;
import java.math.MathContext;

/** Formats numbers for PromQL and annotations: six digits, no exponent, no trailing zeros. */
final class Numbers {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private Numbers() {}

  static String text(double value) {
    return BigDecimal.valueOf(value).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
  }
}
