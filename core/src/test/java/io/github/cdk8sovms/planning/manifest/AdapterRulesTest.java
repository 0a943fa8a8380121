package io.github.cdk8sovms.planning.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdapterRulesTest {
  private static final ObjectRef HPA = new ObjectRef("HorizontalPodAutoscaler", "serving", "h");

  private static Map<String, Object> rule(String query) {
    return Map.of(
        "seriesQuery",
        "ovms_current_requests",
        "metricsQuery",
        query,
        "name",
        Map.of("as", "ratio"),
        "resources",
        Map.of("template", "<<.Resource>>"));
  }

  /** The parser is that of the caller. */
  private static AdapterRules rules(List<Map<String, Object>> rules) {
    return new AdapterRules(
        ManifestObjects.of(List.of()), new Texts(text -> Map.of("rules", rules)), List.of("file"));
  }

  @Test
  void ofTwoRulesForAMetricTheAdapterUsesTheLast() {
    AdapterRules rules = rules(List.of(rule("first"), rule("last{<<.LabelMatchers>>}")));

    assertThat(rules.query(HPA, "ratio", "serving", "resnet-.*", Map.of()))
        .isEqualTo("last{namespace=\"serving\",pod=~\"resnet-.*\"}");
  }

  @Test
  void aFieldThatAPlanCannotFillIsNamed() {
    AdapterRules rules = rules(List.of(rule("sum(<<.LabelValuesByName>>)")));

    assertThatThrownBy(() -> rules.query(HPA, "ratio", "serving", "resnet-.*", Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\"<<.LabelValuesByName>>\" in the metricsQuery \"sum(<<.LabelValuesByName>>)\" cannot"
                + " be planned. Use <<.Series>>, <<.LabelMatchers>> and <<.GroupBy>>.");
  }
}
