package io.github.cdk8sovms.alerting;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as PromQL and people read them: six digits, no exponent, nothing that means nothing. */
final class Numbers {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private Numbers() {}

  static String text(double value) {
    return BigDecimal.valueOf(value).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
  }
}
