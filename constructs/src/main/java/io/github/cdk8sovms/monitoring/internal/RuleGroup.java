package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that are evaluated sequentially for the same timestamp, so that each sees the results of
 * those before it.
 *
 * @param name unique in its file
 * @param interval the evaluation interval
 */
public record RuleGroup(String name, Duration interval, List<Rule> rules) {

  /** Copies the rules. */
  public RuleGroup {
    Required.nonNull(name, "name");
    Required.nonNull(interval, "interval");
    rules = Required.elements(rules, "rules");
  }

  /** Returns the group with matchers in each of its rules. */
  public RuleGroup narrowed(SeriesMatchers matchers) {
    Required.nonNull(matchers);
    return new RuleGroup(
        name, interval, rules.stream().<Rule>map(rule -> rule.narrowed(matchers)).toList());
  }

  Map<String, Object> toConfig() {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", name);
    group.put("interval", Durations.text(interval));
    group.put("rules", rules.stream().map(Rule::toConfig).toList());
    return group;
  }
}
