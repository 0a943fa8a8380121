package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The parts of expressions, and the quoting of label values. */
class QueryTest {
  private static final Query QUERY = new Query("m=\"1\"", "pod", "1m");

  @Test
  void eachPartIsRestrictedToThePodsAndTheWindow() {
    assertThat(QUERY.average(OvmsMetric.STREAMS))
        .isEqualTo("avg_over_time(ovms_streams{m=\"1\"}[1m])");
    assertThat(QUERY.over(Duration.ofMinutes(2)).average(OvmsMetric.STREAMS))
        .isEqualTo("avg_over_time(ovms_streams{m=\"1\"}[2m])");
    assertThat(QUERY.rate("a_sum")).isEqualTo("rate(a_sum{m=\"1\"}[1m])");
    assertThat(QUERY.perPod(Aggregation.MEAN, "x")).isEqualTo("avg by (pod) (x)");
    assertThat(QUERY.perModel("x")).isEqualTo("sum by (pod, name, version) (x)");
    assertThat(QUERY.bucketsPerModel("x")).isEqualTo("sum by (pod, name, version, le) (x)");
    assertThat(QUERY.bucketsPerPod("x")).isEqualTo("sum by (pod, le) (x)");
    assertThat(Query.fraction("a", "b")).isEqualTo("a / (b > 0)");
    assertThat(QUERY.timePerStreamOfPod("a_sum"))
        .isEqualTo(
            "(sum by (pod) (rate(a_sum{m=\"1\"}[1m])) > 0) / 1e6"
                + " / (sum by (pod) (avg_over_time(ovms_streams{m=\"1\"}[1m])) > 0)");
  }

  @ParameterizedTest
  @MethodSource("io.github.cdk8sovms.HostileText#samples")
  void aMatcherIsReadBackAsExactlyItsValue(String value) {
    String matcher = Query.matcher("name", value);

    assertThat(matcher).startsWith("name=").doesNotContain("\n");
    assertThat(unquote(matcher.substring("name=".length()))).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("io.github.cdk8sovms.HostileText#samples")
  void aFleetsExpressionDiffersByTheMatcherOnly(String name) {
    LoadSignal signal = LoadSignal.queueToCompute();
    Duration minute = Duration.ofMinutes(1);

    assertThat(signal.model(name).fleet(SeriesLabels.STANDARD, "m=\"1\"", minute))
        .isEqualTo(
            signal
                .model("resnet50")
                .fleet(SeriesLabels.STANDARD, "m=\"1\"", minute)
                .replace("name=\"resnet50\"", Query.matcher("name", name)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "\"\", ||",
        "\"a\", a",
        "\"\\\"\", \"",
        "\"\\\\\", \\",
        "\"\\\\n\", \\n",
        "\"\\u00e9\\x41\\101\", éAA",
      })
  void theReaderOfThisTestReadsAsPrometheusDoes(String literal, String value) {
    assertThat(unquote(literal)).isEqualTo(value);
  }

  @Test
  void theReaderOfThisTestRefusesWhatPrometheusRefuses() {
    for (String literal :
        List.of("", "a", "\"", "\"a", "\"a\"b\"", "\"\\\"", "\"\n\"", "\"\\q\"")) {
      assertThatIllegalArgumentException().as(literal).isThrownBy(() -> unquote(literal));
    }
  }

  /** Reads a whole text as one string in double quotes, by the rules of Prometheus. */
  private static String unquote(String literal) {
    StringBuilder value = new StringBuilder();
    int at = literal.startsWith("\"") ? 1 : literal.length();
    while (at < literal.length() && literal.charAt(at) != '"') {
      char next = literal.charAt(at++);
      if (next == '\n') {
        throw new IllegalArgumentException("a string ends at the end of its line");
      }
      if (next != '\\') {
        value.append(next);
        continue;
      }
      char escape = at < literal.length() ? literal.charAt(at) : ' ';
      int digits = "xuU".indexOf(escape) < 0 ? 0 : 2 << "xuU".indexOf(escape);
      if (digits > 0) {
        value.appendCodePoint(Integer.parseInt(literal.substring(at + 1, at + 1 + digits), 16));
        at += 1 + digits;
      } else if (escape >= '0' && escape <= '7') {
        value.appendCodePoint(Integer.parseInt(literal.substring(at, at + 3), 8));
        at += 3;
      } else {
        int known = "abfnrtv\\\"".indexOf(escape);
        if (known < 0) {
          throw new IllegalArgumentException("no such escape: " + escape);
        }
        value.append("\u0007\b\f\n\r\t\u000b\\\"".charAt(known));
        at++;
      }
    }
    if (at != literal.length() - 1) {
      throw new IllegalArgumentException("not one string: " + literal);
    }
    return value.toString();
  }
}
