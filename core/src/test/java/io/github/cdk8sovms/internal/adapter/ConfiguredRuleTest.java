package io.github.cdk8sovms.internal.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredRuleTest {
  private static final String SERIES = "ovms_current_requests{namespace!=\"\",pod!=\"\"}";
  private static final Map<String, String> LABELS = Map.of("namespace", "namespace", "pod", "pod");

  private static ConfiguredRule rule(String seriesQuery, String matches, String as) {
    return new ConfiguredRule(seriesQuery, "<<.Series>>", matches, as, LABELS, "");
  }

  private static ConfiguredRule query(String template) {
    return new ConfiguredRule(SERIES, template, "", "", LABELS, "");
  }

  @ParameterizedTest(name = "{0} as {1}: {2}")
  @CsvSource({
    "'', '', ovms_current_requests",
    "'', ovms_ratio, ovms_ratio",
    "^ovms_(.*)$, '', current_requests",
    "^ovms_(.*)$, ${1}_of_pods, current_requests_of_pods",
    "^other_(.*)$, x, ovms_current_requests",
    "'(', '', ovms_current_requests",
  })
  void theMetricIsNamedAsTheAdapterNamesIt(String matches, String as, String metric) {
    assertThat(rule(SERIES, matches, as).produces(metric)).isTrue();
    assertThat(rule(SERIES, matches, as).produces(metric + "_other")).isFalse();
  }

  @Test
  void aPatternOfSeriesMayProduceWhatItMatches() {
    ConfiguredRule ofPattern = rule("{__name__=~\"^ovms_.*\"}", "", "");

    assertThat(ofPattern.produces("ovms_streams")).isFalse();
    assertThat(ofPattern.mayProduce("ovms_streams")).isTrue();
    assertThat(ofPattern.mayProduce("http_requests")).isFalse();
    assertThat(rule("{__name__=~\"^ovms_.*\"}", "^ovms_(.*)$", "${1}_a").mayProduce("b_a"))
        .isTrue();
    assertThat(rule("{__name__=~\"^ovms_.*\"}", "^ovms_(.*)$", "${1}_a").mayProduce("b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)",
        "sum(<< .Series >>{<<- .LabelMatchers ->>}) by (<<.GroupBy>>)",
        "sum(<<- .Series ->>{<< .LabelMatchers>>}) by (<<.GroupBy >>)",
      })
  void theFieldsOfTheTemplateAreFilled(String template) {
    assertThat(query(template).query("serving", "resnet-.*", Map.of("name", "a\"b")))
        .contains(
            "sum(ovms_current_requests{name=\"a\\\"b\",namespace=\"serving\",pod=~\"resnet-.*\"})"
                + " by (pod)");
  }

  @Test
  void aPatternKeepsItsBackslashes() {
    assertThat(query("<<.LabelMatchers>>").query("serving", "a\\.b", Map.of()))
        .contains("namespace=\"serving\",pod=~\"a\\\\.b\"");
  }

  @Test
  void anotherFieldIsUnknown() {
    ConfiguredRule other = query("<<.Series>>{<<index .LabelValuesByName \"pod\">>}");

    assertThat(other.unknownField()).contains("<<index .LabelValuesByName \"pod\">>");
    assertThat(other.query("serving", ".*", Map.of())).isEmpty();
    assertThat(other.queryOfSeries())
        .isEqualTo("ovms_current_requests{<<index .LabelValuesByName \"pod\">>}");
  }

  @Test
  void labelsAreThoseOfOverridesOrOfTheTemplate() {
    ConfiguredRule overridden = rule(SERIES, "", "");
    ConfiguredRule ofTemplate =
        new ConfiguredRule(SERIES, "", "", "", Map.of(), "kube_<< .Resource >>");
    ConfiguredRule none = new ConfiguredRule(SERIES, "", "", "", Map.of(), "");

    assertThat(overridden.labelOf("pod")).contains("pod");
    assertThat(ofTemplate.labelOf("pod")).contains("kube_pod");
    assertThat(ofTemplate.isOfPods()).isTrue();
    assertThat(none.isOfPods()).isFalse();
  }
}
