package io.github.cdk8sovms.internal.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The errors for a query that cannot be parsed or evaluated. */
class QueryErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x +                             | unexpected the end of the query, at character 4
          x y                             | unexpected "y", at character 3
          sum(x                           | expected ")" instead of the end of the query, at character 6
          x{a="b}                         | a string without its second quote, at character 5
          x{a=b}                          | expected a string instead of "b", at character 5
          x{a>"b"}                        | expected a matcher instead of ">", at character 4
          x{a=~"("}                       | "(" is not a regular expression: Unclosed group, at character 6
          x{a="\\q"}                      | unknown escape "\\q", at character 6
          {a=""}                          | a selector needs a matcher that does not match an empty label, at character 1
          x{__name__="y"}                 | a metric must not have two names, at character 3
          x[5]                            | a query must be an instant vector or a scalar, not a range vector, at character 1
          "x"                             | a query must be an instant vector or a scalar, not a string, at character 1
          rate(x)                         | "rate" takes a range vector, not an instant vector, at character 1
          abs(x, x)                       | "abs" takes 1 argument(s), not 2, at character 1
          sum(1)                          | "sum" takes an instant vector, not a scalar, at character 1
          topk(x)                         | "topk" takes 2 argument(s), not 1, at character 1
          rate(x[0s])                     | a duration must be above 0, at character 7
          rate(x[5m)                      | expected "]" instead of ")", at character 10
          rate(x[5z])                     | not a number and not a duration, at character 8
          rate(x[1s1m])                   | "1s1m" is not a duration, at character 8
          rate(x offset 1m[5m])           | a range must follow a selector without "offset", at character 17
          (x) offset 5m                   | "offset" must follow a selector, a range or a subquery, once, at character 5
          1 > 2                           | a comparison of scalars needs "bool", at character 3
          x + bool y                      | "bool" belongs to comparisons only, at character 3
          1 and x                         | "and" needs instant vectors, at character 3
          x and on (a) group_left y       | "group_left" cannot follow "and", at character 14
          x + on (a) group_left (a) y     | "a" must not be in "on" and "group_left", at character 12
          x @ 5                           | "@" is not supported by the plan, at character 3
          holt_winters(x[5m], 1, 1)       | the function "holt_winters" is not supported by the plan, at character 1
          count_values("a", x)            | the aggregation "count_values" is not supported by the plan, at character 1
          x + fill(0) y                   | "fill" is not supported by the plan, at character 5
          label_replace(x, "", "", "", "")| the name of a label must not be empty, at character 1
          x ; y                           | unexpected character ";", at character 3
          """)
  void sayWhatIsWrongAndWhere(String query, String message) {
    assertThatThrownBy(() -> Query.parse(query))
        .isInstanceOf(PromQlException.class)
        .hasMessage(message);
  }

  @Test
  void thePositionIsThatOfTheFault() {
    assertThatThrownBy(() -> Query.parse("sum(x) + (y"))
        .isInstanceOfSatisfying(
            PromQlException.class, fault -> assertThat(fault.position()).isEqualTo(11));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x + on (b) y              | several series of the right side of "+" match {b="1"}: y{a="2", b="1"} and y{a="1", b="1"}
          x + on (b) y{a="1"}       | several series of the left side of "+" match {b="1"} without group_left or group_right
          x + on (b) group_right y  | several series of the left side of "+" match {b="1"}: x{a="2", b="1"} and x{a="1", b="1"}
          abs({b="1"})              | several series of a result have the labels {a="1", b="1"}
          topk(NaN, x)              | topk and bottomk need a number of series, not NaN
          """)
  void anEvaluationFailsAsInPrometheus(String query, String message) {
    SeriesStore store = Stored.every(15, "x a=1 b=1: 1\nx a=2 b=1: 1\ny a=1 b=1: 1\ny a=2 b=1: 1");

    assertThatThrownBy(() -> Query.parse(query).at(store, 1))
        .isInstanceOfSatisfying(
            PromQlException.class,
            fault -> assertThat(fault.position()).isEqualTo(PromQlException.NOWHERE))
        .hasMessage(message);
  }
}
