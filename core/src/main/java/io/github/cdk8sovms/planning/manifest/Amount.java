package io.github.cdk8sovms.planning.manifest;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Kubernetes quantities. */
final class Amount {
  private static final Pattern QUANTITY =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)([numkMGTPE]|[KMGTPE]i)?");

  /** Of units of thousands: nano to exa. */
  private static final String DECIMAL = "num kMGTPE";

  private static final String BINARY = "KMGTPE";

  private Amount() {}

  /** Returns the value of a quantity, such as 1.5 for {@code 1500m}; empty if it is none. */
  static Optional<Double> of(Node node) {
    Matcher parts = QUANTITY.matcher(node.text());
    if (!parts.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(parts.group(1));
    String unit = parts.group(2);
    if (unit == null) {
      return Optional.of(number.doubleValue());
    }
    char symbol = unit.charAt(0);
    if (unit.endsWith("i")) {
      BigDecimal factor = BigDecimal.valueOf(1024).pow(BINARY.indexOf(symbol) + 1);
      return Optional.of(number.multiply(factor).doubleValue());
    }
    int thousands = DECIMAL.indexOf(symbol) - DECIMAL.indexOf(' ');
    return Optional.of(number.movePointRight(3 * thousands).doubleValue());
  }
}
