package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition under which a build fails, such as {@code late>1%}.
 *
 * @param text as given
 * @param quantity the name of a quantity
 * @param isAbove whether it fails above the limit; below it otherwise
 * @param limit as a share, seconds or number
 */
public record FailCondition(String text, String quantity, boolean isAbove, double limit) {
  private static final Pattern TEXT =
      Pattern.compile("\\s*([a-z][a-z0-9-]*)\\s*([<>])\\s*(\\d[\\d.a-z]*)\\s*(%?)\\s*");

  /** Units of quantities. */
  private enum Unit {
    SHARE,
    TIME,
    NUMBER
  }

  /**
   * Parses a condition.
   *
   * @throws InvalidInputException if it is none
   */
  public static FailCondition parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw invalid(text);
    }
    boolean isPercent = parts.group(4).equals("%");
    OptionalDouble limit =
        switch (unit(text, parts.group(1))) {
          case SHARE -> isPercent ? number(parts.group(3), 0.01) : OptionalDouble.empty();
          case TIME -> isPercent ? OptionalDouble.empty() : seconds(parts.group(3));
          case NUMBER -> isPercent ? OptionalDouble.empty() : number(parts.group(3), 1);
        };
    return new FailCondition(
        text, parts.group(1), parts.group(2).equals(">"), limit.orElseThrow(() -> invalid(text)));
  }

  /**
   * Checks that it can be evaluated.
   *
   * @throws InvalidInputException for a price without {@code --price}
   */
  public void check(OptionalDouble price) {
    if (quantity.equals("price") && price.isEmpty()) {
      throw new InvalidInputException(
          "\"%s\" requires the price of a replica-hour. Add --price, such as --price 0.12."
              .formatted(text));
    }
  }

  /** Returns whether it holds for a plan. */
  public boolean holds(PlanReport report) {
    double value = value(report);
    return isAbove ? value > limit : value < limit;
  }

  /** Returns the value that it compares, as text. */
  public String shown(PlanReport report) {
    double value = value(report);
    return switch (unit(text, quantity)) {
      case SHARE -> Numbers.percent(value);
      case TIME -> Numbers.seconds(value);
      case NUMBER -> Numbers.amount(value);
    };
  }

  private double value(PlanReport report) {
    return switch (quantity) {
      case "late" -> report.result().lateShare();
      case "refused" -> report.result().refusedShare();
      case "p50" -> report.result().p50();
      case "p95" -> report.result().p95();
      case "p99" -> report.result().p99();
      case "replica-hours" -> report.result().replicaHours();
      case "replicas" -> report.result().highestReplicas();
      case "changes" -> report.result().changes();
      case "price" -> report.cost().orElse(Double.NaN);
      default -> throw invalid(text);
    };
  }

  private static Unit unit(String text, String quantity) {
    return switch (quantity) {
      case "late", "refused" -> Unit.SHARE;
      case "p50", "p95", "p99" -> Unit.TIME;
      case "replica-hours", "replicas", "changes", "price" -> Unit.NUMBER;
      default -> throw invalid(text);
    };
  }

  private static OptionalDouble seconds(String text) {
    return DurationTexts.seconds(text).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble number(String text, double factor) {
    return text.matches("\\d+(\\.\\d+)?")
        ? OptionalDouble.of(Double.parseDouble(text) * factor)
        : OptionalDouble.empty();
  }

  private static InvalidInputException invalid(String text) {
    return new InvalidInputException(
        "\"%s\" is not a condition. Use late>1%%, refused>0%%, p95>1s (also p50 and p99), replica-hours>20, replicas>8, changes>50 or price>5."
            .formatted(text));
  }
}
