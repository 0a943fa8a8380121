package io.github.cdk8sovms.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.HostileText;
import io.github.cdk8sovms.Signals;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A rule is PromQL in a Go template in YAML in YAML. The adapter does not start with an invalid
 * one, which stops every autoscaler of the cluster.
 */
class HostileRuleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String QUERY = "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})";

  /** The template variables of {@code metricsQuery} in the adapter. */
  private static final String FIELDS = "<<\\.(LabelMatchers|GroupBy|Series)>>";

  @Test
  void rulesOfSignalsHoldNoOtherTemplateThanPodsAndTheirLabel() {
    for (LoadSignal signal : Signals.all()) {
      for (Aggregation aggregation : Aggregation.values()) {
        LoadSignal selected = signal.across(aggregation).over(MINUTE).model("<<end>>");
        String config = config(AdapterRule.of(selected, MINUTE));

        assertThat(config).contains("<<.LabelMatchers>>", "<<.GroupBy>>").doesNotContain("end");
        assertThat(config.replace("<<.LabelMatchers>>", "").replace("<<.GroupBy>>", ""))
            .doesNotContain("<<", ">>", "{{", "}}");
      }
    }
  }

  @Test
  void aQueryHoldsNoOtherTemplateThanTheAdapterHas() {
    assertThat(
            HostileText.samples().stream()
                .filter(text -> text.replaceAll(FIELDS, "").contains("<<"))
                .filter(text -> findings(AdapterRule.of("m", "up", QUERY + text)).isEmpty())
                .map(Findings::quote))
        .as("accepted, but not a template")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<end>>", "<<", "<< .LabelMatchers", "<<.Nothing>>", "<<if true>>"})
  void anotherTemplateIsRefused(String template) {
    assertThat(findings(AdapterRule.of("m", "up", QUERY + " + up{a=\"" + template + "\"}")))
        .containsExactly(FindingCode.ADAPTER_RULE);
  }

  @Test
  void aQueryThatIsTakenIsReadBackUnchanged() {
    for (String text : HostileText.samples()) {
      for (String query : List.of(QUERY + text, text + QUERY, QUERY + "\n" + text + "\n")) {
        AdapterRule rule = AdapterRule.of("m", "up", query);
        if (findings(rule).isEmpty()) {
          JsonNode rules = Synthesized.parse(config(rule)).get("rules");
          assertThat(rules).hasSize(1);
          assertThat(rules.at("/0/metricsQuery").asText()).isEqualTo(query);
          assertThat(rules.get(0).size()).isEqualTo(4);
        }
      }
    }
  }

  /** YAML parses such names as numbers, booleans or null. */
  @ParameterizedTest
  @ValueSource(
      strings = {"null", "true", "yes", "n", "NaN", "Infinity", "_1", "e", ":", "a:", "::"})
  void namesOfMetricsStayTexts(String name) {
    JsonNode rule = Synthesized.parse(config(AdapterRule.of(name, name, QUERY))).at("/rules/0");

    assertThat(rule.at("/name/as").isTextual()).isTrue();
    assertThat(rule.at("/name/as").asText()).isEqualTo(name);
    assertThat(rule.at("/name/matches").asText()).isEqualTo("^" + name + "$");
    assertThat(rule.at("/seriesQuery").asText()).isEqualTo(name + "{namespace!=\"\",pod!=\"\"}");
  }

  @Test
  void otherTextsAreNoNamesOfMetrics() {
    assertThat(
            HostileText.samples().stream()
                .filter(text -> !text.matches("[a-zA-Z0-9:_]+"))
                .filter(text -> findings(AdapterRule.of(text, "up", QUERY)).isEmpty())
                .map(Findings::quote))
        .isEmpty();
  }

  private static List<FindingCode> findings(AdapterRule rule) {
    return Reported.codesBy(rule::check);
  }

  private static String config(AdapterRule rule) {
    return new AdapterRules(List.of(rule), MINUTE).content();
  }
}
