package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource quantity: {@code "500m"} CPU, {@code "2Gi"} memory.
 *
 * <p>It is written in the canonical form of the API server ({@code 0.5} becomes {@code 500m},
 * {@code 1024Mi} becomes {@code 1Gi}), so that the stored object equals the emitted one and GitOps
 * tools show no difference. Parsed with the grammar of {@code resource.Quantity}, including
 * exponents.
 *
 * @param text the amount as configured; validated when a construct is built
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public record Quantity(String text) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "\\+?(?<number>\\d{1,18}(?:\\.\\d{0,9})?|\\.\\d{1,9})"
              + "(?:[eE](?<exponent>[+-]?\\d{1,2})|(?<unit>Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|))");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final List<String> FROM_THOUSANDTHS =
      DECIMAL.subList(DECIMAL.indexOf("m"), DECIMAL.size());
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final BigInteger KILO = BigInteger.valueOf(1000);

  /** Takes no null. */
  public Quantity {
    Required.nonNull(text, "text");
  }

  /** Returns a quantity as written in Kubernetes manifests. */
  public static Quantity of(String text) {
    Required.nonNull(text);
    return new Quantity(text);
  }

  /**
   * Returns a decimal number as a quantity with a resolution of 0.001, the finest of the metrics
   * API.
   */
  public static Quantity of(BigDecimal number) {
    Required.nonNull(number);
    return new Quantity(number.setScale(3, RoundingMode.HALF_UP).toPlainString());
  }

  /** Checks that this is a quantity above zero that can be represented exactly. */
  public void check(Findings findings, String option) {
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    findings.require(
        isValid() && amount().signum() > 0,
        FindingCode.INVALID_QUANTITY,
        option,
        quote(text)
            + " is not a quantity; it must be a number above zero, in steps of 0.001, with an"
            + " optional unit: m k M G T or Ki Mi Gi Ti",
        "Write a quantity such as \"500m\", \"2\" or \"1.5Gi\".");
  }

  /**
   * Returns whether this can be represented in thousandths, or in bytes for binary units, and does
   * not exceed the API server's maximum.
   */
  public boolean isValid() {
    Matcher syntax = SYNTAX.matcher(text);
    return syntax.matches()
        && amount().compareTo(MOST) <= 0
        && amount().remainder(isBinary() ? BigDecimal.ONE : new BigDecimal("0.001")).signum() == 0;
  }

  /** Returns the amount in base units: cores, or bytes. */
  public BigDecimal amount() {
    Matcher syntax = matcher();
    BigDecimal number = new BigDecimal(syntax.group("number"));
    String exponent = syntax.group("exponent");
    if (exponent != null) {
      return number.scaleByPowerOfTen(Integer.parseInt(exponent));
    }
    String unit = syntax.group("unit");
    return isBinary()
        ? number.multiply(new BigDecimal(KIBI.pow(BINARY.indexOf(unit))))
        : number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(unit) - DECIMAL.indexOf("")));
  }

  /** Returns the canonical form of the API server. */
  public String canonical() {
    return isBinary()
        ? largestUnit(amount().toBigIntegerExact(), KIBI, BINARY)
        : largestUnit(amount().movePointRight(3).toBigIntegerExact(), KILO, FROM_THOUSANDTHS);
  }

  private boolean isBinary() {
    return text.endsWith("i");
  }

  private Matcher matcher() {
    Matcher syntax = SYNTAX.matcher(text);
    if (!syntax.matches()) {
      throw new IllegalStateException("unchecked quantity " + quote(text));
    }
    return syntax;
  }

  private static String largestUnit(BigInteger amount, BigInteger step, List<String> units) {
    BigInteger rest = amount;
    int unit = 0;
    while (rest.signum() != 0 && rest.mod(step).signum() == 0 && unit < units.size() - 1) {
      rest = rest.divide(step);
      unit++;
    }
    return rest.signum() == 0 ? "0" : rest + units.get(unit);
  }
}
