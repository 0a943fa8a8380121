package io.github.cdk8sovms.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class AdapterRulesTest {
  private static final LoadSignal SIGNAL = LoadSignal.requestsPerStream();
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final AdapterRule OWN =
      AdapterRule.of("my_metric", "up", "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})");
  private static final AdapterRule IN_THE_WAY =
      AdapterRule.of(SIGNAL.metricName(), OWN.series(), OWN.query());

  @Test
  void withoutAnyThereIsTheDefaultSignalsForAnAdapterWithoutRulesBreaksDiscovery() {
    assertThat(metrics(new AdapterRules(List.of(), WINDOW))).containsExactly(SIGNAL.metricName());
  }

  @Test
  void onesOwnComeFirstAndThoseOfSignalsAsTheyAreUsed() {
    AdapterRules rules = new AdapterRules(List.of(OWN), WINDOW);
    assertThat(metrics(rules)).containsExactly("my_metric");

    assertThat(rules.add(rules.ruleOf(SIGNAL))).isTrue();
    assertThat(metrics(rules)).containsExactly("my_metric", SIGNAL.metricName());
  }

  @Test
  void aSignalThatIsServedAlreadyChangesNothing() {
    AdapterRules rules = new AdapterRules(List.of(), WINDOW);

    assertThat(rules.add(rules.ruleOf(SIGNAL))).isTrue();
    assertThat(rules.add(rules.ruleOf(SIGNAL))).isFalse();
    assertThat(metrics(rules)).containsExactly(SIGNAL.metricName());
  }

  @Test
  void aRuleOfTheSameMetricConflictsUnlessItIsTheSame() {
    assertThat(isConflict()).isFalse();
    assertThat(isConflict(OWN)).isFalse();
    assertThat(isConflict(IN_THE_WAY)).isTrue();
    assertThat(isConflict(AdapterRule.of(SIGNAL, WINDOW))).isFalse();
    assertThat(isConflict(AdapterRule.of(SIGNAL, Duration.ofMinutes(9))))
        .as("another window is another query")
        .isTrue();
  }

  private static boolean isConflict(AdapterRule... own) {
    AdapterRules rules = new AdapterRules(List.of(own), WINDOW);
    return rules.conflictsWith(rules.ruleOf(SIGNAL));
  }

  private static List<String> metrics(AdapterRules rules) {
    JsonNode file = Synthesized.parse(rules.content());
    assertThat(file.size()).isEqualTo(1);
    return StreamSupport.stream(file.get("rules").spliterator(), false)
        .map(rule -> rule.at("/name/as").asText())
        .toList();
  }
}
