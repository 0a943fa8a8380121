package io.github.cdk8sovms.serving;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of an input: {@code auto}, or dimensions in parentheses, following the grammar of
 * OVMS's {@code Shape::fromString}.
 */
record InputShape(String text) {
  private static final String AUTO = "auto";

  /** Far more than any model has. */
  private static final int LONGEST = 1_000;

  private static final Pattern DIMENSION =
      Pattern.compile("-1|(?<low>[1-9]\\d{0,9})(?::(?<high>[1-9]\\d{0,9}))?");

  boolean isValid() {
    if (isAuto()) {
      return true;
    }
    if (text.length() > LONGEST || !text.startsWith("(") || !text.endsWith(")")) {
      return false;
    }
    for (String dimension : text.substring(1, text.length() - 1).split(",", -1)) {
      if (!isDimension(dimension.strip())) {
        return false;
      }
    }
    return true;
  }

  boolean isAuto() {
    return text.equals(AUTO);
  }

  /** Returns whether a dimension is dynamic or a range. */
  boolean isDynamic() {
    return text.contains("-1") || text.contains(":");
  }

  /** OVMS ignores a shape with a range whose end is not above its start. */
  private static boolean isDimension(String text) {
    Matcher parts = DIMENSION.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    String low = parts.group("low");
    String high = parts.group("high");
    return low == null
        || (isInt(low)
            && (high == null || (isInt(high) && Long.parseLong(low) < Long.parseLong(high))));
  }

  private static boolean isInt(String number) {
    return Long.parseLong(number) <= Integer.MAX_VALUE;
  }
}
