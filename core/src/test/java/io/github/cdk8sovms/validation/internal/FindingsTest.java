package io.github.cdk8sovms.validation.internal;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_NAME;
import static io.github.cdk8sovms.validation.FindingCode.OPERATOR_DEPRECATED;
import static io.github.cdk8sovms.validation.FindingCode.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
  private final Findings findings = Findings.at(() -> "shop/resnet");

  @Test
  void keepsTheOrderInWhichThingsWereFound() {
    findings.add(STREAMS, "streams", "one", "Fix one.");
    findings.within("model[bert]").add(INVALID_NAME, "name", "two", "Fix two.");
    findings.add(STREAMS, "streams", "three", "Fix three.");

    assertThat(findings.all()).extracting(Finding::problem).containsExactly("one", "two", "three");
  }

  @Test
  void pathsNameConstructPartAndOption() {
    findings.within("model[bert]").within("source").add(INVALID_NAME, "secret", "bad", "Fix it.");

    assertThat(findings.all())
        .extracting(Finding::path)
        .containsExactly("shop/resnet/model[bert]/source.secret");
  }

  @Test
  void thePathIsEvaluatedOnlyForFindings() {
    Findings expensive =
        Findings.at(
            () -> {
              throw new AssertionError("each path is a round trip to Node");
            });

    expensive.within("model[bert]").require(true, STREAMS, "streams", "bad", "Fix it.");

    assertThat(expensive.orThrow()).isEmpty();
  }

  @Test
  void aConditionThatHoldsIsNoFinding() {
    findings.require(true, STREAMS, "streams", "good", "Nothing to fix.");
    findings.require(false, STREAMS, "streams", "bad", "Fix it.");

    assertThat(findings.all()).extracting(Finding::problem).containsExactly("bad");
  }

  @Test
  void warningsAreGivenBack() {
    findings.add(OPERATOR_DEPRECATED, "workload", "old", "Use the new.");

    assertThat(findings.orThrow()).isEqualTo(findings.all()).hasSize(1);
  }

  @Test
  void errorsAreThrownTogetherAndWithoutTheWarnings() {
    findings.add(STREAMS, "streams", "one", "Fix one.");
    findings.add(OPERATOR_DEPRECATED, "workload", "old", "Use the new.");
    findings.within("model[bert]").add(INVALID_NAME, "name", "two", "Fix two.");

    assertThatThrownBy(findings::orThrow)
        .isInstanceOfSatisfying(
            InvalidConfigurationException.class,
            thrown ->
                assertThat(thrown.findings())
                    .extracting(Finding::problem)
                    .containsExactly("one", "two"));
  }

  @Test
  void whatWasFoundCannotBeChangedFromOutside() {
    findings.add(STREAMS, "streams", "one", "Fix one.");
    List<Finding> before = findings.all();
    findings.add(STREAMS, "streams", "two", "Fix two.");

    assertThat(before).hasSize(1);
    assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          000A, \\n
          000D, \\r
          0009, \\t
          0022, \\"
          005C, \\\\
          0000, \\u0000
          001B, \\u001b
          0085, \\u0085
          2028, \\u2028
          2029, \\u2029
          """)
  void quotesKeepAReportToOneLineAFinding(String codePoint, String escaped) {
    String value = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";

    assertThat(Findings.quote(value)).isEqualTo("\"a" + escaped + "b\"");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          000A, \\n
          000D, \\r
          0085, \\u0085
          2028, \\u2028
          2029, \\u2029
          """)
  void pathsStayOnOneLineToo(String codePoint, String escaped) {
    String name = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";
    findings.within("model[" + name + "]").add(STREAMS, "streams", "bad", "Fix it.");

    assertThat(findings.all())
        .extracting(Finding::path)
        .containsExactly("shop/resnet/model[a" + escaped + "b].streams");
  }

  @Test
  void quotesLeaveOtherCharactersAsTheyAre() {
    assertThat(Findings.quote("größe 模型 🚀 {{x}} 'y'")).isEqualTo("\"größe 模型 🚀 {{x}} 'y'\"");
    assertThat(Findings.quote(4)).isEqualTo("\"4\"");
  }

  @Test
  void quotesShortenLongValuesWithoutCuttingACharacterInTwo() {
    assertThat(Findings.quote("🚀".repeat(80))).isEqualTo("\"" + "🚀".repeat(80) + "\"");
    assertThat(Findings.quote("🚀".repeat(81))).isEqualTo("\"" + "🚀".repeat(80) + "…\"");
  }
}
