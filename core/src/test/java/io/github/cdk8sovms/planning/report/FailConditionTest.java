package io.github.cdk8sovms.planning.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailConditionTest {

  @ParameterizedTest
  @CsvSource({
    "late>1%, late, true, 0.01",
    "refused > 0 %, refused, true, 0",
    "p95>1.5s, p95, true, 1.5",
    "p99<200ms, p99, false, 0.2",
    "replica-hours>20, replica-hours, true, 20",
    "replicas>8, replicas, true, 8",
    "price>0.5, price, true, 0.5"
  })
  void conditionsCompareAQuantity(String text, String quantity, boolean isAbove, double limit) {
    assertThat(FailCondition.parse(text))
        .isEqualTo(new FailCondition(text, quantity, isAbove, limit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "late",
        "late>5",
        "late>x%",
        "p95>1",
        "p95>5%",
        "replicas>2s",
        "early>1%",
        "late=1%",
        "replicas>5%"
      })
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> FailCondition.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\""
                + text
                + "\" is not a condition. Use late>1%, refused>0%, p95>1s (also p50 and p99),"
                + " replica-hours>20, replicas>8, changes>50 or price>5.");
  }

  @Test
  void aPriceMustBeGiven() {
    FailCondition condition = FailCondition.parse("price>5");

    condition.check(OptionalDouble.of(0.12));
    assertThatThrownBy(() -> condition.check(OptionalDouble.empty()))
        .hasMessage(
            "\"price>5\" requires the price of a replica-hour. Add --price, such as --price 0.12.");
  }
}
