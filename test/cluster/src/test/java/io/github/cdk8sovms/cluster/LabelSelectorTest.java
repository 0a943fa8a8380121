package io.github.cdk8sovms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selectors, as the API server reads them. */
class LabelSelectorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "{matchLabels: {app: ovms}} | true",
        "{matchLabels: {app: other}} | false",
        "{matchLabels: {app: ovms, tier: gpu}} | false",
        "{matchExpressions: [{key: app, operator: In, values: [ovms, other]}]} | true",
        "{matchExpressions: [{key: app, operator: NotIn, values: [ovms]}]} | false",
        "{matchExpressions: [{key: tier, operator: NotIn, values: [gpu]}]} | true",
        "{matchExpressions: [{key: app, operator: Exists}]} | true",
        "{matchExpressions: [{key: tier, operator: DoesNotExist}]} | true",
        "{matchExpressions: [{key: app, operator: DoesNotExist}]} | false",
      })
  void allTermsHaveToHold(String selector, boolean selected) {
    assertThat(new LabelSelector(Yaml.parse(selector)).selects(Yaml.parse("{app: ovms}")))
        .isEqualTo(selected);
  }
}
