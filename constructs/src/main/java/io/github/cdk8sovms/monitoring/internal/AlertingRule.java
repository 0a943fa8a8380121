package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fires one alert for each series that the expression returns.
 *
 * @param alert the name
 * @param pending the rule's {@code for}: how long the expression must return a value before the
 *     alert fires; zero for immediately
 * @param labels for routing in Alertmanager, severity included
 * @param annotations texts for people, with templates of Prometheus
 */
public record AlertingRule(
    String alert,
    String expression,
    Duration pending,
    Map<String, String> labels,
    Map<String, String> annotations)
    implements Rule {

  /** Copies labels and annotations, keeping their order. */
  public AlertingRule {
    Required.nonNull(alert, "alert");
    Required.nonNull(expression, "expression");
    Required.nonNull(pending, "pending");
    labels = Required.entries(labels, "labels");
    annotations = Required.entries(annotations, "annotations");
  }

  @Override
  public AlertingRule narrowed(SeriesMatchers matchers) {
    Required.nonNull(matchers);
    return new AlertingRule(alert, matchers.in(expression), pending, labels, annotations);
  }

  @Override
  public Map<String, Object> toConfig() {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("alert", alert);
    rule.put("expr", expression);
    if (!pending.isZero()) {
      rule.put("for", Durations.text(pending));
    }
    rule.put("labels", labels);
    rule.put("annotations", annotations);
    return rule;
  }
}
